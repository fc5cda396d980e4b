package dev.runwright.engine;

import java.util.Locale;

/** What kind of trouble an error is (design 3.2). */
public enum ErrorClass {
    THROTTLED,
    DENIED,
    NOT_FOUND,
    CONFLICT,
    REBOOT_PENDING,
    TIMEOUT,
    UNREACHABLE,
    INVALID,
    UNKNOWN;

    /** As written in runbooks and documents. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
