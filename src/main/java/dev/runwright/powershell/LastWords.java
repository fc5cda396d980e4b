package dev.runwright.powershell;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What a shell said outside of the protocol, kept for the day on which it fails. Thread-safe. */
final class LastWords {
    private static final int SHOWN = 5;

    private final LineRing errors = new LineRing();
    private final LineRing noise = new LineRing();

    /** A line of standard error. */
    void error(String line) {
        errors.add(line);
    }

    /** A line of standard output that is no frame, or a remark of this side. */
    void noise(String line) {
        noise.add(line);
    }

    LineRing noise() {
        return noise;
    }

    /** To be put behind a sentence: exit code if there is one, and last lines, standard error first; may hold secrets. */
    String of(OptionalInt exitCode) {
        StringBuilder text = new StringBuilder();
        exitCode.ifPresent(code -> text.append(" with exit code ").append(code));
        List<String> said = new ArrayList<>(errors.last(SHOWN));
        said.addAll(noise.last(SHOWN - said.size()));
        if (!said.isEmpty()) {
            text.append("; it said last: ").append(String.join(" / ", said));
        }
        return text.toString();
    }
}
