package dev.runwright.catalogue;

import dev.runwright.model.StateRule.Wants;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes the facts about a cmdlet's reading from its row. */
final class ReadingReader {
    private static final String ALL = "*";

    private final Row row;
    private final String reading;
    private final Map<String, ParameterFacts> parameters;

    ReadingReader(Row row, Map<String, ParameterFacts> parameters) {
        this.row = row;
        this.reading = row.get("reading");
        this.parameters = parameters;
    }

    /** The facts; null if nothing reads what the cmdlet changes. */
    @Nullable ReadingFacts read() {
        if (reading.isEmpty()) {
            return null;
        }
        Map<String, String> identity = identity();
        String inverse = row.get("inverse");
        String key = row.get("key");
        return new ReadingFacts(
                reading,
                identity,
                values("with"),
                values("where"),
                matches(),
                comparisons(identity),
                sets(),
                wants(),
                inverse.isEmpty() ? null : inverse,
                key.isEmpty() ? null : key,
                Set.copyOf(row.list("volatile", ',')),
                row.get("settle").isEmpty() ? null : Durations.parsed(row.get("settle")),
                losses());
    }

    private Map<String, String> identity() {
        Map<String, String> identity = new LinkedHashMap<>();
        for (String entry : row.list("identity", '+')) {
            Pair pair = Pair.of(entry, '>');
            identity.put(pair.left, pair.right);
        }
        return identity;
    }

    private Map<String, Comparison> comparisons(Map<String, String> identity) {
        Map<String, String> own = IgnoringCase.copy(identity);
        Map<String, Entry> listed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String text : row.list("compare", '|')) {
            Entry entry = Entry.of(text);
            listed.put(entry.parameter, entry);
        }
        Set<String> picking = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String entry : row.list("match", '|')) {
            picking.add(Pair.of(entry, '>').left);
        }
        Map<String, Comparison> comparisons = new LinkedHashMap<>();
        for (ParameterFacts parameter : parameters.values()) {
            String readingParameter = own.get(parameter.name());
            comparisons.put(
                    parameter.name(),
                    readingParameter == null
                            ? comparison(parameter, listed, picking)
                            : new Comparison.Identity(readingParameter));
        }
        return comparisons;
    }

    private Comparison comparison(ParameterFacts parameter, Map<String, Entry> listed, Set<String> picking) {
        Entry entry = listed.get(parameter.name());
        if (entry != null) {
            return entry.property.equals("-")
                    ? unread(parameter)
                    : new Comparison.With(entry.property, parameter.form(), entry.confirmed);
        }
        if (parameter.control() || picking.contains(parameter.name())) {
            return new Comparison.Control();
        }
        Entry rest = listed.get(ALL);
        return rest == null || parameter.isSwitch() || parameter.isSecret()
                ? unread(parameter)
                : new Comparison.With(parameter.name(), parameter.form(), rest.confirmed);
    }

    private Comparison unread(ParameterFacts parameter) {
        return new Comparison.Unread(reading.concat(" is not known to show ")
                .concat(parameter.name())
                .concat("."));
    }

    private List<ReadingFacts.Sets> sets() {
        List<ReadingFacts.Sets> sets = new ArrayList<>();
        for (String entry : row.list("sets", '|')) {
            sets.add(sets(entry));
        }
        return sets;
    }

    private static ReadingFacts.Sets sets(String entry) {
        boolean confirmed = !entry.endsWith("?");
        Pair pair = Pair.of(confirmed ? entry : entry.substring(0, entry.length() - 1), '=');
        Object value = literal(pair.right);
        return new ReadingFacts.Sets(pair.left, value, value instanceof String ? Form.NO_CASE : Form.EXACT, confirmed);
    }

    private List<ReadingFacts.Match> matches() {
        List<ReadingFacts.Match> matches = new ArrayList<>();
        for (String entry : row.list("match", '|')) {
            matches.add(match(entry));
        }
        return matches;
    }

    private ReadingFacts.Match match(String entry) {
        Pair standard = Pair.of(entry, '=');
        boolean confirmed = !standard.left.endsWith("?");
        Pair names = Pair.of(confirmed ? standard.left : standard.left.substring(0, standard.left.length() - 1), '>');
        ParameterFacts parameter = parameters.get(names.left);
        return new ReadingFacts.Match(
                names.left,
                names.right,
                parameter == null ? Form.EXACT : parameter.form(),
                entry.contains("=") ? literal(standard.right) : null,
                confirmed);
    }

    private Map<String, @Nullable Object> values(String column) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String entry : row.list(column, '|')) {
            Pair pair = Pair.of(entry, '=');
            values.put(pair.left, literal(pair.right));
        }
        return values;
    }

    private Wants wants() {
        String said = row.get("wants");
        if (!said.isEmpty()) {
            return Wants.valueOf(said.toUpperCase(Locale.ROOT));
        }
        return switch (VerbEffects.verb(row.get("cmdlet"))) {
            case "new", "add" -> Wants.PRESENT;
            case "remove", "uninstall", "delete" -> Wants.ABSENT;
            default -> Wants.VALUES;
        };
    }

    private List<ReadingFacts.Loss> losses() {
        List<ReadingFacts.Loss> losses = new ArrayList<>();
        for (String text : row.list("losses", '|')) {
            losses.add(loss(text));
        }
        return losses;
    }

    private static ReadingFacts.Loss loss(String text) {
        if (!text.startsWith("@")) {
            return new ReadingFacts.Loss(null, text);
        }
        int blank = text.indexOf(' ');
        return new ReadingFacts.Loss(text.substring(1, blank), text.substring(blank + 1));
    }

    private static @Nullable Object literal(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> null;
            default -> text;
        };
    }

    /** Two names with a sign between them; one alone stands for both. */
    private record Pair(String left, String right) {
        static Pair of(String text, char sign) {
            int at = text.indexOf(sign);
            return at < 0 ? new Pair(text, text) : new Pair(text.substring(0, at), text.substring(at + 1));
        }
    }

    /** {@code P}, {@code P>Q}, {@code P>-}, {@code *}; a question mark at the end: not confirmed. */
    private record Entry(String parameter, String property, boolean confirmed) {
        static Entry of(String text) {
            boolean confirmed = !text.endsWith("?");
            Pair pair = Pair.of(confirmed ? text : text.substring(0, text.length() - 1), '>');
            return new Entry(pair.left, pair.right, confirmed);
        }
    }
}
