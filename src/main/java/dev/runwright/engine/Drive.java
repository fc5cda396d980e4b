package dev.runwright.engine;

import dev.runwright.journal.JournalEntry.RunEnded;
import dev.runwright.journal.JournalEntry.RunPaused;
import dev.runwright.model.Runbook;
import dev.runwright.value.Data;
import dev.runwright.value.EvaluationException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Drives one run as far as it goes: its steps, what always runs, and the entry that says how it ended or why it stands still. */
final class Drive {
    private final RunContext run;
    private final Vault vault;

    Drive(RunContext run, Vault vault) {
        this.run = run;
        this.vault = vault;
    }

    /** Walks the runbook and writes its end or pause. */
    Flow whole(StepLoop loop, Frame frame) {
        Runbook runbook = run.definition.runbook();
        Flow flow = loop.whole(runbook, frame);
        Map<String, @Nullable Object> outputs = Map.of();
        if (flow == Flow.NEXT) {
            try {
                outputs = outputs(runbook, frame);
            } catch (EvaluationException e) {
                StepError error = StepError.of(e);
                flow = new Flow.Failed("outputs", error, null);
            }
        }
        close(flow, outputs);
        return flow;
    }

    /** The outputs of a runbook whose steps have ended. */
    static Map<String, @Nullable Object> outputs(Runbook runbook, Frame frame) {
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
        runbook.outputs().forEach((name, template) -> outputs.put(name, template.render(frame.scope())));
        return outputs;
    }

    /** Writes the end, or the pause, of a run. */
    void close(Flow flow, Map<String, @Nullable Object> outputs) {
        if (flow instanceof Flow.Halted halted && !halted.isCancelled()) {
            String why = run.redactor().redact(halted.why().message());
            String path = halted.path().isEmpty() ? null : halted.path();
            run.record(new RunPaused(halted.state(), why, path, halted.due()));
            run.anchor(false);
        } else {
            Map<String, @Nullable Object> shown = Data.map(run.redactor().redact(outputs));
            run.record(new RunEnded(stateOf(flow), run.recap(), shown, run.errorRecord(problemOf(flow))));
            run.anchor(true);
            vault.forget(run.run());
        }
    }

    static @Nullable StepError problemOf(Flow flow) {
        if (flow instanceof Flow.Failed failed) {
            return failed.error();
        }
        return flow instanceof Flow.Halted halted ? halted.why() : null;
    }

    static String stateOf(Flow flow) {
        if (flow instanceof Flow.Halted halted) {
            return halted.state();
        }
        return flow == Flow.NEXT ? "succeeded" : "failed";
    }
}
