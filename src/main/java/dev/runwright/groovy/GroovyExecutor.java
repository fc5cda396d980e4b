package dev.runwright.groovy;

import dev.runwright.engine.Action;
import dev.runwright.engine.StepContext;
import dev.runwright.engine.StepExecutor;
import dev.runwright.model.Effect;
import dev.runwright.model.GroovyStep;
import dev.runwright.model.ScriptCheck;
import dev.runwright.text.Position;
import dev.runwright.text.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does {@code groovy:} steps (design 2.1): the script sees {@code inputs} and {@code steps}, read only, and {@code log}; its value is
 * the output and must be data. Groovy itself is loaded by the first script, compiled scripts are kept. Thread-safe.
 */
public final class GroovyExecutor implements StepExecutor<GroovyStep>, ScriptCheck {
    private @Nullable Scripts scripts;

    @Override
    public Class<GroovyStep> kind() {
        return GroovyStep.class;
    }

    @Override
    public Action prepare(GroovyStep step, StepContext context) {
        Effect effect = step.head().effect();
        return new GroovyAction(
                step.script(), step.firstLine(), effect == null ? Effect.READ : effect, context.scope(), this::scripts);
    }

    @Override
    public List<Problem> problems(String script, Position firstLine) {
        return scripts().problems(script, firstLine);
    }

    private synchronized Scripts scripts() {
        if (scripts == null) {
            scripts = new Scripts();
        }
        return scripts;
    }
}
