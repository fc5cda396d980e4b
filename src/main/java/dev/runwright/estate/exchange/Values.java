package dev.runwright.estate.exchange;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.CommandFailure;
import dev.runwright.value.Data;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns a parameter's value into the value that is kept. For one call. */
final class Values {
    private static final Pattern BRACKETS = Pattern.compile("\"(.*)\" \\[(SMTP|EX):(.+)]");
    private static final String UNLIMITED = "Unlimited";

    private final Call call;
    private final Directory directory;

    Values(Call call, Directory directory) {
        this.call = call;
        this.directory = directory;
    }

    /**
     * The value to keep.
     *
     * @param before the value kept until now, for {@code {Add: …, Remove: …}}
     * @throws CommandFailure if it is no value of that kind
     */
    @Nullable Object kept(Property property, @Nullable Object value, @Nullable Object before) {
        if (!property.kind().isList()) {
            return value == null ? null : single(property, value);
        }
        Collection<String> elements = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        if (value instanceof Map<?, ?>) {
            elements.addAll(Data.texts(before));
            elements.addAll(elements(property, Data.get(Data.map(value), "Add")));
            elements.removeAll(elements(property, Data.get(Data.map(value), "Remove")));
        } else {
            elements.addAll(elements(property, value));
        }
        return elements.isEmpty() && property.kind().emptyIsNull() ? null : new ArrayList<>(elements);
    }

    private List<String> elements(Property property, @Nullable Object value) {
        List<String> elements = new ArrayList<>();
        for (Object item : many(value)) {
            elements.add(element(property, String.valueOf(item)));
        }
        return elements;
    }

    private static Collection<?> many(@Nullable Object value) {
        if (value instanceof Collection<?> many) {
            return many;
        }
        return value == null ? List.of() : List.of(value);
    }

    private String element(Property property, String text) {
        return switch (property.kind()) {
            case RECIPIENTS -> directory.recipient(call, text).guid();
            case RULE_RECIPIENTS -> ruleRecipient(text);
            case ADDRESSES -> address(text);
            case PROXIES -> text.contains(":") ? text : "smtp:" + text;
            default -> text;
        };
    }

    private Object single(Property property, Object value) {
        String text = value.toString();
        return switch (property.kind()) {
            case FLAG -> flag(property, value);
            case NUMBER -> value instanceof Long ? value : wholeNumber(property, text);
            case TIME -> value instanceof OffsetDateTime ? value : time(property, text);
            case COUNT ->
                text.equalsIgnoreCase(UNLIMITED)
                        ? UNLIMITED
                        : wholeNumber(property, text).toString();
            case SIZE ->
                Sizes.shown(text).orElseThrow(() -> bad(property, text, "Microsoft.Exchange.Data.ByteQuantifiedSize"));
            case SPAN -> span(property, value);
            case HOLD -> text.equalsIgnoreCase(UNLIMITED) ? UNLIMITED : Spans.format(span(property, value));
            case PROXY -> proxy(property, text);
            case RECIPIENT -> directory.recipient(call, text).guid();
            case HTML -> html(text);
            default -> text;
        };
    }

    private static Boolean flag(Property property, Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw bad(property, value.toString(), "System.Boolean");
    }

    private static OffsetDateTime time(Property property, String text) {
        try {
            return OffsetDateTime.parse(text);
        } catch (DateTimeException e) {
            throw bad(property, text, "System.DateTime");
        }
    }

    private static Long wholeNumber(Property property, String text) {
        if (!text.matches("-?\\d{1,18}")) {
            throw bad(property, text, "System.Int32");
        }
        return Long.valueOf(text);
    }

    private static Duration span(Property property, Object value) {
        if (value instanceof Duration duration) {
            return duration;
        }
        return Spans.parse(value.toString())
                .orElseThrow(() -> bad(property, value.toString(), "Microsoft.Exchange.Data.EnhancedTimeSpan"));
    }

    private static String proxy(Property property, String text) {
        String address = Directory.withoutPrefix(text);
        if (!address.matches("[^@\\s]+@[^@\\s]+")) {
            throw bad(property, text, "Microsoft.Exchange.Data.ProxyAddress");
        }
        return "smtp:" + address;
    }

    /** A page around a text, as Exchange keeps it; a text that is a page already stays as it is. */
    static String html(String text) {
        boolean page = text.isEmpty() || text.toLowerCase(Locale.ROOT).contains("<html");
        return page ? text : "<html>\n<body>\n" + text + "\n</body>\n</html>\n";
    }

    private String ruleRecipient(String text) {
        Matcher form = BRACKETS.matcher(text);
        String named = form.matches() ? form.group(3) : text;
        return directory.findRecipient(named).map(Values::bracketed).orElseGet(() -> {
            String address = Directory.withoutPrefix(named);
            if (!address.contains("@")) {
                throw ExchangeErrors.notFound(call, text);
            }
            String name = form.matches() ? form.group(1) : address;
            return "\"" + name + "\" [SMTP:" + address + "]";
        });
    }

    private String address(String text) {
        return directory
                .findRecipient(text)
                .map(entry -> entry.text("PrimarySmtpAddress"))
                .orElseGet(() -> {
                    if (!text.contains("@")) {
                        throw ExchangeErrors.notFound(call, text);
                    }
                    return Directory.withoutPrefix(text);
                });
    }

    private static String bracketed(Directory.Entry entry) {
        String name = "\"" + entry.text("DisplayName") + "\"";
        Object external = entry.document().get("ExternalEmailAddress");
        return external == null
                ? name + " [EX:" + entry.text("LegacyExchangeDN") + "]"
                : name + " [SMTP:" + Directory.withoutPrefix(external.toString()) + "]";
    }

    private static CommandFailure bad(Property property, String value, String type) {
        return CommandFailure.badValue(
                property.name(), "Cannot convert value \"" + value + "\" to type \"" + type + "\".");
    }
}
