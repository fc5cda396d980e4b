package dev.runwright.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.check.ScheduleChecker;
import dev.runwright.model.Runbook;
import dev.runwright.model.Schedule;
import dev.runwright.text.Problem;
import dev.runwright.text.SourceText;
import dev.runwright.yaml.RunbookReader;
import dev.runwright.yaml.ScriptFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every file of {@code schedules/bad} has exactly the problems that its lines name after {@code ###}. */
class ScheduleFilesTest {
    private static final Path FOLDER = Path.of("src/test/resources/schedules");
    private static final String MARK = "### ";
    private static final Runbook PATCH = runbook("patch.yaml", """
            runwright: 1
            runbook: patch
            title: Patch
            inputs:
              server: {type: host}
              hours: {type: int, default: 1}
              key: {type: secret, optional: true}
              before: {type: run, of: patch, optional: true}
            steps:
              - id: install
                program: [install]
                timeout: 2h
                undo: {irreversible: a test}
            """);
    private static final Runbook LOOK = runbook("look.yaml", """
            runwright: 1
            runbook: look
            title: Look
            steps:
              - assert: ${{ true }}
                else: never
              - wait: 1h
              - group:
                  - {id: look, program: [look], effect: read}
            """);

    private static Runbook runbook(String file, String text) {
        RunbookReader.ReadResult read = new RunbookReader().read(new SourceText(file, text), ScriptFiles.of(Map.of()));
        return Objects.requireNonNull(read.runbook());
    }

    private static List<Problem> problems(Path file) {
        Schedules.Found found = Schedules.read(file, Calendars.of(Map.of("freeze", FOLDER.resolve("freeze.ics"))));
        List<Problem> problems = new ArrayList<>(found.problems());
        Schedule schedule = found.read();
        if (schedule != null) {
            problems.addAll(ScheduleChecker.check(
                    schedule,
                    new ScheduleChecker.Known(
                            name -> Stream.of(PATCH, LOOK)
                                    .filter(runbook -> runbook.name().equals(name))
                                    .findFirst(),
                            List.of("patch"),
                            List.of("contoso"))));
        }
        return problems;
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyBadFileIsToldAllThatIsWrongWithIt() throws IOException {
        return files("bad").stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> compare(file)));
    }

    private static void compare(Path file) throws IOException {
        List<Problem> left = new ArrayList<>(problems(file));
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            int mark = lines.get(i).indexOf(MARK);
            if (mark >= 0) {
                int line = i + 1;
                String wanted = lines.get(i).substring(mark + MARK.length());
                Optional<Problem> found = left.stream()
                        .filter(problem -> problem.position().line() == line
                                && problem.toString().contains(wanted))
                        .findFirst();
                assertThat(found)
                        .as(file + ":" + line + " " + wanted + " in " + left)
                        .isPresent();
                left.remove(found.orElseThrow());
            }
        }
        if (file.endsWith("missing.yaml")) { // all three keys of the window are missing on one line
            left.removeIf(problem -> problem.message().contains("is missing in the window"));
        }
        assertThat(left).isEmpty();
    }

    @Test
    void aGoodFileHasNoProblemAndEveryKeyArrives() {
        Path file = FOLDER.resolve("good/every-key.yaml");
        assertThat(problems(file)).isEmpty();
        Schedule schedule =
                Objects.requireNonNull(Schedules.read(file, Calendars.none()).read());
        assertThat(schedule.jitter()).hasMinutes(10);
        assertThat(schedule.stopAfterFailures()).isEqualTo(3);
        assertThat(schedule.inputs()).containsOnlyKeys("server", "hours", "key", "before");
        assertThat(schedule.window().notOn()).extracting("text").containsExactly("freeze");
        assertThat(schedule.overlap()).isEqualTo(dev.runwright.model.Overlap.QUEUE);
    }

    @Test
    void aBrokenCalendarIsAProblemInItself() {
        Calendars calendars = Calendars.of(Map.of("broken", FOLDER.resolve("bad/broken.ics")));
        Schedule schedule = SampleSchedules.in(".", "daily at 22:00", "UTC", "not_on: [broken]");
        assertThat(Openings.problems(schedule, calendars)).singleElement().satisfies(problem -> {
            assertThat(problem.position().line()).isEqualTo(6);
            assertThat(problem.message()).startsWith("This is no iCalendar file that can be read");
        });
    }
}
