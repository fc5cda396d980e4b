package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.StepView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class StatefulChangeTest {
    private static final String CLOSE = """
            steps:
              - id: close
                cmdlet: Set-CASMailbox
                with: {Identity: anna@tiny.example, OWAEnabled: false, SmtpClientAuthenticationDisabled: true}
                state: Get-CASMailbox
            """;

    @TempDir
    Path folder;

    private EngineBench bench;

    @BeforeEach
    void open() {
        bench = new EngineBench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aChangeIsReadBeforeAndAfterAndBothReadingsAreKept() {
        RunOutcome outcome = bench.run(CLOSE);
        assertThat(outcome.state()).isEqualTo("succeeded");
        StepView step = bench.view(outcome).steps().get("close");
        assertThat(step.state()).isEqualTo("changed");
        assertThat(step.before().properties())
                .containsEntry("OWAEnabled", true)
                .containsEntry("SmtpClientAuthenticationDisabled", null);
        assertThat(step.after().properties())
                .containsEntry("OWAEnabled", false)
                .containsEntry("SmtpClientAuthenticationDisabled", true);
    }

    @Test
    void whatIsAsWantedAlreadyIsNotSentAgain() {
        bench.run(CLOSE);
        int before = bench.cmdlets.changes().size();
        RunOutcome second = bench.run(CLOSE);
        assertThat(bench.states(second)).containsEntry("close", "unchanged");
        assertThat(bench.cmdlets.changes()).hasSize(before);
        assertThat(second.inForce()).isEmpty();
    }

    @Test
    void anErrorAfterTheEffectIsAChangeWithAWarning() {
        bench.fault("fail call 1 of Set-CASMailbox after with throttled");
        RunOutcome outcome = bench.run(CLOSE);
        StepView step = bench.view(outcome).steps().get("close");
        assertThat(step.state()).isEqualTo("changed");
        assertThat(step.ended().warnings()).singleElement().asString().contains("reported an error");
    }

    @Test
    void anErrorBeforeTheEffectIsAFailureOnlyAfterTheSettleTime() {
        java.time.Instant begun = bench.estate.now();
        bench.fault("fail call 1 of Set-CASMailbox before with denied");
        RunOutcome outcome = bench.run(CLOSE);
        assertThat(outcome.state()).isEqualTo("failed");
        assertThat(Duration.between(begun, bench.estate.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void aRetryIsMadeWhenTheReadingSaysThatNothingWasDone() {
        bench.fault("fail call 1 of Set-CASMailbox before with throttled");
        RunOutcome outcome = bench.run(CLOSE + "    retry: {times: 2, delay: 10s}\n");
        assertThat(outcome.state()).isEqualTo("succeeded");
        assertThat(bench.view(outcome).steps().get("close").ended().attempts()).isEqualTo(2);
    }

    @Test
    void aLostReplyIsSettledByTheReading() {
        bench.fault("fail call 1 of Set-CASMailbox after with die");
        assertThat(bench.states(bench.run(CLOSE))).containsEntry("close", "changed");
    }

    @Test
    void aLostReplyWithoutAnEffectIsAFailureUnlessThePersonWantsToBeAsked() {
        bench.fault("fail call 1 of Set-CASMailbox before with die");
        assertThat(bench.run(CLOSE).state()).isEqualTo("failed");
        bench.fault("fail call 1 of Set-CASMailbox before with die");
        RunOutcome asked = bench.run(CLOSE + "    on_unknown: ask\n");
        assertThat(asked.state()).isEqualTo("unknown");
        assertThat(bench.view(asked).state()).isEqualTo("unknown");
    }

    @Test
    void aChangeThatShowsLateIsWaitedForOnTheEstatesClock() {
        bench.estate.visibleAfter(Duration.ofSeconds(30));
        RunOutcome outcome = bench.run(CLOSE);
        assertThat(bench.states(outcome)).containsEntry("close", "changed");
    }

    @Test
    void aSecondChangeOfTheSameObjectStartsFromWhatTheFirstOneMade() {
        bench.estate.visibleAfter(Duration.ofSeconds(30));
        RunOutcome outcome = bench.run("""
                steps:
                  - id: off
                    cmdlet: Set-CASMailbox
                    with: {Identity: anna@tiny.example, OWAEnabled: false}
                    state: Get-CASMailbox
                  - id: "on"
                    cmdlet: Set-CASMailbox
                    with: {Identity: anna@tiny.example, OWAEnabled: true}
                    state: Get-CASMailbox
                """);
        assertThat(bench.states(outcome)).containsEntry("off", "changed").containsEntry("on", "changed");
        assertThat(bench.property("Get-CASMailbox", "anna", "OWAEnabled")).isEqualTo(true);
    }

    @Test
    void anObjectThatIsNotThereFailsTheStepBeforeAnythingIsSent() {
        RunOutcome outcome = bench.run(CLOSE.replace("anna@", "nobody@"));
        assertThat(outcome.state()).isEqualTo("failed");
        assertThat(bench.cmdlets.changes()).isEmpty();
        assertThat(bench.view(outcome).changes()).isEmpty();
    }

    @Test
    void onlyTheMissingPartOfAListIsSent() {
        String deny = """
                steps:
                  - id: deny
                    cmdlet: Set-Mailbox
                    with:
                      Identity: anna
                      GrantSendOnBehalfTo: {Add: [carla@tiny.example, support@tiny.example]}
                    state: Get-Mailbox
                """;
        RunOutcome once = bench.run(deny.replace(", support@tiny.example", ""));
        assertThat(bench.states(once)).containsEntry("deny", "changed");
        assertThat(bench.property("Get-Mailbox", "anna", "GrantSendOnBehalfTo")).isEqualTo(List.of("Carla Gomez"));
        RunOutcome outcome = bench.run(deny);
        Cmdlets.Call sent = bench.cmdlets.calls().stream()
                .filter(call -> call.cmdlet().equals("Set-Mailbox"))
                .reduce((first, second) -> second)
                .orElseThrow();
        assertThat(sent.parameters().get("GrantSendOnBehalfTo"))
                .isEqualTo(Map.of("Add", List.of("support@tiny.example")));
        assertThat(bench.states(outcome)).containsEntry("deny", "changed");
    }

    @Test
    void aPlanShowsBeforeAndAfterAndSendsNothing() {
        Plan plan = bench.plan("""
                steps:
                  - id: close
                    cmdlet: Set-CASMailbox
                    with: {Identity: anna@tiny.example, OWAEnabled: false, ImapEnabled: false}
                    state: Get-CASMailbox
                  - id: again
                    cmdlet: Set-CASMailbox
                    with: {Identity: anna@tiny.example, OWAEnabled: false}
                    state: Get-CASMailbox
                """);
        assertThat(plan.steps().get(0).differences()).containsExactly(new Plan.Difference("OWAEnabled", true, false));
        assertThat(plan.steps().get(1).state()).isEqualTo("unchanged");
        assertThat(bench.cmdlets.changes()).isEmpty();
        assertThat(plan.counts()).containsEntry("changes", 1).containsEntry("unchanged", 1);
    }

    @Test
    void aPlanShowsAStepWhoseConditionIsNotKnownYetOnceAndAsUndetermined() {
        Plan plan = bench.plan("""
                steps:
                  - id: rule
                    cmdlet: New-TransportRule
                    with: {Name: Stop, From: [anna@tiny.example], RejectMessageReasonText: No}
                    state: Get-TransportRule
                  - id: next
                    when: ${{ steps.rule.output != null }}
                    cmdlet: Set-CASMailbox
                    with: {Identity: anna@tiny.example, OWAEnabled: false}
                    state: Get-CASMailbox
                """);
        assertThat(plan.problem()).isNull();
        assertThat(plan.steps()).extracting(Plan.Step::path).containsExactly("rule", "next");
        assertThat(plan.steps().get(1).state()).isEqualTo("undetermined");
        assertThat(plan.counts()).containsEntry("changes", 1).containsEntry("undetermined", 1);
    }

    @Test
    void aChangeThatTheReadingShowsAsNotDoneIsNotInForce() {
        bench.fault("fail call 1 of Set-CASMailbox before with denied");
        RunOutcome outcome = bench.run(CLOSE);
        assertThat(outcome.state()).isEqualTo("failed");
        assertThat(new Standing(bench.journal).inForce(bench.view(outcome))).isFalse();
    }

    @Test
    void anUndoPutsBackExactlyWhatWasThereNullAsNull() {
        bench.estate.snapshot("before");
        RunOutcome outcome = bench.run(CLOSE);
        RunOutcome undo = bench.undo(outcome.run());
        assertThat(undo.state()).isEqualTo("succeeded");
        assertThat(bench.sinceSnapshot()).isEmpty();
        assertThat(new Standing(bench.journal).state(bench.view(outcome))).isEqualTo("undone");
        assertThat(bench.undo(outcome.run()).state()).isEqualTo("nothing");
    }

    @Test
    void anUndoAfterSomebodyElsesChangeStopsAndWritesNothingUntilItIsTold() {
        RunOutcome outcome =
                bench.run(CLOSE.replace(", SmtpClientAuthenticationDisabled: true", ", PopEnabled: false"));
        bench.estate.invoke("Set-CASMailbox", Map.of("Identity", "anna", "OWAEnabled", true, "PopEnabled", false));
        bench.estate.invoke("Set-CASMailbox", Map.of("Identity", "anna", "ActiveSyncEnabled", false));
        bench.estate.invoke("Set-Mailbox", Map.of("Identity", "anna", "MailTip", "x"));
        assertThat(bench.undo(outcome.run()).state()).isEqualTo("succeeded");
        RunOutcome other = bench.run("""
                steps:
                  - id: tip
                    cmdlet: Set-Mailbox
                    with: {Identity: anna, MailTip: Do not open}
                    state: Get-Mailbox
                """);
        bench.estate.invoke("Set-Mailbox", Map.of("Identity", "anna", "MailTip", "somebody else's"));
        RunOutcome asked = bench.undo(other.run());
        assertThat(asked.state()).isEqualTo("drifted");
        assertThat(asked.run()).isNull();
        assertThat(asked.problem().message()).contains("--if-drifted");
        UndoChoice overwrite = new UndoChoice(List.of(), List.of(), List.of(), true, "overwrite");
        assertThat(bench.undo(other.run(), overwrite).state()).isEqualTo("succeeded");
        assertThat(bench.property("Get-Mailbox", "anna", "MailTip")).asString().contains("x");
    }
}
