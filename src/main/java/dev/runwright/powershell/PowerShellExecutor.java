package dev.runwright.powershell;

import dev.runwright.engine.Action;
import dev.runwright.engine.Attempt;
import dev.runwright.engine.Connections;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.StepContext;
import dev.runwright.engine.StepExecutor;
import dev.runwright.model.Effect;
import dev.runwright.model.PowerShellStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Does {@code powershell:} steps: the script goes to the connection's shell, {@code with} is bound to its parameters. Thread-safe. */
public final class PowerShellExecutor implements StepExecutor<PowerShellStep> {
    private final PowerShellShells shells;

    /** Scripts are run in these shells. */
    public PowerShellExecutor(PowerShellShells shells) {
        this.shells = shells;
    }

    @Override
    public Class<PowerShellStep> kind() {
        return PowerShellStep.class;
    }

    @Override
    public Action prepare(PowerShellStep step, StepContext context) {
        String connection = Connections.of(step.head(), context.scope());
        Effect effect =
                step.head().effect() == null ? Effect.CHANGE : step.head().effect();
        ScriptPlace place = new ScriptPlace(scriptName(step, context), step.firstLine());
        Map<String, @Nullable Object> parameters = step.with().render(context.scope());
        ShellWork.Script script = new ShellWork.Script(
                step.script(),
                place,
                context.folder().toString(),
                parameters,
                step.head().select());
        return new ScriptAction(
                Connections.Place.of(connection).prompt()
                        + CallText.of(step.file() == null ? "script" : step.file(), parameters),
                effect,
                connection,
                script);
    }

    /** A file that is there by its path, so that a script finds its neighbours; else the step's path. */
    private static String scriptName(PowerShellStep step, StepContext context) {
        Path file = Path.of(step.firstLine().file()).toAbsolutePath().normalize();
        return step.file() != null && Files.isRegularFile(file) ? file.toString() : context.path() + ".ps1";
    }

    private final class ScriptAction implements Action {
        private final String call;
        private final Effect effect;
        private final String connection;
        private final ShellWork.Script script;

        ScriptAction(String call, Effect effect, String connection, ShellWork.Script script) {
            this.call = call;
            this.effect = effect;
            this.connection = connection;
            this.script = script;
        }

        @Override
        public String call() {
            return call;
        }

        @Override
        public Effect effect() {
            return effect;
        }

        @Override
        public Outcome perform(Attempt attempt) {
            return shells.perform(connection, script, attempt);
        }
    }
}
