package dev.runwright.estate.exchange;

/** How a property's value is taken from a parameter, kept, and shown. */
enum Kind {
    /** True, false or null. */
    FLAG,
    /** Any text or null. */
    TEXT,
    /** A whole number or null. */
    NUMBER,
    /** A number or {@code Unlimited}, shown as text. */
    COUNT,
    /** Bytes or {@code Unlimited}, shown as {@code 35 MB (36,700,160 bytes)}. */
    SIZE,
    /** A time span. */
    SPAN,
    /** A time span or {@code Unlimited}, shown as text. */
    HOLD,
    /** A point in time or null. */
    TIME,
    /** A proxy address or null, shown with its prefix. */
    PROXY,
    /** One recipient or null, kept by Guid, shown by identity. */
    RECIPIENT,
    /** Text that is kept as an HTML page, or null. */
    HTML,
    /** A list of texts without order. */
    TEXTS,
    /** A list of recipients without order, kept by Guid, shown by identity. */
    RECIPIENTS,
    /** A list of recipients inside a rule, kept as {@code "Name" [SMTP:address]}, or null. */
    RULE_RECIPIENTS,
    /** A list of recipients by primary address without order, null when empty. */
    ADDRESSES,
    /** A list of texts without order, null when empty. */
    WORDS,
    /** Proxy addresses without order. */
    PROXIES;

    boolean isList() {
        return this == TEXTS || this == RECIPIENTS || this == PROXIES || emptyIsNull();
    }

    /** Whether a list without elements reads as null. */
    boolean emptyIsNull() {
        return this == RULE_RECIPIENTS || this == ADDRESSES || this == WORDS;
    }
}
