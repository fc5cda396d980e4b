package dev.runwright.catalogue;

import dev.runwright.value.Data;
import dev.runwright.value.EnumValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares and writes back single values in a base form. */
final class Elements {
    private static final Pattern PREFIX = Pattern.compile("^[A-Za-z0-9]+:");

    private Elements() {}

    static boolean same(Form.Base base, Object wanted, Object read, Form.Recipients recipients) {
        return switch (base) {
            case EXACT -> ExactValues.same(wanted, read);
            case NO_CASE -> lower(wanted).equals(lower(read));
            case ADDRESS -> address(wanted).equals(address(read));
            case HTML -> VisibleText.same(wanted.toString(), read.toString());
            case SIZE -> Sizes.same(wanted, read);
            case DURATION -> Durations.same(wanted, read);
            case RECIPIENT -> RecipientNames.same(wanted, read, recipients);
            case WORD -> word(wanted).equals(word(read));
            case TIME -> ExactValues.sameTime(wanted, read);
            case MEMBERS -> members(wanted, read, recipients);
        };
    }

    private static boolean members(Object wanted, Object read, Form.Recipients recipients) {
        if (!(wanted instanceof Map<?, ?>) || !(read instanceof Map<?, ?>)) {
            return ExactValues.same(wanted, read);
        }
        Map<String, @Nullable Object> there = Data.map(read);
        return Data.map(wanted).entrySet().stream()
                .allMatch(entry ->
                        sameItem(Form.Base.MEMBERS, entry.getValue(), Data.get(there, entry.getKey()), recipients));
    }

    static Object written(Form.Base base, Object read, Form.Recipients recipients) {
        return switch (base) {
            case SIZE -> Sizes.written(read);
            case RECIPIENT -> RecipientNames.written(read, recipients);
            case WORD -> word(read);
            default -> read instanceof EnumValue member ? member.name() : read;
        };
    }

    static boolean sameList(
            Form.Base base, List<@Nullable Object> wanted, List<@Nullable Object> read, Form.Recipients recipients) {
        if (wanted.size() != read.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!sameItem(base, wanted.get(i), read.get(i), recipients)) {
                return false;
            }
        }
        return true;
    }

    /** Whether each element of one has its own counterpart in the other, in any order. */
    static boolean sameSet(
            Form.Base base, List<@Nullable Object> wanted, List<@Nullable Object> read, Form.Recipients recipients) {
        List<@Nullable Object> left = distinct(base, read, recipients);
        List<@Nullable Object> sought = distinct(base, wanted, recipients);
        if (left.size() != sought.size()) {
            return false;
        }
        sought.removeIf(left::remove);
        sought.removeIf(item -> removeFirst(base, item, left, recipients));
        return sought.isEmpty();
    }

    private static boolean removeFirst(
            Form.Base base, @Nullable Object item, List<@Nullable Object> left, Form.Recipients recipients) {
        for (int i = 0; i < left.size(); i++) {
            if (sameMember(base, item, left.get(i), recipients)) {
                left.remove(i);
                return true;
            }
        }
        return false;
    }

    private static List<@Nullable Object> distinct(
            Form.Base base, List<@Nullable Object> items, Form.Recipients recipients) {
        List<@Nullable Object> kept = new ArrayList<>();
        for (Object item : items) {
            if (kept.stream().noneMatch(other -> sameMember(base, item, other, recipients))) {
                kept.add(item);
            }
        }
        return kept;
    }

    /** As {@link #sameItem}; but among several addresses {@code SMTP:} is the primary one and {@code sip:} another kind. */
    private static boolean sameMember(
            Form.Base base, @Nullable Object one, @Nullable Object other, Form.Recipients recipients) {
        if (base == Form.Base.ADDRESS && one != null && other != null) {
            String first = prefix(one);
            String second = prefix(other);
            if (!first.isEmpty() && !second.isEmpty() && !first.equals(second)) {
                return false;
            }
        }
        return sameItem(base, one, other, recipients);
    }

    private static boolean sameItem(
            Form.Base base, @Nullable Object wanted, @Nullable Object read, Form.Recipients recipients) {
        return (wanted == null || read == null) ? wanted == read : same(base, wanted, read, recipients);
    }

    private static String prefix(Object address) {
        String text = address.toString();
        var found = PREFIX.matcher(text);
        return found.find() ? found.group() : "";
    }

    private static String address(Object value) {
        return PREFIX.matcher(value.toString().strip()).replaceFirst("").toLowerCase(Locale.ROOT);
    }

    static String lower(Object value) {
        return value.toString().toLowerCase(Locale.ROOT);
    }

    /** True or false where the word means one of them, else the word. */
    private static Object word(Object value) {
        return switch (lower(value)) {
            case "true", "enabled" -> true;
            case "false", "disabled" -> false;
            default -> value instanceof EnumValue member ? member.name() : value;
        };
    }
}
