package dev.runwright.value;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The functions of expressions: this table is the whole list. The second argument of {@code where any all first sort_by pluck} is an
 * expression over {@code it}, evaluated once for each element. Stateless.
 */
final class Functions {
    private static final Map<String, Function> TABLE = Map.of(
            "where", new Function(2, 2, true, Functions::where),
            "any", new Function(2, 2, true, Functions::any),
            "all", new Function(2, 2, true, Functions::all),
            "first", new Function(1, 2, true, Functions::first),
            "sort_by", new Function(2, 2, true, Functions::sortBy),
            "pluck", new Function(2, 2, true, Functions::pluck),
            "matches", new Function(2, 2, false, Functions::matches),
            "now", new Function(0, 0, false, (evaluation, arguments) -> evaluation.now()),
            "days_ago", new Function(1, 1, false, Functions::daysAgo));

    private Functions() {}

    /**
     * One function.
     *
     * @param overElements whether its second argument is an expression over {@code it}
     */
    record Function(int least, int most, boolean overElements, Body body) {}

    /** What a function does; arguments come unevaluated. */
    @FunctionalInterface
    interface Body {
        @Nullable Object call(Evaluation evaluation, List<Term> arguments);
    }

    static @Nullable Function find(String name) {
        return TABLE.get(name);
    }

    /** All names, for "did you mean". */
    static java.util.Set<String> names() {
        return TABLE.keySet();
    }

    private static List<@Nullable Object> elements(String name, Evaluation evaluation, List<Term> arguments) {
        return Evaluation.list(arguments.get(0).value(evaluation), "'" + name + "'");
    }

    private static boolean holds(String name, Evaluation evaluation, List<Term> arguments, @Nullable Object element) {
        Object value = arguments.get(1).value(evaluation.at(Evaluation.known(element)));
        return Evaluation.truth(value, "The condition of '" + name + "'");
    }

    private static Object where(Evaluation evaluation, List<Term> arguments) {
        List<@Nullable Object> kept = new ArrayList<>();
        for (Object element : elements("where", evaluation, arguments)) {
            if (holds("where", evaluation, arguments, element)) {
                kept.add(element);
            }
        }
        return kept;
    }

    private static Object any(Evaluation evaluation, List<Term> arguments) {
        for (Object element : elements("any", evaluation, arguments)) {
            if (holds("any", evaluation, arguments, element)) {
                return true;
            }
        }
        return false;
    }

    private static Object all(Evaluation evaluation, List<Term> arguments) {
        for (Object element : elements("all", evaluation, arguments)) {
            if (!holds("all", evaluation, arguments, element)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Object first(Evaluation evaluation, List<Term> arguments) {
        for (Object element : elements("first", evaluation, arguments)) {
            if (arguments.size() == 1 || holds("first", evaluation, arguments, element)) {
                return Evaluation.known(element);
            }
        }
        return null;
    }

    private static Object pluck(Evaluation evaluation, List<Term> arguments) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Object element : elements("pluck", evaluation, arguments)) {
            values.add(arguments.get(1).value(evaluation.at(Evaluation.known(element))));
        }
        return values;
    }

    private record Keyed(@Nullable Object key, @Nullable Object element) {}

    private static Object sortBy(Evaluation evaluation, List<Term> arguments) {
        List<Keyed> keyed = new ArrayList<>();
        for (Object element : elements("sort_by", evaluation, arguments)) {
            keyed.add(new Keyed(arguments.get(1).value(evaluation.at(Evaluation.known(element))), element));
        }
        keyed.sort((left, right) -> {
            evaluation.budget().step();
            return Methods.order().compare(left.key, right.key);
        });
        List<@Nullable Object> sorted = new ArrayList<>();
        keyed.forEach(one -> sorted.add(one.element));
        return sorted;
    }

    private static Object matches(Evaluation evaluation, List<Term> arguments) {
        String text = Evaluation.text(arguments.get(0).value(evaluation), "'matches'");
        String pattern = Evaluation.text(arguments.get(1).value(evaluation), "'matches'");
        return Patterns.matches(text, pattern, evaluation.budget());
    }

    private static Object daysAgo(Evaluation evaluation, List<Term> arguments) {
        long days = Numbers.index(arguments.get(0).value(evaluation), "'days_ago'");
        try {
            return evaluation.now().minus(Duration.ofDays(days));
        } catch (DateTimeException | ArithmeticException e) {
            throw Failure.of("'days_ago' of " + days + " is no time.", null);
        }
    }

    /** A map literal's value. */
    static Map<String, @Nullable Object> map(Evaluation evaluation, Map<Term, Term> entries) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        entries.forEach((key, value) ->
                map.put(Evaluation.text(key.value(evaluation), "The key of a map"), value.value(evaluation)));
        return map;
    }
}
