package dev.runwright.yaml;

import dev.runwright.text.Position;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A YAML document with places: aliases followed, scalars resolved, keys unique. Immutable. */
sealed interface Tree {
    /** Where it begins; for what an alias stands for, the key that leads to it. */
    Position position();

    /** What it is, with its article, for messages. */
    String words();

    /**
     * A scalar.
     *
     * @param text as written, quotes and block form taken off
     * @param value null, Boolean, Long, BigInteger, Double or the text
     * @param content where line 1 of a block's text begins; else the scalar itself
     * @param marks where each dollar with two braces of the text stands in the file; empty if not known
     */
    record Scalar(Position position, String text, @Nullable Object value, Position content, List<Position> marks)
            implements Tree {
        @Override
        public String words() {
            if (value == null) {
                return "nothing";
            }
            return value instanceof Boolean ? "a boolean" : value instanceof Number ? "a number" : "a text";
        }

        /** Whether it is text, and not a number, a boolean or null. */
        boolean isText() {
            return value instanceof String;
        }
    }

    /** A list. */
    record Sequence(Position position, List<Tree> items) implements Tree {
        @Override
        public String words() {
            return items.isEmpty() ? "an empty list" : "a list";
        }
    }

    /** A map. */
    record Mapping(Position position, Map<String, Entry> entries) implements Tree {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        /** Where a key stands; the map itself if it is not there. */
        Position at(String key) {
            Entry entry = entries.get(key);
            return entry == null ? position : entry.key();
        }

        @Override
        public String words() {
            return "a map";
        }
    }

    /** A map's entry: where its key stands, and its value. */
    record Entry(Position key, Tree value) {}
}
