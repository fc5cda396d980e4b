package dev.runwright.schedule;

import dev.runwright.model.Schedule;
import dev.runwright.text.SourceText;
import dev.runwright.yaml.ScheduleReader;
import java.util.Objects;

/** Schedules for tests, read from text as any other. */
final class SampleSchedules {
    private SampleSchedules() {}

    /** A schedule that lies in a folder, with lines more in its window. */
    static Schedule in(String folder, String opens, String zone, String... window) {
        String text =
                "schedule: night\nrunbook: patch\nwindow:\n  opens: \"" + opens + "\"\n  lasts: 4h\n  zone: " + zone
                        + "\n"
                        + String.join(
                                "",
                                java.util.Arrays.stream(window)
                                        .map(line -> "  " + line + "\n")
                                        .toList());
        ScheduleReader.ReadResult read = new ScheduleReader().read(new SourceText(folder + "/night.yaml", text));
        if (!read.problems().isEmpty()) {
            throw new AssertionError(read.problems());
        }
        return Objects.requireNonNull(read.schedule());
    }

    static Openings openings(String opens, String zone, String... window) {
        return Openings.of(in(".", opens, zone, window), Calendars.none());
    }
}
