package dev.runwright.model;

import dev.runwright.value.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns plain data or text into the value of an input type (design 2, "Inputs"). Values: text types give text, {@code guid} and
 * {@code sha256} in lower case, {@code kb} as {@code KB…}; {@code int} Long or BigInteger, {@code number} also Double or BigDecimal;
 * {@code date} LocalDate, {@code datetime} OffsetDateTime or, without a zone, LocalDateTime; {@code duration} Duration; list and map
 * as themselves. {@code secret} and {@code run} are not made here. Stateless.
 */
public final class InputValues {
    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s@<>\"(),;:\\\\]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?");
    private static final Pattern HOST = Pattern.compile(
            "(?=.{1,253}$)[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?)*\\.?"
                    + "|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+");
    private static final Pattern KB = Pattern.compile("(?:KB)?(\\d{5,8})", Pattern.CASE_INSENSITIVE);
    private static final Pattern GUID = Pattern.compile("[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
    private static final Pattern SHA256 = Pattern.compile("[0-9A-Fa-f]{64}");
    private static final Pattern WHOLE = Pattern.compile("[-+]?\\d{1,1000}");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?\\d{1,1000}(?:\\.\\d{1,1000})?(?:[eE][-+]?\\d{1,3})?");

    private InputValues() {}

    /** What a value of the type looks like, for messages. */
    public static String expected(InputType type) {
        return switch (type) {
            case STRING -> "a text of one line";
            case TEXT, SECRET, ENUM -> "a text";
            case BOOLEAN -> "true or false";
            case INT -> "a whole number";
            case NUMBER -> "a number";
            case DATE -> "a date such as 2026-03-31";
            case DATETIME -> "a time such as 2026-03-31T22:00:00+02:00";
            case DURATION -> "a duration such as 90s, 30m, 4h, 2d or 1h30m";
            case UPN -> "a user principal name such as anna@contoso.com";
            case EMAIL -> "an e-mail address such as anna@contoso.com";
            case HOST -> "a host name or an IP address";
            case KB -> "a KB number such as KB5031234";
            case GUID -> "a GUID such as 0f8fad5b-d9cb-469f-a165-70867728950e";
            case PATH -> "a path";
            case URL -> "an http or https address";
            case SHA256 -> "64 hexadecimal digits";
            case RUN -> "a run's id, or 'last'";
            case LIST -> "a list";
            case MAP -> "a map";
        };
    }

    /**
     * The value of a type from plain data; empty if it does not fit. A text is also read as boolean, number, time or JSON where
     * the type is such.
     */
    public static Optional<Object> of(InputType type, @Nullable Object raw) {
        if (raw == null) {
            return Optional.empty();
        }
        return switch (type) {
            case BOOLEAN -> raw instanceof Boolean ? Optional.of(raw) : truth(raw);
            case INT -> whole(raw);
            case NUMBER -> raw instanceof Number ? Optional.of(raw) : number(raw);
            case DATE -> parsed(raw, LocalDate.class, LocalDate::parse);
            case DATETIME -> datetime(raw);
            case DURATION -> raw instanceof Duration ? Optional.of(raw) : duration(raw);
            case LIST -> raw instanceof List<?> ? Optional.of(raw) : json(raw, List.class);
            case MAP -> raw instanceof Map<?, ?> ? Optional.of(raw) : json(raw, Map.class);
            default -> raw instanceof String text ? text(type, text) : Optional.empty();
        };
    }

    private static Optional<Object> text(InputType type, String text) {
        return switch (type) {
            case STRING -> keep(text, text.indexOf('\n') < 0 && text.indexOf('\r') < 0);
            case UPN, EMAIL -> keep(text, ADDRESS.matcher(text).matches());
            case HOST -> keep(text, HOST.matcher(text).matches());
            case KB ->
                KB.matcher(text).matches() ? Optional.of("KB" + KB.matcher(text).replaceFirst("$1")) : Optional.empty();
            case GUID -> keep(text.toLowerCase(Locale.ROOT), GUID.matcher(text).matches());
            case SHA256 ->
                keep(text.toLowerCase(Locale.ROOT), SHA256.matcher(text).matches());
            case PATH -> keep(text, !text.isBlank() && text.indexOf('\0') < 0);
            case URL -> keep(text, isAddress(text));
            default -> Optional.of(text);
        };
    }

    private static Optional<Object> keep(String text, boolean fits) {
        return fits ? Optional.of(text) : Optional.empty();
    }

    private static boolean isAddress(String text) {
        try {
            URI uri = new URI(text);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            return (scheme.equals("https") || scheme.equals("http")) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static Optional<Object> truth(Object raw) {
        return raw.equals("true") || raw.equals("false") ? Optional.of(raw.equals("true")) : Optional.empty();
    }

    private static Optional<Object> whole(Object raw) {
        if (raw instanceof Long || raw instanceof BigInteger) {
            return Optional.of(raw);
        }
        if (raw instanceof Integer number) {
            return Optional.of(number.longValue());
        }
        if (!(raw instanceof String text) || !WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        BigInteger whole = new BigInteger(text);
        return Optional.of(whole.bitLength() < 64 ? (Object) whole.longValue() : (Object) whole);
    }

    private static Optional<Object> number(Object raw) {
        Optional<Object> whole = whole(raw);
        return whole.isEmpty()
                        && raw instanceof String text
                        && DECIMAL.matcher(text).matches()
                ? Optional.of(new BigDecimal(text))
                : whole;
    }

    private static Optional<Object> datetime(Object raw) {
        Optional<Object> point = parsed(raw, OffsetDateTime.class, OffsetDateTime::parse);
        return point.isPresent() ? point : parsed(raw, LocalDateTime.class, LocalDateTime::parse);
    }

    private static Optional<Object> parsed(Object raw, Class<?> type, Function<String, Object> parser) {
        if (type.isInstance(raw)) {
            return Optional.of(raw);
        }
        try {
            return raw instanceof String text ? Optional.of(parser.apply(text)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> duration(Object raw) {
        return raw instanceof String text ? DurationText.parse(text).map(Object.class::cast) : Optional.empty();
    }

    private static Optional<Object> json(Object raw, Class<?> type) {
        try {
            Object value = raw instanceof String text ? Json.read(text) : null;
            return type.isInstance(value) ? Optional.ofNullable(value) : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
