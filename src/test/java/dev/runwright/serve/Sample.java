package dev.runwright.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.model.Schedule;
import dev.runwright.schedule.Calendars;
import dev.runwright.schedule.Openings;
import dev.runwright.text.SourceText;
import dev.runwright.yaml.ScheduleReader;

/** Schedules and a clock for tests. */
final class Sample {
    private Sample() {}

    /** The windows of a schedule whose window and other keys are given, the latter as lines. */
    static Openings openings(String name, String window, String... more) {
        String text = "runwright: 1\nschedule: " + name + "\nrunbook: tick\nwindow: {" + window + "}\n"
                + String.join("\n", more) + "\n";
        ScheduleReader.ReadResult read = new ScheduleReader().read(new SourceText(name + ".yaml", text));
        assertThat(read.problems()).isEmpty();
        Schedule schedule = java.util.Objects.requireNonNull(read.schedule());
        return Openings.of(schedule, Calendars.none());
    }
}
