package dev.runwright.yaml;

import dev.runwright.model.DurationText;
import dev.runwright.text.DidYouMean;
import dev.runwright.text.Position;
import dev.runwright.value.Expression;
import dev.runwright.value.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one map while it is decoded: each key is taken once, with the type that it must have; {@link #close} reports the
 * keys that nobody took. Not thread-safe.
 */
final class Fields {
    private final Decoding decoding;
    private final Tree.Mapping mapping;
    private final String owner;
    private final Set<String> known = new LinkedHashSet<>();

    /** The entries of {@code mapping}; {@code owner} names it in messages ({@code "a step"}). */
    Fields(Decoding decoding, Tree.Mapping mapping, String owner) {
        this.decoding = decoding;
        this.mapping = mapping;
        this.owner = owner;
    }

    Decoding decoding() {
        return decoding;
    }

    Position position() {
        return mapping.position();
    }

    boolean has(String key) {
        return mapping.entries().containsKey(key);
    }

    /** Where a key stands; the map itself if it is not there. */
    Position at(String key) {
        return mapping.at(key);
    }

    /** The value of a key, or null if it is not there. */
    @Nullable Tree take(String key) {
        known.add(key);
        Tree.Entry entry = mapping.entries().get(key);
        return entry == null ? null : entry.value();
    }

    /** The value of a key that must be there; a missing one is a problem at the map. */
    Optional<Tree> require(String key, String what) {
        Tree value = take(key);
        if (value == null) {
            decoding.error(
                    position(), "missing_key", "The key '" + key + "' is missing in " + owner + ": " + what + ".", "");
        }
        return Optional.ofNullable(value);
    }

    void wrong(Tree tree, String key, String expected) {
        String got = tree instanceof Tree.Scalar scalar && scalar.value() != null
                ? "'" + Decoding.shortened(scalar.text()) + "'"
                : tree.words();
        String hint = tree instanceof Tree.Scalar scalar
                        && !scalar.isText()
                        && scalar.value() != null
                        && expected.startsWith("a text")
                ? "Put it in quotes to make it a text."
                : "";
        decoding.error(tree.position(), "wrong_type", "'" + key + "' must be " + expected + ", got " + got + ".", hint);
    }

    /** A text, or null if the key is not there or is no text. */
    @Nullable String text(String key) {
        Tree tree = take(key);
        if (tree == null) {
            return null;
        }
        if (tree instanceof Tree.Scalar scalar && scalar.isText()) {
            return scalar.text();
        }
        wrong(tree, key, "a text");
        return null;
    }

    boolean flag(String key) {
        Tree tree = take(key);
        if (tree instanceof Tree.Scalar scalar && scalar.value() instanceof Boolean value) {
            return value;
        }
        if (tree != null) {
            wrong(tree, key, "true or false");
        }
        return false;
    }

    @Nullable Duration duration(String key) {
        Tree tree = take(key);
        if (tree == null) {
            return null;
        }
        Optional<Duration> duration = tree instanceof Tree.Scalar scalar && scalar.isText()
                ? DurationText.parse(scalar.text())
                : Optional.empty();
        if (duration.isEmpty()) {
            wrong(tree, key, "a duration such as 90s, 30m, 4h, 2d or 1h30m");
        }
        return duration.orElse(null);
    }

    /** A duration that is longer than nothing. */
    @Nullable Duration span(String key) {
        Duration duration = duration(key);
        if (duration != null && duration.isZero()) {
            decoding.error(at(key), "wrong_value", "'" + key + "' must be longer than nothing.", "");
            return null;
        }
        return duration;
    }

    /** A whole number of at least {@code least}; {@code otherwise} if the key is not there or is wrong. */
    int count(String key, int least, int otherwise) {
        Tree tree = take(key);
        if (tree == null) {
            return otherwise;
        }
        if (tree instanceof Tree.Scalar scalar
                && scalar.value() instanceof Long number
                && number >= least
                && number <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        wrong(tree, key, "a whole number of at least " + least);
        return otherwise;
    }

    /** One word of a closed list, or null if the key is not there or is wrong. */
    @Nullable String word(String key, List<String> words) {
        Tree tree = take(key);
        if (tree == null) {
            return null;
        }
        if (tree instanceof Tree.Scalar scalar && words.contains(scalar.text()) && scalar.isText()) {
            return scalar.text();
        }
        String got = tree instanceof Tree.Scalar scalar ? "'" + Decoding.shortened(scalar.text()) + "'" : tree.words();
        String hint = tree instanceof Tree.Scalar scalar ? DidYouMean.hint(scalar.text(), words) : "";
        decoding.error(
                tree.position(), "wrong_value", "'" + key + "' must be " + either(words) + ", got " + got + ".", hint);
        return null;
    }

    static String either(List<String> words) {
        return words.size() == 1 ? "'" + words.get(0) + "'" : "one of: " + String.join(", ", words);
    }

    @Nullable Template template(String key) {
        Tree tree = take(key);
        return tree == null ? null : decoding.template(tree);
    }

    /** A template that must come of a scalar. */
    @Nullable Template textTemplate(String key) {
        Tree tree = take(key);
        if (tree == null) {
            return null;
        }
        if (!(tree instanceof Tree.Scalar scalar) || scalar.value() == null) {
            wrong(tree, key, "a text");
            return null;
        }
        return decoding.template(tree);
    }

    @Nullable Expression expression(String key) {
        Tree tree = take(key);
        return tree == null ? null : decoding.expression(key, tree).orElse(null);
    }

    /** A map, or null if the key is not there or is no map. */
    Tree.@Nullable Mapping mapping(String key) {
        Tree tree = take(key);
        if (tree == null) {
            return null;
        }
        if (tree instanceof Tree.Mapping map) {
            return map;
        }
        wrong(tree, key, "a map");
        return null;
    }

    /** Templates of a map; none if the key is not there. */
    Template.Fields fields(String key) {
        Tree.Mapping map = mapping(key);
        return map == null ? Template.Fields.none(position()) : decoding.fields(map);
    }

    List<String> texts(String key) {
        Tree tree = take(key);
        return tree == null ? List.of() : decoding.texts(key, tree);
    }

    /** Reports every key that nobody took. */
    void close() {
        for (var entry : mapping.entries().entrySet()) {
            if (!known.contains(entry.getKey())) {
                List<String> open = new ArrayList<>(known);
                String near = DidYouMean.hint(entry.getKey(), open);
                String hint = near.isEmpty() ? "Known keys are: " + String.join(", ", open) + "." : near;
                decoding.error(
                        entry.getValue().key(),
                        "unknown_key",
                        "Unknown key '" + entry.getKey() + "' in " + owner + ".",
                        hint);
            }
        }
    }
}
