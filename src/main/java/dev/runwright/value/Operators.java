package dev.runwright.value;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.AbstractList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operators of expressions do. Stateless. */
final class Operators {
    private Operators() {}

    static Term and(Term left, Term right) {
        return evaluation ->
                Evaluation.truth(left.value(evaluation), "'&&'") && Evaluation.truth(right.value(evaluation), "'&&'");
    }

    static Term or(Term left, Term right) {
        return evaluation ->
                Evaluation.truth(left.value(evaluation), "'||'") || Evaluation.truth(right.value(evaluation), "'||'");
    }

    static Term not(Term operand) {
        return evaluation -> !Evaluation.truth(operand.value(evaluation), "'!'");
    }

    static Term choose(Term condition, Term yes, Term no) {
        return evaluation ->
                Evaluation.truth(condition.value(evaluation), "'? :'") ? yes.value(evaluation) : no.value(evaluation);
    }

    /** {@code left ?? right}: right where left is null or reads a key that is not there. */
    static Term otherwise(Term left, Term right) {
        return evaluation -> {
            Object value = Access.optional(left, evaluation);
            return value == null ? right.value(evaluation) : value;
        };
    }

    static Term equal(Term left, Term right, boolean wanted) {
        return evaluation ->
                Comparing.equal(left.value(evaluation), right.value(evaluation), evaluation.budget()) == wanted;
    }

    static Term order(String operator, Term left, Term right) {
        return evaluation -> {
            int order = Comparing.order(operator, left.value(evaluation), right.value(evaluation));
            return switch (operator) {
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                default -> order >= 0;
            };
        };
    }

    /** {@code value =~ list}: is it in there; {@code text =~ pattern}: does the whole text match. */
    static Term in(Term left, Term right, boolean wanted) {
        return evaluation -> {
            Object value = left.value(evaluation);
            Object container = right.value(evaluation);
            boolean found = Kind.of(container) == Kind.LIST
                    ? Data.list(container).stream().anyMatch(item -> Comparing.equal(item, value, evaluation.budget()))
                    : Patterns.matches(
                            Evaluation.text(value, "'=~'"), Evaluation.text(container, "'=~'"), evaluation.budget());
            return found == wanted;
        };
    }

    static Term add(Term left, Term right) {
        return evaluation -> {
            Object one = left.value(evaluation);
            Object other = right.value(evaluation);
            Kind kind = Kind.of(one);
            if (kind == Kind.TEXT && Kind.of(other) == Kind.TEXT) {
                String text = String.valueOf(one) + other;
                evaluation.spend(text.length());
                return text;
            }
            if (kind == Kind.TEXT || Kind.of(other) == Kind.TEXT) {
                throw Failure.of(
                        "'+' adds two texts or two numbers, got " + kind + " and " + Kind.of(other) + ".",
                        "A text around expressions joins anything: 'rule ${{ … }}'.");
            }
            return isTime(kind) || isTime(Kind.of(other)) ? shift("+", one, other) : Numbers.apply("+", one, other);
        };
    }

    static Term arithmetic(String operator, Term left, Term right) {
        return evaluation -> {
            Object one = left.value(evaluation);
            Object other = right.value(evaluation);
            boolean times = operator.equals("-") && (isTime(Kind.of(one)) || isTime(Kind.of(other)));
            return times ? shift("-", one, other) : Numbers.apply(operator, one, other);
        };
    }

    static Term negate(Term operand) {
        return evaluation -> Numbers.negate(operand.value(evaluation));
    }

    /** {@code from..to}, both included, upwards. */
    static Term range(Term from, Term to) {
        return evaluation -> {
            long first = Numbers.index(from.value(evaluation), "'..'");
            long last = Numbers.index(to.value(evaluation), "'..'");
            long size = last < first ? 0 : last - first + 1;
            evaluation.spend(size < 0 ? Long.MAX_VALUE : size);
            return new AbstractList<@Nullable Object>() {
                @Override
                public Object get(int index) {
                    return first + index;
                }

                @Override
                public int size() {
                    return (int) size;
                }
            };
        };
    }

    static Object size(@Nullable Object value) {
        return switch (Kind.of(value)) {
            case TEXT -> (long) String.valueOf(value).length();
            case LIST -> (long) Data.list(value).size();
            case MAP -> (long) Data.map(value).size();
            default -> throw Failure.of("'size' takes a text, a list or a map, got " + Kind.of(value) + ".", null);
        };
    }

    static Object empty(@Nullable Object value) {
        return value == null || size(value).equals(0L);
    }

    private static boolean isTime(Kind kind) {
        return kind == Kind.TIME || kind == Kind.DURATION;
    }

    private static Object shift(String operator, @Nullable Object left, @Nullable Object right) {
        boolean plus = operator.equals("+");
        try {
            if (left instanceof Temporal time && right instanceof Duration by) {
                return plus ? time.plus(by) : time.minus(by);
            }
            if (left instanceof Duration one && right instanceof Duration other) {
                return plus ? one.plus(other) : one.minus(other);
            }
            if (left instanceof Temporal end && right instanceof Temporal start && !plus) {
                Comparing.order("-", left, right);
                return Duration.between((Temporal) Comparing.comparable(start), (Temporal) Comparing.comparable(end));
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw Failure.of("'" + operator + "' of these times has no result: " + e.getMessage() + ".", null);
        }
        throw Failure.operand(operator, "times and durations", left, right);
    }

    /** Every element's value. */
    static List<@Nullable Object> values(List<Term> terms, Evaluation evaluation) {
        List<@Nullable Object> values = new java.util.ArrayList<>(terms.size());
        terms.forEach(term -> values.add(term.value(evaluation)));
        return values;
    }
}
