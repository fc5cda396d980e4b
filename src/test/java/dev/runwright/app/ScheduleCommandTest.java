package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.value.Data;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleCommandTest {
    private static final Path INSTALL = Path.of(System.getProperty("runwright.install"));
    private static final String SCHEDULE = """
            schedule: nightly
            title: Each night
            runbook: look
            window: {opens: "daily at 22:00", lasts: 4h, zone: Europe/Berlin, not_on: [freeze], reserve: 1h}
            """;
    private static final String LOOK = """
            runwright: 1
            runbook: look
            title: Look
            steps:
              - id: sure
                assert: ${{ true }}
                else: never
              - id: script
                groovy: "1 + 1"
                timeout: 20m
            """;

    @TempDir
    private Path folder = Path.of("unset");

    private Tool tool = new Tool(folder);

    @BeforeEach
    void open() throws IOException {
        tool = new Tool(folder);
        Files.createDirectories(folder.resolve("schedules"));
        Files.createDirectories(folder.resolve("runbooks"));
        Files.copy(INSTALL.resolve("examples/schedules/freeze.ics"), folder.resolve("freeze.ics"));
        tool.write("schedules/nightly.yaml", SCHEDULE);
        tool.write("runbooks/look.yaml", LOOK);
        configure("");
        at("2026-11-27T20:00:00Z");
    }

    private void configure(String policy) throws IOException {
        tool.write(
                "runwright.yaml",
                "runwright: 1\nrunbooks: [runbooks]\ncalendars: {freeze: freeze.ics}\ndefault_profile: sandbox\n"
                        + "profiles:\n  sandbox:\n    estate: " + INSTALL.resolve("examples/estates/contoso.yaml")
                        + "\n"
                        + policy);
    }

    private void at(String time) {
        tool.clock = Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
    }

    @Test
    void listAndNextTellTheOpenings() {
        assertThat(tool.run("schedule", "list").out())
                .isEqualTo("nightly  look  closed; opens Fri 2026-11-27 22:00 Europe/Berlin\n");
        assertThat(tool.run("schedule", "next", "2", "nightly").out()).isEqualTo("""
                        Fri 2026-11-27 22:00 - Sat 2026-11-28 02:00 Europe/Berlin  nightly
                        Sat 2026-11-28 22:00 - Sun 2026-11-29 02:00 Europe/Berlin  nightly
                        """);
        assertThat(tool.run("schedule", "next", "-o", "json").list()).hasSize(12);
        assertThat(tool.run("schedule", "next", "nihgtly").err()).contains("Did you mean 'nightly'?");
    }

    @Test
    void explainNamesTheRulesTheStepsAndTheOpenings() {
        Tool.Done done = tool.run("schedule", "explain", "nightly", "--at", "2026-12-24T22:30");
        assertThat(done.out())
                .startsWith("nightly at Thu 2026-12-24 22:30 Europe/Berlin: not open\n")
                .contains("nightly.yaml:4:17  'daily at 22:00': closed since Fri 2026-12-18 00:00, opens next Thu"
                        + " 2027-01-07 22:00")
                .contains("FORBIDS  not_on  ", "'Year-end freeze' (", "freeze.ics:4:1), until Thu 2027-01-07 00:00")
                .contains("script  20 min, last safe start Fri 2027-01-08 00:40")
                .contains("in all 20 min and 60 min in reserve");
        assertThat(tool.run("schedule", "explain", "nightly", "-o", "json").document())
                .containsEntry("open", false)
                .satisfies(
                        document -> assertThat(Data.list(document.get("next"))).hasSize(12));
    }

    @Test
    void aStepThatIsTooLongForTheWindowHasNoSafeStart() throws IOException {
        tool.write("runbooks/look.yaml", LOOK.replace("20m", "5h"));
        assertThat(tool.run("schedule", "explain", "nightly").out())
                .contains("  script  5 h, never begins: the window is too short for it\n")
                .contains("more than the window has; what does not fit goes on in the next one");
        assertThat(tool.run("schedule", "explain", "nightly", "-o", "json").out())
                .contains("\"path\":\"script\"", "\"seconds\":18000,\"reserve\":3600,\"last_safe_start\":null");
    }

    @Test
    void aPauseForbidsUntilItIsEnded() {
        assertThat(tool.run("schedule", "pause", "nightly", "--reason", "CHG-7").code())
                .isZero();
        assertThat(tool.run("schedule", "list").out()).contains("paused by ", ": CHG-7;");
        at("2026-11-27T21:30:00Z");
        assertThat(tool.run("schedule", "explain", "nightly").out()).contains("not open", "FORBIDS  pause");
        assertThat(tool.run("schedule", "resume", "nightly").out()).isEqualTo("Schedule nightly is paused no more.\n");
        assertThat(tool.run("schedule", "explain", "nightly").out()).contains("Europe/Berlin: open\n");
        assertThat(tool.run("schedule", "pause", "nightly", "--reason", "CHG-8", "-o", "json")
                        .document())
                .isEqualTo(Map.of("schedule", "nightly", "paused", true));
        assertThat(tool.run("schedule", "resume", "nightly", "-o", "json").document())
                .isEqualTo(Map.of("schedule", "nightly", "paused", false));
    }

    @Test
    void theCalendarsOfAScheduleHoldForARealRunByHandOfItsRunbook() throws IOException {
        String file = Files.readString(folder.resolve("runwright.yaml"));
        tool.write("runwright.yaml", file + "  real: {connections: {local: {powershell: {shell: pwsh}}}}\n");
        tool.write("schedules/nightly.yaml", SCHEDULE + "profile: real\n");
        tool.write("runbooks/other.yaml", LOOK.replace("look", "other"));
        at("2026-12-24T12:00:00Z");
        Tool.Done refused = tool.run("run", "look", "--profile", "real");
        assertThat(refused.code()).isEqualTo(6);
        assertThat(refused.err())
                .contains("nightly.yaml:4:", "forbids it: it is 'Year-end freeze'", "freeze.ics:4:1")
                .contains("The next moment that every calendar allows is Thu 2027-01-07 00:00 Europe/Berlin");
        assertThat(tool.run("run", "other", "--profile", "real").code()).isZero();
        Tool.Done against = tool.run("run", "look", "--profile", "real", "--against-calendar", "--reason", "CHG-9");
        assertThat(against.code()).as(against.err()).isEqualTo(3);
        at("2027-01-08T12:00:00Z");
        assertThat(tool.run("run", "look", "--profile", "real").code()).isZero();
    }

    @Test
    void runNowKeepsToTheOpenWindow() {
        at("2026-11-27T21:30:00Z");
        assertThat(tool.run("schedule", "run-now", "nightly", "-o", "json").document())
                .containsEntry("state", "succeeded");
        at("2026-11-28T00:00:00Z");
        Tool.Done late = tool.run("schedule", "run-now", "nightly", "-o", "json");
        assertThat(late.code()).isEqualTo(3);
        assertThat(late.err()).contains("Step script needs 20 min and 60 min for the way back");
        String run = String.valueOf(late.document().get("run"));
        at("2026-11-28T12:00:00Z");
        assertThat(tool.run("resume", run).out()).contains("it opens next at 2026-11-28T21:00:00Z");
        at("2026-11-28T21:00:00Z");
        assertThat(tool.run("resume", run).code()).isZero();
    }

    @Test
    void aFreezeOfTheProfileHoldsARunByHand() throws IOException {
        configure("    policy: {not_on: [freeze], zone: Europe/Berlin}\n");
        at("2026-12-24T12:00:00Z");
        Tool.Done refused = tool.run("run", "look");
        assertThat(refused.code()).isEqualTo(6);
        assertThat(refused.err())
                .contains("runwright.yaml:8:14) forbids it: it is 'Year-end freeze' (", "freeze.ics:4:1)")
                .contains("Thu 2027-01-07 00:00 Europe/Berlin");
        assertThat(tool.run("run", "look", "--against-calendar").code()).isEqualTo(2);
        Tool.Done waiting = tool.run("run", "look", "--against-calendar", "--reason", "mail is down");
        assertThat(waiting.code()).isEqualTo(3);
        assertThat(tool.run("inbox", "--all").out()).contains("against_calendar", "mail is down");
    }

    @Test
    void shippedSchedulesLintWithoutAProblem() {
        Tool.Done lint = tool.run("lint", INSTALL.resolve("examples/schedules").toString());
        assertThat(lint.out()).isEmpty();
        assertThat(lint.err()).isEqualTo("5 schedules: 0 errors, 0 warnings.\n");
        assertThat(lint.code()).isZero();
    }

    @Test
    void lintSaysWhatIsWrongWithASchedule() throws IOException {
        String file = tool.write(
                "schedules/bad.yaml", SCHEDULE.replace("nightly", "bad").replace("look", "lok"));
        Tool.Done lint = tool.run("lint", file, "-o", "json");
        assertThat(lint.code()).isEqualTo(2);
        assertThat(lint.list()).hasSize(1);
        assertThat(lint.out()).contains("no_such_runbook", "Did you mean 'look'?");
        Tool.Done explained = tool.run("schedule", "explain", "bad");
        assertThat(explained.code()).isEqualTo(2);
        assertThat(explained.err()).containsOnlyOnce("Did you mean 'look'?");
        tool.write("schedules/worse.yaml", SCHEDULE.replace("nightly", "worse").replace("daily at", "dayly at"));
        assertThat(tool.run("schedule", "explain", "worse").err()).containsOnlyOnce("worse.yaml:4:");
        assertThat(tool.run("schedule", "explain", "nightly").err())
                .as("what is wrong with another one")
                .isEmpty();
        assertThat(tool.run("schedule", "list").err()).contains("worse.yaml:4:");
    }
}
