package dev.runwright.serve;

import dev.runwright.value.Json;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the service says of itself: one line an event, a JSON object or words for a person. Thread-safe. */
public final class EventLog {
    private final PrintStream out;
    private final Clock clock;
    private final boolean json;

    /**
     * Writes to {@code out}.
     *
     * @param json whether a line is a JSON object
     */
    public EventLog(PrintStream out, Clock clock, boolean json) {
        this.out = out;
        this.clock = clock;
        this.json = json;
    }

    /** Something happened as it should. */
    public void info(String event, Map<String, ?> facts) {
        write("info", event, facts);
    }

    /** Something is wrong; the service goes on. */
    public void warn(String event, Map<String, ?> facts) {
        write("warning", event, facts);
    }

    private void write(String level, String event, Map<String, ?> facts) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String line = json ? document(now, level, event, facts) : words(now, level, event, facts);
        synchronized (out) {
            out.println(line);
        }
    }

    private static String document(Instant now, String level, String event, Map<String, ?> facts) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("at", now.toString());
        document.put("level", level);
        document.put("event", event);
        facts.forEach((name, value) -> document.put(name, value instanceof Number ? value : String.valueOf(value)));
        return Json.write(document);
    }

    private static String words(Instant now, String level, String event, Map<String, ?> facts) {
        StringBuilder words = new StringBuilder(now.toString()).append(' ');
        if (!level.equals("info")) {
            words.append(level).append(": ");
        }
        words.append(event.replace('_', ' '));
        facts.forEach(
                (name, value) -> words.append(", ").append(name).append(' ').append(value));
        return words.toString();
    }
}
