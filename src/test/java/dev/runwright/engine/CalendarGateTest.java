package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runwright.display.PastRun;
import dev.runwright.journal.Act;
import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.Answered;
import dev.runwright.journal.JournalEntry.PersonAsked;
import dev.runwright.journal.JournalEntry.StepEnded;
import dev.runwright.model.PlacedText;
import dev.runwright.schedule.CalendarPolicy;
import dev.runwright.schedule.Calendars;
import dev.runwright.text.Position;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run inside a freeze needs a reason and a second person, and both are in the audit trail. */
@NullUnmarked
final class CalendarGateTest {
    private static final Instant IN_FREEZE = Instant.parse("2026-12-24T12:00:00Z");
    private static final Instant FREEZE = Instant.parse("2026-12-19T23:00:00Z");
    private static final Instant BEFORE = FREEZE.minusSeconds(20);
    private static final Instant OVER = Instant.parse("2027-01-06T23:00:00Z");
    private static final Instant AFTER = Instant.parse("2027-01-08T12:00:00Z");
    private static final String BODY = "steps: [{id: look, assert: \"${{ true }}\", else: never}]\n";

    private EngineBench bench;

    @BeforeEach
    void open(@TempDir Path folder) {
        bench = new EngineBench(folder);
        String profile = bench.world().profile();
        CalendarPolicy policy = new CalendarPolicy(
                List.of(new PlacedText(new Position("runwright.yaml", 7, 9), "freeze.ics")),
                List.of(),
                Path.of("src/test/resources/schedules"),
                ZoneId.of("Europe/Berlin"));
        bench.calendars = Calendars.none().under(Map.of(profile, policy), profile);
        at(IN_FREEZE);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void at(Instant time) {
        bench.clock.move(Duration.between(bench.clock.instant(), time));
    }

    private RunOutcome runAgainst() {
        RunRequest by = bench.request(BODY, Map.of());
        Origin origin = new Origin("ann", "mail is down", null).againstCalendar();
        return bench.engine.run(
                new RunRequest(by.definition(), by.inputs(), origin, by.watch(), false, List.of()), bench.world());
    }

    private void answer(RunOutcome run, String who, String answer) {
        PersonAsked asked = bench.view(run).steps().get(CalendarGate.PATH).asked();
        bench.journal.post(
                run.run(),
                new Answered(
                        CalendarGate.PATH, answer, who, null, Map.of(), null, asked.digest(), bench.clock.instant()));
    }

    @Test
    void aRunInsideAFreezeIsRefusedWithEventRuleAndTheNextMoment() {
        assertThatThrownBy(() -> bench.run(BODY))
                .isInstanceOf(RefusedException.class)
                .hasMessage("The calendar rule not_on (runwright.yaml:7:9) forbids it: it is 'Year-end freeze'"
                        + " (src/test/resources/schedules/freeze.ics:19:1). The next moment that every calendar allows is"
                        + " Thu 2027-01-07 00:00 Europe/Berlin. '--against-calendar --reason TEXT' begins all the same,"
                        + " once somebody else has approved.");
        assertThat(bench.journal.runs()).isEmpty();
    }

    @Test
    void itRunsOnceSomebodyElseHasApprovedAndBothAreInTheAuditTrail() {
        RunOutcome waiting = runAgainst();
        assertThat(waiting.state()).isEqualTo("waiting");
        assertThat(bench.view(waiting).steps()).containsOnlyKeys(CalendarGate.PATH);
        assertThat(bench.view(waiting).started().reason()).isEqualTo("mail is down");

        answer(waiting, "ann", "approved");
        assertThat(bench.resume(waiting.run()).state()).isEqualTo("waiting");

        answer(waiting, "bob", "approved");
        assertThat(bench.resume(waiting.run()).state()).isEqualTo("succeeded");
        assertThat(bench.journal.acts())
                .filteredOn(act -> act.deed().equals(Act.CALENDAR_OVERRIDDEN))
                .singleElement()
                .satisfies(act -> {
                    assertThat(act.subject()).isEqualTo(waiting.run());
                    assertThat(act.actor()).isEqualTo("ann");
                    assertThat(act.reason()).contains("Year-end freeze", "mail is down", "approved by [bob]");
                });
    }

    /** Answers that do not count, and approvals of what has drifted since: whatever shows the run says that it waits. */
    @Test
    void aRunWhoseApprovalDoesNotCountIsShownAsWaiting() {
        RunRequest by = bench.request("""
                steps:
                  - id: close
                    cmdlet: Set-CASMailbox
                    with: {Identity: carla@tiny.example, ImapEnabled: false}
                    state: Get-CASMailbox
                """, Map.of());
        Origin origin = new Origin("ann", "mail is down", null).againstCalendar();
        RunOutcome waiting = bench.engine.run(
                new RunRequest(by.definition(), by.inputs(), origin, by.watch(), false, List.of()), bench.world());
        answer(waiting, "ann", "approved");
        isShownAsWaiting(waiting);
        bench.resume(waiting.run());
        isShownAsWaiting(waiting);
        answer(waiting, "bob", "approved");
        bench.estate.invoke("Set-CASMailbox", Map.of("Identity", "carla@tiny.example", "ImapEnabled", false));
        bench.resume(waiting.run());
        isShownAsWaiting(waiting);
    }

    private void isShownAsWaiting(RunOutcome run) {
        assertThat(bench.view(run).state()).isEqualTo("waiting");
        assertThat(bench.states(run)).containsExactly(Map.entry(CalendarGate.PATH, "waiting"));
        assertThat(PastRun.lines(bench.journal.read(run.run())))
                .first()
                .asString()
                .contains("waiting    against_calendar");
    }

    private static final String TWO = """
            steps:
              - {id: one, assert: "${{ true }}", else: never}
              - {id: two, assert: "${{ true }}", else: never}
            always:
              - {id: last, assert: "${{ true }}", else: never}
            """;

    /** A run that begins before the freeze; the clock is moved once its first step has ended. */
    private RunOutcome runInto(Instant time) {
        return runInto(time, bench.calendars);
    }

    /** The same, and the calendars are others by then. */
    private RunOutcome runInto(Instant time, Calendars later) {
        at(BEFORE);
        return bench.run(EngineBench.runbook(TWO), Map.of(), new RunListener() {
            @Override
            public void appended(String run, JournalEntry entry) {
                if (entry instanceof StepEnded ended && ended.path().equals("one")) {
                    bench.calendars = later;
                    at(time);
                }
            }

            @Override
            public void event(String path, Events.Event event) {}
        });
    }

    @Test
    void aRunThatComesIntoAFreezeBeginsNothingMoreUntilItIsOverOrSomebodyHasApproved() {
        RunOutcome first = runInto(FREEZE);

        assertThat(first.state()).isEqualTo("waiting");
        assertThat(bench.states(first)).containsExactly(Map.entry("one", "ok"));
        assertThat(first.problem().message())
                .startsWith("Step two does not begin. The calendar rule not_on (runwright.yaml:7:9) forbids it: it is"
                        + " 'Year-end freeze'")
                .endsWith(
                        "'runwright resume' with '--against-calendar --reason TEXT' goes on before, once somebody else"
                                + " has approved.");
        assertThat(bench.view(first).pause().due()).isEqualTo(OVER);
        assertThatThrownBy(() -> bench.resume(first.run())).isInstanceOf(RefusedException.class);

        at(OVER);
        assertThat(bench.resume(first.run()).state()).isEqualTo("succeeded");
        assertThat(bench.states(first)).containsOnlyKeys("one", "two", "last");
    }

    @Test
    void aRunThatWasApprovedAgainstTheEventGoesOnInIt() {
        RunOutcome first = runInto(FREEZE);
        Origin ann = new Origin("ann", "mail is down", null).againstCalendar();
        ResumeRequest by = bench.resumption(first.run());
        bench.engine.resume(new ResumeRequest(first.run(), List.of(), null, Map.of(), ann, by.watch()), bench.world());
        answer(first, "bob", "approved");

        assertThat(bench.resume(first.run()).state()).isEqualTo("succeeded");
    }

    @Test
    void aFreezeThatIsWrittenMeanwhileCountsWithinAMinute() {
        Calendars freezing = bench.calendars;
        bench.calendars = Calendars.none();

        RunOutcome run = runInto(BEFORE.plusSeconds(60), freezing);

        assertThat(run.state()).isEqualTo("waiting");
        assertThat(bench.states(run)).containsExactly(Map.entry("one", "ok"));
    }

    @Test
    void theLastMomentBeforeAFreezeIsFree() {
        assertThat(runInto(FREEZE.minusNanos(1)).state()).isEqualTo("succeeded");
    }

    @Test
    void aRejectedRunDoesNothing() {
        RunOutcome waiting = runAgainst();
        answer(waiting, "bob", "rejected");
        RunOutcome end = bench.resume(waiting.run());
        assertThat(end.state()).isEqualTo("failed");
        assertThat(bench.states(end)).containsOnlyKeys(CalendarGate.PATH);
    }

    @Test
    void whoAsksForItAtAResumeDoesNotApproveIt() {
        at(Instant.parse("2026-12-19T12:00:00Z"));
        RunOutcome first = bench.run("steps: [{id: ask, ask: Sure, form: {sure: {type: boolean}}}]\n");
        assertThat(first.state()).isEqualTo("waiting");
        at(IN_FREEZE);
        assertThatThrownBy(() -> bench.resume(first.run())).isInstanceOf(RefusedException.class);

        ResumeRequest by = bench.resumption(first.run());
        Origin carla = new Origin("carla", "urgent", null).againstCalendar();
        RunOutcome asked = bench.engine.resume(
                new ResumeRequest(first.run(), List.of(), null, Map.of(), carla, by.watch()), bench.world());
        assertThat(asked.state()).isEqualTo("waiting");
        answer(first, "carla", "approved");
        bench.resume(first.run());
        assertThat(bench.states(first)).doesNotContainEntry(CalendarGate.PATH, "ok");
        answer(first, "bob", "approved");
        bench.resume(first.run());
        assertThat(bench.states(first)).containsEntry(CalendarGate.PATH, "ok").containsEntry("ask", "waiting");
    }

    @Test
    void onceTheCalendarAllowsItNobodyIsNeeded() {
        RunOutcome waiting = runAgainst();
        at(AFTER);
        assertThat(bench.resume(waiting.run()).state()).isEqualTo("succeeded");
        assertThat(bench.states(waiting)).containsEntry(CalendarGate.PATH, "skipped");
    }
}
