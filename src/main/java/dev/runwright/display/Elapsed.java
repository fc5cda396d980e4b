package dev.runwright.display;

import java.time.Duration;

/** How long something took, as a person reads it. Stateless. */
final class Elapsed {
    private static final long TENTHS_UNTIL = 10_000;

    private Elapsed() {}

    /** In parentheses with a space before; empty for what took no time that is worth a word. */
    static String text(Duration time) {
        long millis = Math.max(0, time.toMillis());
        long seconds = millis / 1000;
        if (millis < 100) {
            return "";
        }
        if (millis < TENTHS_UNTIL) {
            return " (" + seconds + "." + millis % 1000 / 100 + " s)";
        }
        if (seconds < 60) {
            return " (" + seconds + " s)";
        }
        String minutes = String.format("%d:%02d", seconds / 60 % 60, seconds % 60);
        return " ("
                + (seconds < 3600
                        ? minutes
                        : seconds / 3600
                                + String.format(":%02d", seconds / 60 % 60)
                                + minutes.substring(minutes.indexOf(':')))
                + ")";
    }
}
