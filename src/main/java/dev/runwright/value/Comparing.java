package dev.runwright.value;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Equality and order of values in expressions: by value, never across kinds, never through a text. Stateless. */
final class Comparing {
    private Comparing() {}

    /** Whether two values are equal; values of different kinds never are. */
    static boolean equal(@Nullable Object left, @Nullable Object right, Budget budget) {
        budget.spend(1);
        Kind kind = Kind.of(left);
        if (left == null || right == null || kind != Kind.of(right)) {
            return left == null && right == null;
        }
        return switch (kind) {
            case NUMBER -> Numbers.compare(left, right) == 0;
            case TEXT -> sameText(left, right);
            case TIME -> comparable(left).equals(comparable(right));
            case LIST -> sameItems(Data.list(left), Data.list(right), budget);
            case MAP -> sameEntries(Data.map(left), Data.map(right), budget);
            case OPAQUE -> java.util.Objects.deepEquals(left, right);
            default -> left.equals(right);
        };
    }

    private static boolean sameText(Object left, Object right) {
        boolean ignoreCase = left instanceof UUID || right instanceof UUID;
        return ignoreCase
                ? left.toString().equalsIgnoreCase(right.toString())
                : left.toString().equals(right.toString());
    }

    private static boolean sameItems(List<@Nullable Object> left, List<@Nullable Object> right, Budget budget) {
        if (left.size() != right.size()) {
            return false;
        }
        Iterator<@Nullable Object> others = right.iterator();
        for (Object item : left) {
            if (!equal(item, others.next(), budget)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameEntries(
            Map<String, @Nullable Object> left, Map<String, @Nullable Object> right, Budget budget) {
        if (!left.keySet().equals(right.keySet())) {
            return false;
        }
        for (Map.Entry<String, @Nullable Object> entry : left.entrySet()) {
            if (!equal(entry.getValue(), right.get(entry.getKey()), budget)) {
                return false;
            }
        }
        return true;
    }

    /** The order of two numbers, texts, times or durations. */
    static int order(String operator, @Nullable Object left, @Nullable Object right) {
        Kind kind = Kind.of(left);
        if (left != null && right != null && kind == Kind.of(right)) {
            if (kind == Kind.NUMBER) {
                return Numbers.compare(left, right);
            }
            if (kind == Kind.TEXT) {
                return left.toString().compareTo(right.toString());
            }
            if (left instanceof Duration one && right instanceof Duration other) {
                return one.compareTo(other);
            }
            if (kind == Kind.TIME) {
                return times(operator, comparable(left), comparable(right));
            }
        }
        throw Failure.operand(operator, "two numbers, two texts, two times or two durations", left, right);
    }

    private static int times(String operator, Object left, Object right) {
        if (left instanceof Instant one && right instanceof Instant other) {
            return one.compareTo(other);
        }
        if (left instanceof LocalDateTime one && right instanceof LocalDateTime other) {
            return one.compareTo(other);
        }
        throw Failure.of(
                "'" + operator + "' cannot order a point in time and a local time.",
                "Only one of them knows its zone.");
    }

    /** A point in time as an instant, a time without zone as a local time. */
    static Object comparable(Object time) {
        if (time instanceof OffsetDateTime offset) {
            return offset.toInstant();
        }
        return time instanceof LocalDate date ? date.atStartOfDay() : time;
    }
}
