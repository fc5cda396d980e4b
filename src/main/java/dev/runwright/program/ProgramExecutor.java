package dev.runwright.program;

import dev.runwright.engine.Action;
import dev.runwright.engine.StepContext;
import dev.runwright.engine.StepExecutor;
import dev.runwright.model.Effect;
import dev.runwright.model.ProgramStep;

/**
 * Does {@code program:} steps (design 2.1). An exit code that is not in the step's table is an error in the reply; a program that was
 * stopped has an unknown outcome; one that could not be started did nothing. Thread-safe.
 */
public final class ProgramExecutor implements StepExecutor<ProgramStep> {
    private final ProcessLauncher launcher;

    /** Runs programs through {@code launcher}: this machine's, or the estate's answers. */
    public ProgramExecutor(ProcessLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Class<ProgramStep> kind() {
        return ProgramStep.class;
    }

    @Override
    public Action prepare(ProgramStep step, StepContext context) {
        Effect effect = step.head().effect();
        return new ProgramAction(
                ProgramCall.of(step, context.scope()),
                effect == null ? Effect.CHANGE : effect,
                new ExitTable(step.exits()),
                context.folder(),
                launcher);
    }
}
