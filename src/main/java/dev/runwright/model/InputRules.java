package dev.runwright.model;

import dev.runwright.value.Data;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.chrono.ChronoLocalDate;
import java.time.chrono.ChronoLocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The constraints of one input ({@code of pattern min max values}) over a value of its type; used for what a person gives and for
 * the default. Stateless.
 */
public final class InputRules {
    private InputRules() {}

    /** A value that fits, or one sentence part that says why it does not ({@code expected …, got …}). */
    public record Judged(@Nullable Object value, @Nullable String fault) {
        static Judged fault(String fault) {
            return new Judged(null, fault);
        }
    }

    /** Judges plain data against an input's type and constraints; secrets and runs are judged elsewhere. */
    public static Judged judge(Input input, @Nullable Object raw) {
        Optional<Object> value = InputValues.of(input.type(), raw);
        if (value.isEmpty()) {
            return Judged.fault("expected " + InputValues.expected(input.type()) + ", got " + shown(raw));
        }
        if (input.type() == InputType.LIST) {
            return list(input, Data.list(value.get()));
        }
        if (input.type() == InputType.MAP) {
            return map(input, Data.map(value.get()));
        }
        String fault = fault(input, value.get());
        return fault == null ? new Judged(value.get(), null) : Judged.fault(fault);
    }

    private static Judged list(Input input, List<@Nullable Object> raw) {
        InputType of = input.of();
        List<@Nullable Object> values = new java.util.ArrayList<>();
        for (Object item : raw) {
            Optional<Object> value = of == null ? Optional.ofNullable(item) : InputValues.of(of, item);
            if (of != null && value.isEmpty()) {
                return Judged.fault(
                        "expected a list, each " + InputValues.expected(of) + ", got the element " + shown(item));
            }
            String fault = value.map(element -> elementFault(input, element)).orElse(null);
            if (fault != null) {
                return Judged.fault(fault + " in the list");
            }
            values.add(value.orElse(null));
        }
        String fault = size(input, values.size(), "elements");
        return fault == null ? new Judged(values, null) : Judged.fault(fault);
    }

    private static @Nullable String elementFault(Input input, Object element) {
        String fault = pattern(input, element);
        return fault == null ? member(input, element) : fault;
    }

    private static Judged map(Input input, Map<String, @Nullable Object> raw) {
        InputType of = input.of();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, @Nullable Object> entry : raw.entrySet()) {
            Optional<Object> value =
                    of == null ? Optional.ofNullable(entry.getValue()) : InputValues.of(of, entry.getValue());
            if (of != null && value.isEmpty()) {
                return Judged.fault("expected " + InputValues.expected(of) + " under '" + entry.getKey() + "', got "
                        + shown(entry.getValue()));
            }
            values.put(entry.getKey(), value.orElse(null));
        }
        String fault = size(input, values.size(), "entries");
        return fault == null ? new Judged(values, null) : Judged.fault(fault);
    }

    private static @Nullable String fault(Input input, Object value) {
        String fault = elementFault(input, value);
        if (fault != null) {
            return fault;
        }
        return value instanceof String text ? size(input, text.length(), "characters") : range(input, value);
    }

    private static @Nullable String pattern(Input input, Object value) {
        boolean wrong = input.pattern() != null
                && value instanceof String text
                && !input.pattern().matcher(text).matches();
        return wrong ? "expected a text that matches " + input.pattern() + ", got " + shown(value) : null;
    }

    private static @Nullable String member(Input input, Object value) {
        if (input.values().isEmpty() || input.values().contains(value)) {
            return null;
        }
        List<String> words = input.values().stream().map(String::valueOf).toList();
        String near = dev.runwright.text.DidYouMean.hint(value.toString(), words);
        return "expected one of " + String.join(", ", words) + ", got " + shown(value)
                + (near.isEmpty() ? "" : " (" + near + ")");
    }

    private static @Nullable String size(Input input, int size, String unit) {
        if (input.min() instanceof Number least && size < least.longValue()) {
            return "expected at least " + least + " " + unit + ", got " + size;
        }
        return input.max() instanceof Number most && size > most.longValue()
                ? "expected at most " + most + " " + unit + ", got " + size
                : null;
    }

    private static @Nullable String range(Input input, Object value) {
        if (input.min() != null && order(value, input.min()) < 0) {
            return "expected at least " + input.min() + ", got " + value;
        }
        return input.max() != null && order(value, input.max()) > 0
                ? "expected at most " + input.max() + ", got " + value
                : null;
    }

    /** The order of two values of one type; 0 where the type has none. */
    public static int order(Object left, Object right) {
        if (left instanceof Number one && right instanceof Number other) {
            return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString()));
        }
        if (left instanceof Duration one && right instanceof Duration other) {
            return one.compareTo(other);
        }
        if (left instanceof LocalDate one && right instanceof ChronoLocalDate other) {
            return one.compareTo(other);
        }
        if (left instanceof OffsetDateTime one && right instanceof OffsetDateTime other) {
            return one.toInstant().compareTo(other.toInstant());
        }
        return left instanceof LocalDateTime one && right instanceof ChronoLocalDateTime<?> other
                ? one.compareTo(other)
                : 0;
    }

    private static String shown(@Nullable Object raw) {
        if (raw == null) {
            return "null";
        }
        String text = raw instanceof List<?> ? "a list" : raw instanceof Map<?, ?> ? "a map" : "'" + raw + "'";
        return text.length() > 80 ? text.substring(0, 77) + "…'" : text;
    }
}
