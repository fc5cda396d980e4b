package dev.runwright.journal;

import dev.runwright.value.Data;
import dev.runwright.value.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The chain over all runs: each beginning, pause and end of a run appends a line that anchors the run's chain, each dropping of
 * outputs a line that names them, and each {@link Act} a line that says who did what. Stateless.
 */
public final class Ledger {
    private static final String DROPPED = "dropped";

    private Ledger() {}

    /**
     * Whether a line anchors a run, and is not about what a person did.
     *
     * @throws IllegalArgumentException if the text is no line at all
     */
    public static boolean isAnchor(String text) {
        Map<String, @Nullable Object> map = Json.readObject(text);
        return !map.containsKey(DROPPED) && !map.containsKey(Act.DEED);
    }

    /**
     * A line of the ledger.
     *
     * @param previous hash of the line before; empty for the first
     * @param runSequence the run's newest entry at that time
     * @param runHash that entry's hash
     */
    public record Line(long sequence, Instant time, String previous, String run, long runSequence, String runHash) {
        /** The text that is hashed and stored. */
        public String write() {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("v", EntryCodec.VERSION);
            map.put("seq", sequence);
            map.put("at", time.toString());
            map.put("prev", previous);
            map.put("run", run);
            map.put("run_seq", runSequence);
            map.put("run_hash", runHash);
            return Json.write(map);
        }

        /**
         * Reads a line's text.
         *
         * @throws IllegalArgumentException if it is none
         */
        public static Line read(String text) {
            Map<String, @Nullable Object> map = Json.readObject(text);
            if (map.get("seq") instanceof Long sequence && map.get("run_seq") instanceof Long runSequence) {
                return new Line(
                        sequence,
                        Instant.parse(String.valueOf(map.get("at"))),
                        String.valueOf(map.get("prev")),
                        String.valueOf(map.get("run")),
                        runSequence,
                        String.valueOf(map.get("run_hash")));
            }
            throw new IllegalArgumentException("not a line of the ledger");
        }
    }

    /**
     * A line of the ledger about outputs that retention has dropped.
     *
     * @param digests of their texts
     */
    public record Drop(long sequence, Instant time, String previous, String actor, List<String> digests) {
        /** Copies the list. */
        public Drop {
            digests = List.copyOf(digests);
        }

        /** The text that is hashed and stored. */
        public String write() {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("v", EntryCodec.VERSION);
            map.put("seq", sequence);
            map.put("at", time.toString());
            map.put("prev", previous);
            map.put("actor", actor);
            map.put(DROPPED, digests);
            return Json.write(map);
        }

        /**
         * The digests that a line's text names; none if it is not about a dropping.
         *
         * @throws IllegalArgumentException if the text is no line at all
         */
        public static List<String> digests(String text) {
            return Data.texts(Json.readObject(text).getOrDefault(DROPPED, List.of()));
        }
    }
}
