package dev.runwright.powershell;

import dev.runwright.engine.Events;
import dev.runwright.engine.Spill;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What one call says beyond the limits: counted by kind and put into a file. Not thread-safe. */
final class Overflow {
    private final Events target;
    private Spill.@Nullable Sink file;
    private long objects;
    private long errors;
    private long messages;
    private long lost;

    Overflow(Events target) {
        this.target = target;
    }

    /** One thing that found no room; {@code text} is redacted. */
    void add(String kind, String text) {
        switch (kind) {
            case "output" -> objects++;
            case "error" -> errors++;
            default -> messages++;
        }
        if (file == null) {
            file = target.spill("messages");
        }
        byte[] line = (kind + ": " + text + "\n").getBytes(StandardCharsets.UTF_8);
        file.write(line, line.length);
    }

    /** So many did not even come. */
    void lost(long count) {
        lost += count;
    }

    /** A sentence that says how many there were and where they are; empty if there were none. */
    String sentence() {
        List<String> counts = new ArrayList<>();
        count(counts, objects, "object");
        count(counts, errors, "error");
        count(counts, messages, "message");
        String beyond = counts.isEmpty()
                ? ""
                : "More came than is kept here, by " + String.join(", ", counts) + ": "
                        + (file == null ? Spill.Sink.NONE : file).end() + ".";
        return lost == 0
                ? beyond
                : (beyond + " " + String.format(Locale.ROOT, "%,d more were only counted.", lost)).strip();
    }

    private static void count(List<String> counts, long number, String noun) {
        if (number > 0) {
            counts.add(String.format(Locale.ROOT, "%,d %s", number, noun) + (number == 1 ? "" : "s"));
        }
    }
}
