package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.audit.ChainVerifier;
import dev.runwright.journal.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs killed after every entry, every commit and every call, and resumed: each ends as if nothing had happened. */
@NullUnmarked
final class CrashMatrixTest {
    /** With {@code -Drunwright.matrix=all} every act, else every fourth. */
    private static final int STRIDE = System.getProperty("runwright.matrix", "").equals("all") ? 1 : 4;

    private static final Map<String, Object> ANNA = Map.of("mailbox", "anna@contoso.com", "ticket", "SEC-1");
    private static final String FAN_OUT = """
            lock: tips
            steps:
            - id: people
              cmdlet: Get-Mailbox
              with: {RecipientTypeDetails: [UserMailbox]}
            - id: tips
              foreach: ${{ where(pluck(steps.people.output, it.PrimarySmtpAddress), it < 'e') }}
              at_once: 3
              waves: [1, 50%, 100%]
              between_waves:
              - {assert: "${{ 1 > 0 }}", else: never}
              group:
              - id: tip
                cmdlet: Set-Mailbox
                with: {Identity: "${{ item }}", MailTip: Away}
                state: Get-Mailbox
              - id: doors
                cmdlet: Set-CASMailbox
                with: {Identity: "${{ item }}", ImapEnabled: false, PopEnabled: false}
                state: Get-CASMailbox
            outputs: {done: "${{ steps.tips.results.keys() }}"}
            """;

    @TempDir
    Path folder;

    /** What is killed: the company and the journal before it, and what is run then. */
    private record Scene(Path before, Definition definition, Map<String, Object> inputs) {}

    private record Ending(
            String state,
            Map<String, Object> outputs,
            Map<String, String> steps,
            List<String> sent,
            List<String> changed,
            List<String> locks) {}

    @Test
    void aQuarantine() throws Exception {
        matrix(new Scene(company(), EngineBench.shipped("quarantine-mailbox"), ANNA));
    }

    @Test
    void aRestoring() throws Exception {
        Path before = company();
        Map<String, Object> run;
        try (EngineBench bench = EngineBench.contoso(before)) {
            RunView view = bench.view(bench.run(EngineBench.shipped("quarantine-mailbox"), ANNA));
            run = Map.of(
                    "id",
                    view.run(),
                    "inputs",
                    view.started().inputs(),
                    "outputs",
                    view.end().outputs());
        }
        List<String> include = List.of("forwarding_off", "rules_off", "auto_reply_off");
        matrix(new Scene(before, EngineBench.shipped("restore-mailbox"), Map.of("run", run, "include", include)));
    }

    @Test
    void aFanOutInWaves() throws Exception {
        matrix(new Scene(company(), EngineBench.runbook(FAN_OUT), Map.of()));
    }

    @Test
    void aRunbookThatCallsOthers() throws Exception {
        Map<String, Definition.Called> called =
                Map.of("inner", new Definition.Called(EngineBench.read("inner.yaml", CallingRunbooks.INNER), Map.of()));
        Definition outer = new Definition(
                EngineBench.runbook(CallingRunbooks.OUTER).runbook(), Map.of(), called, EngineBench.CATALOGUE);
        matrix(new Scene(company(), outer, Map.of()));
    }

    private Path company() throws IOException {
        Path before = Files.createDirectory(folder.resolve("before"));
        try (EngineBench bench = EngineBench.contoso(before)) {
            bench.estate.snapshot("before");
        }
        return before;
    }

    private void matrix(Scene scene) throws Exception {
        Mortal immortal = new Mortal(0);
        Ending whole = killed(scene, immortal);
        assertThat(whole.state()).as(whole.steps().toString()).isEqualTo("succeeded");
        assertThat(whole.sent()).isNotEmpty();
        assertThat(whole.locks()).isEmpty();
        int kills = 0;
        Map<String, Integer> outcomes = new TreeMap<>();
        for (int act = 1; act <= immortal.acts(); act += STRIDE) {
            Ending end = killed(scene, new Mortal(act));
            assertThat(end).as("killed at act %s", act).isEqualTo(whole);
            outcomes.merge(end.state(), 1, Integer::sum);
            kills++;
        }
        System.out.println(scene.definition().runbook().name() + ": kill points: " + kills + " of " + immortal.acts()
                + ", outcomes: " + outcomes);
    }

    private Ending killed(Scene scene, Mortal mortal) throws IOException {
        Path own = Files.createDirectory(folder.resolve("own"));
        try {
            for (String file : List.of("tiny.estate", "runwright.db")) {
                Files.copy(scene.before().resolve(file), own.resolve(file));
            }
            try (EngineBench bench = EngineBench.contoso(own)) {
                return killed(bench, scene, mortal);
            }
        } finally {
            try (var files = Files.list(own)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(own);
        }
    }

    private static Ending killed(EngineBench bench, Scene scene, Mortal mortal) {
        bench.cmdlets.around(mortal::alive, mortal::act);
        Origin ann = new Origin("ann", null, null);
        RunRequest.Watch watch = new RunRequest.Watch(RunListener.NONE, bench.cancellation);
        try {
            Map<String, Object> inputs = EngineBench.withDefaults(scene.definition(), scene.inputs());
            bench.process(7, mortal.over(bench.journal))
                    .run(new RunRequest(scene.definition(), inputs, ann, watch), bench.world());
        } catch (Mortal.Killed e) {
            bench.cmdlets.around(() -> {}, () -> {});
            if (RunView.of(bench.journal.read("run-7")).end() == null) {
                bench.process(8, bench.journal)
                        .resume(new ResumeRequest("run-7", List.of(), null, Map.of(), ann, watch), bench.world());
                assertThat(bench.journal.leases()).isEmpty();
            }
        }
        assertThat(new ChainVerifier().verify(bench.journal.chains(), null).findings())
                .isEmpty();
        RunView view = RunView.of(bench.journal.read("run-7"));
        Map<String, String> steps = new LinkedHashMap<>();
        new TreeMap<>(view.steps()).forEach((path, step) -> steps.put(path, step.state()));
        return new Ending(
                view.state(),
                view.end() == null ? Map.of() : view.end().outputs(),
                steps,
                sent(bench),
                CrashTest.changes(bench),
                bench.journal.locks().stream().map(Object::toString).toList());
    }

    /** Every change that was sent, whether it was sent before the process died or after. */
    private static List<String> sent(EngineBench bench) {
        return bench.cmdlets.calls().stream()
                .filter(call -> !EstateCmdlets.reads(call))
                .map(call -> call.cmdlet() + new TreeMap<>(call.parameters()))
                .map(CrashTest::withoutGuids)
                .sorted()
                .toList();
    }
}
