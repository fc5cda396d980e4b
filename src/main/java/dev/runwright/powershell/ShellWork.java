package dev.runwright.powershell;

import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.StepError;
import dev.runwright.wire.Limits;
import dev.runwright.wire.Request;
import dev.runwright.wire.ShellFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One thing to be done in a shell. */
sealed interface ShellWork {
    /** The request for it. */
    Request request(String id, Limits limits);

    /** What it sends. */
    Map<String, @Nullable Object> parameters();

    /** The script's place; null for a command. */
    @Nullable ScriptPlace place();

    /** The parameters of {@code Invoke-RwRemote} for it. */
    Map<String, @Nullable Object> elsewhere();

    /** Properties to keep of each object; empty for all. */
    List<String> select();

    /** Whether it surely changes nothing, so that it may be done twice. */
    default boolean reads() {
        return false;
    }

    /** Why that shell cannot do it; empty if it can. */
    Optional<StepError> unfit(ShellFacts shell);

    /** A command. */
    record Command(Cmdlets.Call call) implements ShellWork {
        @Override
        public Request request(String id, Limits limits) {
            return new Request.Invoke(id, call.cmdlet(), call.parameters(), call.select(), false, limits);
        }

        @Override
        public Map<String, @Nullable Object> elsewhere() {
            return Map.of("Command", call.cmdlet(), "Arguments", call.parameters());
        }

        @Override
        public List<String> select() {
            return call.select();
        }

        @Override
        public boolean reads() {
            return call.cmdlet().startsWith("Get-");
        }

        @Override
        public Map<String, @Nullable Object> parameters() {
            return call.parameters();
        }

        @Override
        public @Nullable ScriptPlace place() {
            return null;
        }

        @Override
        public Optional<StepError> unfit(ShellFacts shell) {
            return Optional.empty();
        }
    }

    /** A script. */
    record Script(
            String text,
            ScriptPlace place,
            String folder,
            Map<String, @Nullable Object> parameters,
            List<String> select)
            implements ShellWork {
        @Override
        public Request request(String id, Limits limits) {
            return new Request.Script(id, text, place.name(), folder, parameters, select, limits);
        }

        @Override
        public Map<String, @Nullable Object> elsewhere() {
            return Map.of("Script", text, "Arguments", parameters);
        }

        @Override
        public Optional<StepError> unfit(ShellFacts shell) {
            return shell.engine().equals(ShellFacts.STANDIN)
                    ? Optional.of(StepError.of(
                            ErrorClass.INVALID,
                            "This step needs a real PowerShell, and this connection has only the stand-in, which has no"
                                    + " language; install PowerShell 7 or name one in RUNWRIGHT_PWSH."))
                    : Optional.empty();
        }
    }

    /** The same on the computer that the shell has a session to ({@code scripts/bridge/Runwright.Remote.psm1}). */
    record Remote(ShellWork there) implements ShellWork {
        static final String COMMAND = "Invoke-RwRemote";

        @Override
        public Request request(String id, Limits limits) {
            return new Request.Invoke(id, COMMAND, there.elsewhere(), there.select(), false, limits);
        }

        @Override
        public Map<String, @Nullable Object> elsewhere() {
            return there.elsewhere();
        }

        @Override
        public List<String> select() {
            return there.select();
        }

        @Override
        public boolean reads() {
            return there.reads();
        }

        @Override
        public Map<String, @Nullable Object> parameters() {
            return there.parameters();
        }

        @Override
        public @Nullable ScriptPlace place() {
            return there.place();
        }

        @Override
        public Optional<StepError> unfit(ShellFacts shell) {
            return there.unfit(shell);
        }
    }
}
