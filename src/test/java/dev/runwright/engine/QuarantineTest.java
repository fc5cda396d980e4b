package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.estate.Difference;
import dev.runwright.journal.RunView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class QuarantineTest {
    private static final Definition QUARANTINE = EngineBench.shipped("quarantine-mailbox");
    private static final Definition RESTORE = EngineBench.shipped("restore-mailbox");
    private static final List<String> LOSSES = List.of("ClientSideRules", "AutoMapping");
    private static final UndoChoice ALL = new UndoChoice(List.of(), List.of(), List.of(), true, "ask");

    @TempDir
    Path folder;

    private static RunOutcome quarantine(EngineBench bench, String who) {
        return bench.run(QUARANTINE, Map.of("mailbox", who + "@contoso.com", "ticket", "SEC-1"));
    }

    @Test
    void everyDoorIsClosedAndAnUndoLeavesTheCompanyExactlyAsItWas() {
        try (EngineBench bench = EngineBench.contoso(folder)) {
            bench.estate.snapshot("before");
            RunOutcome outcome = quarantine(bench, "anna");
            assertThat(outcome.problem()).isNull();
            assertThat(outcome.state()).isEqualTo("succeeded");
            assertThat(bench.property("Get-CASMailbox", "anna", "OWAEnabled")).isEqualTo(false);
            assertThat(bench.property("Get-Mailbox", "anna", "ForwardingAddress"))
                    .isNull();
            assertThat(bench.sinceSnapshot()).isNotEmpty();
            RunOutcome undo = bench.undo(outcome.run(), ALL);
            assertThat(undo.problem()).isNull();
            assertThat(bench.sinceSnapshot()).isEmpty();
        }
    }

    @Test
    void aSecondRunChangesNothingAndNamesTheFirstAsInForce() {
        try (EngineBench bench = EngineBench.contoso(folder)) {
            RunOutcome first = quarantine(bench, "anna");
            RunOutcome second = quarantine(bench, "anna");
            assertThat(bench.view(second).recap()).containsEntry("changed", 0).containsEntry("failed", 0);
            assertThat(second.inForce()).containsExactly(first.run());
        }
    }

    @Test
    void theRestoreRunbookPutsBackAllButWhatMayBeTheAttackers() {
        try (EngineBench bench = EngineBench.contoso(folder)) {
            RunOutcome outcome = quarantine(bench, "anna");
            RunView view = bench.view(outcome);
            Map<String, Object> run = Map.of(
                    "id",
                    view.run(),
                    "inputs",
                    view.started().inputs(),
                    "outputs",
                    view.end().outputs());
            RunOutcome restored = bench.run(RESTORE, Map.of("run", run, "include", List.of()));
            assertThat(restored.problem()).isNull();
            assertThat(bench.property("Get-CASMailbox", "anna", "OWAEnabled")).isEqualTo(true);
            assertThat(bench.property("Get-Mailbox", "anna", "ForwardingAddress"))
                    .isNull();
            assertThat(new Standing(bench.journal).state(bench.view(outcome))).isEqualTo("partly undone");
        }
    }

    @Test
    void aStepThatTheQuarantineDoesNotHaveIsNotPassedOverInSilence() {
        try (EngineBench bench = EngineBench.contoso(folder)) {
            RunView view = bench.view(quarantine(bench, "anna"));
            bench.estate.snapshot("before");
            Map<String, Object> run =
                    Map.of("id", view.run(), "inputs", view.started().inputs());

            RunOutcome restored = bench.run(RESTORE, Map.of("run", run, "include", List.of("forwarding_off,hold")));

            assertThat(restored.state()).isEqualTo("failed");
            assertThat(restored.problem().message()).contains("no step 'forwarding_off,hold'", "spread/forwarding_off");
            assertThat(bench.sinceSnapshot()).isEmpty();
        }
    }

    @Test
    void aFaultAtAnyCallBeforeOrAfterItsEffectCanBeUndoneWithoutATrace() throws Exception {
        everyFault("anna", List.of());
    }

    @Test
    void bobIsPutBackButForWhatPlanAndUndoNamedAsLostBeforeItHappened() {
        try (EngineBench bench = EngineBench.contoso(folder)) {
            bench.estate.snapshot("before");
            Plan plan = bench.plan(QUARANTINE, Map.of("mailbox", "bob@contoso.com", "ticket", "SEC-1"));
            assertThat(plan.problem()).isNull();
            assertThat(notes(plan)).anyMatch(note -> note.contains("client-side rules"));
            assertThat(notes(plan)).anyMatch(note -> note.contains("AutoMapping"));
            assertThat(bench.sinceSnapshot()).isEmpty();

            RunOutcome outcome = quarantine(bench, "bob");
            UndoPlan undo = bench.undoPlan(outcome.run(), ALL);
            assertThat(undo.items()).anyMatch(item -> item.losses().toString().contains("client-side rules"));
            assertThat(undo.items()).anyMatch(item -> item.losses().toString().contains("AutoMapping"));
            bench.undo(outcome.run(), ALL);
            assertThat(bench.sinceSnapshot())
                    .extracting(Difference::property)
                    .containsExactlyInAnyOrderElementsOf(LOSSES);
        }
    }

    private static List<String> notes(Plan plan) {
        return plan.steps().stream().flatMap(step -> step.notes().stream()).toList();
    }

    @Test
    void aFaultAtAnyCallLeavesOfBobNothingChangedButTheLosses() throws Exception {
        everyFault("bob", LOSSES);
    }

    private void everyFault(String who, List<String> losses) throws Exception {
        int calls;
        try (EngineBench bench = EngineBench.contoso(Files.createDirectories(folder.resolve("count")))) {
            quarantine(bench, who);
            calls = bench.cmdlets.calls().size();
        }
        int told = 0;
        for (int call = 1; call <= calls; call++) {
            for (String when : List.of("before", "after")) {
                Path own = Files.createDirectories(folder.resolve(call + when));
                try (EngineBench bench = EngineBench.contoso(own)) {
                    bench.estate.snapshot("before");
                    bench.fault("fail call " + call + " " + when + " with error Boom: It broke.");
                    RunOutcome outcome = quarantine(bench, who);
                    bench.estate.clearFaults();
                    bench.undo(outcome.run(), ALL);
                    RunView run = RunView.of(bench.journal.read(outcome.run()));
                    told += run.recap()
                            .get("failed"); // the others are readings that are taken again, and settled changes
                    assertThat(bench.sinceSnapshot())
                            .as("fault at call " + call + " " + when)
                            .allMatch(difference -> losses.contains(difference.property()));
                }
            }
        }
        assertThat(told).as("faults that failed a step").isGreaterThan(calls);
    }
}
