package dev.runwright.value;

import dev.runwright.text.DidYouMean;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The methods that values have in expressions: this table is the whole list. Stateless. */
final class Methods {
    private static final Map<Kind, Map<String, Method>> TABLE =
            Map.of(Kind.TEXT, text(), Kind.LIST, list(), Kind.MAP, map(), Kind.TIME, time(), Kind.DURATION, duration());

    private Methods() {}

    /** What a method does with its owner and its arguments. */
    @FunctionalInterface
    private interface Body {
        @Nullable Object apply(Object owner, List<@Nullable Object> arguments, Budget budget);
    }

    private record Method(int least, int most, Body body) {}

    static @Nullable Object call(@Nullable Object owner, String name, List<@Nullable Object> arguments, Budget budget) {
        Kind kind = Kind.of(owner);
        if (owner == null) {
            throw Failure.absent(
                    "null has no method '" + name + "'.", "Use '?? …' before the call where it may be null.");
        }
        Map<String, Method> methods = TABLE.getOrDefault(kind, Map.of());
        Method method = methods.get(name);
        if (method == null) {
            throw Failure.of("There is no method '" + name + "' on " + kind + ".", hint(name, methods));
        }
        if (arguments.size() < method.least || arguments.size() > method.most) {
            throw Failure.of(
                    "'" + name + "' on " + kind + " takes " + count(method) + ", got " + arguments.size() + ".", null);
        }
        return Evaluation.known(method.body.apply(owner, arguments, budget));
    }

    private static String count(Method method) {
        return method.least == method.most
                ? method.least + (method.least == 1 ? " argument" : " arguments")
                : method.least + " to " + method.most + " arguments";
    }

    private static @Nullable String hint(String name, Map<String, Method> methods) {
        String near = DidYouMean.hint(name, methods.keySet());
        if (!near.isEmpty()) {
            return near;
        }
        return methods.isEmpty() ? null : "It has: " + String.join(", ", new TreeMap<>(methods).keySet()) + ".";
    }

    private static Map<String, Method> text() {
        return Map.ofEntries(
                none("length", owner -> (long) owner.toString().length()),
                none("size", owner -> (long) owner.toString().length()),
                none("isEmpty", owner -> owner.toString().isEmpty()),
                none("lower", owner -> owner.toString().toLowerCase(Locale.ROOT)),
                none("upper", owner -> owner.toString().toUpperCase(Locale.ROOT)),
                none("trim", owner -> owner.toString().strip()),
                one("contains", (owner, part) -> owner.contains(part)),
                one("startsWith", (owner, part) -> owner.startsWith(part)),
                one("endsWith", (owner, part) -> owner.endsWith(part)),
                one("indexOf", (owner, part) -> (long) owner.indexOf(part)),
                Map.entry(
                        "matches",
                        new Method(
                                1,
                                1,
                                (owner, arguments, budget) -> Patterns.matches(
                                        owner.toString(), Evaluation.text(arguments.get(0), "'matches'"), budget))),
                Map.entry("split", new Method(1, 1, Methods::split)),
                Map.entry("replace", new Method(2, 2, Methods::replace)),
                Map.entry("substring", new Method(1, 2, Methods::substring)));
    }

    private static Map<String, Method> list() {
        return Map.ofEntries(
                none("size", owner -> (long) Data.list(owner).size()),
                none("isEmpty", owner -> Data.list(owner).isEmpty()),
                none(
                        "first",
                        owner -> Data.list(owner).isEmpty()
                                ? null
                                : Data.list(owner).get(0)),
                none("last", Methods::last),
                Map.entry("join", new Method(1, 1, Methods::join)),
                Map.entry(
                        "contains",
                        new Method(
                                1,
                                1,
                                (owner, arguments, budget) -> Data.list(owner).stream()
                                        .anyMatch(item -> Comparing.equal(item, arguments.get(0), budget)))));
    }

    private static Map<String, Method> map() {
        return Map.ofEntries(
                none("size", owner -> (long) Data.map(owner).size()),
                none("isEmpty", owner -> Data.map(owner).isEmpty()),
                none("keys", owner -> List.copyOf(Data.map(owner).keySet())),
                none("values", owner -> new ArrayList<>(Data.map(owner).values())),
                Map.entry(
                        "containsKey",
                        new Method(
                                1,
                                1,
                                (owner, arguments, budget) -> Data.map(owner)
                                        .containsKey(Evaluation.text(arguments.get(0), "'containsKey'")))));
    }

    private static Map<String, Method> time() {
        return Map.ofEntries(
                none("year", owner -> (long) local(owner).getYear()),
                none("month", owner -> (long) local(owner).getMonthValue()),
                none("day", owner -> (long) local(owner).getDayOfMonth()),
                none("hour", owner -> (long) local(owner).getHour()),
                none("minute", owner -> (long) local(owner).getMinute()));
    }

    private static Map<String, Method> duration() {
        return Map.ofEntries(
                none("days", owner -> ((Duration) owner).toDays()),
                none("hours", owner -> ((Duration) owner).toHours()),
                none("minutes", owner -> ((Duration) owner).toMinutes()),
                none("seconds", owner -> ((Duration) owner).toSeconds()));
    }

    private interface Plain {
        @Nullable Object apply(Object owner);
    }

    private interface OfText {
        Object apply(String owner, String argument);
    }

    private static Map.Entry<String, Method> none(String name, Plain body) {
        return Map.entry(name, new Method(0, 0, (owner, arguments, budget) -> body.apply(owner)));
    }

    private static Map.Entry<String, Method> one(String name, OfText body) {
        return Map.entry(
                name,
                new Method(
                        1,
                        1,
                        (owner, arguments, budget) ->
                                body.apply(owner.toString(), Evaluation.text(arguments.get(0), "'" + name + "'"))));
    }

    private static @Nullable Object last(Object owner) {
        List<@Nullable Object> list = Data.list(owner);
        return list.isEmpty() ? null : list.get(list.size() - 1);
    }

    private static Object join(Object owner, List<@Nullable Object> arguments, Budget budget) {
        String separator = Evaluation.text(arguments.get(0), "'join'");
        StringBuilder text = new StringBuilder();
        String between = "";
        for (Object item : Data.list(owner)) {
            Kind kind = Kind.of(item);
            if (kind == Kind.NULL || kind == Kind.LIST || kind == Kind.MAP || kind == Kind.SECRET) {
                throw Failure.of("'join' takes a list of texts, numbers or times; it holds " + kind + ".", null);
            }
            String part = between + item;
            budget.spend(part.length());
            text.append(part);
            between = separator;
        }
        return text.toString();
    }

    private static Object split(Object owner, List<@Nullable Object> arguments, Budget budget) {
        String text = owner.toString();
        String separator = Evaluation.text(arguments.get(0), "'split'");
        if (separator.isEmpty()) {
            throw Failure.of("'split' takes a separator that is not empty.", null);
        }
        List<Object> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            budget.spend(1);
            parts.add(text.substring(from, at));
            from = at + separator.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static Object replace(Object owner, List<@Nullable Object> arguments, Budget budget) {
        String text = owner.toString();
        String old = Evaluation.text(arguments.get(0), "'replace'");
        String by = Evaluation.text(arguments.get(1), "'replace'");
        if (old.isEmpty()) {
            throw Failure.of("'replace' takes a text to replace that is not empty.", null);
        }
        long length = text.length();
        for (int at = text.indexOf(old); at >= 0; at = text.indexOf(old, at + old.length())) {
            length += by.length() - old.length();
        }
        budget.spend(length);
        return text.replace(old, by);
    }

    private static Object substring(Object owner, List<@Nullable Object> arguments, Budget budget) {
        String text = owner.toString();
        long from = Numbers.index(arguments.get(0), "'substring'");
        long to = arguments.size() > 1 ? Numbers.index(arguments.get(1), "'substring'") : text.length();
        if (from < 0 || to < from || to > text.length()) {
            throw Failure.of(
                    "'substring' goes from " + from + " to " + to + ", the text has " + text.length() + " characters.",
                    null);
        }
        return text.substring((int) from, (int) to);
    }

    private static LocalDateTime local(Object time) {
        if (time instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC).toLocalDateTime();
        }
        if (time instanceof OffsetDateTime offset) {
            return offset.toLocalDateTime();
        }
        return time instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) time;
    }

    /** The order of {@code sort_by}: null first, else as the operator {@code <} sees it. */
    static Comparator<@Nullable Object> order() {
        return (left, right) -> {
            if (left == null || right == null) {
                return left == right ? 0 : left == null ? -1 : 1;
            }
            return Comparing.order("sort_by", left, right);
        };
    }
}
