package dev.runwright.yaml;

import dev.runwright.text.Position;
import dev.runwright.text.Problems;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;

/** Passes SnakeYAML's events on, refuses tags and too much depth at their places, and knows the last place read. Not thread-safe. */
final class WatchedParser implements Parser {
    private final Parser parser;
    private final Function<@Nullable Mark, Position> places;
    private final Problems problems;
    private final int deepest;
    private int depth;
    private @Nullable Mark last;

    WatchedParser(Parser parser, Function<@Nullable Mark, Position> places, Problems problems, int deepest) {
        this.parser = parser;
        this.places = places;
        this.problems = problems;
        this.deepest = deepest;
    }

    /** The last place read. */
    Position last() {
        return places.apply(last);
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public Event getEvent() {
        Event event = parser.getEvent();
        last = event.getStartMark();
        String tag = null;
        if (event instanceof CollectionStartEvent start) {
            tag = start.getTag();
            if (++depth > deepest) {
                throw new TooMuch(
                        places.apply(last), "too_deep", "The file is nested deeper than " + deepest + " levels.");
            }
        } else if (event instanceof ScalarEvent scalar) {
            tag = scalar.getTag();
        } else if (event.is(Event.ID.SequenceEnd) || event.is(Event.ID.MappingEnd)) {
            depth--;
        }
        if (tag != null) {
            problems.error(
                    places.apply(last),
                    "tag",
                    "YAML tags are not allowed, got '" + tag + "'.",
                    "Write the value as it is.");
        }
        return event;
    }

    /** A limit that ends the reading. */
    static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Position position;
        private final String code;
        private final String sentence;

        TooMuch(Position position, String code, String sentence) {
            super(sentence, null, false, false);
            this.position = position;
            this.code = code;
            this.sentence = sentence;
        }

        Position position() {
            return position;
        }

        String code() {
            return code;
        }

        String sentence() {
            return sentence;
        }
    }
}
