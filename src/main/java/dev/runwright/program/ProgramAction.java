package dev.runwright.program;

import dev.runwright.engine.Action;
import dev.runwright.engine.Attempt;
import dev.runwright.engine.ErrorClasses;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.Reply;
import dev.runwright.engine.StepError;
import dev.runwright.model.Effect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One program with its arguments, ready to run. */
record ProgramAction(ProgramCall program, Effect effect, ExitTable exits, Path folder, ProcessLauncher launcher)
        implements Action {
    @Override
    public String call() {
        return program.shown();
    }

    @Override
    public Outcome perform(Attempt attempt) {
        ProcessLauncher.Launched launched =
                launcher.launch(new ProcessLauncher.Command(program.texts(), folder), attempt);
        if (launched instanceof ProcessLauncher.Launched.Ended ended) {
            return new Outcome.Returned(reply(ended));
        }
        return launched instanceof ProcessLauncher.Launched.NotStarted not
                ? new Outcome.NotSent(not.error())
                : new Outcome.Unknown(((ProcessLauncher.Launched.Stopped) launched).error());
    }

    private Reply reply(ProcessLauncher.Launched.Ended ended) {
        List<StepError> errors = new ArrayList<>();
        if (exits.meaning(ended.exit()).isEmpty()) {
            errors.add(failure(ended));
        }
        List<String> warnings = new ArrayList<>();
        warn(warnings, "standard output", ended.output());
        warn(warnings, "error output", ended.errors());
        return new Reply(
                withoutLastLineEnd(ended.output().text()),
                errors,
                warnings,
                ended.output().whole(),
                ended.exit(),
                withoutLastLineEnd(ended.errors().text()));
    }

    private StepError failure(ProcessLauncher.Launched.Ended ended) {
        String said = ended.errors().text().strip().lines().findFirst().orElse("");
        String most = said.length() > 200 ? said.substring(0, 200) + " …" : said;
        return new StepError(
                ErrorClasses.shipped().exit(ended.exit()),
                program.name() + " ended with exit code " + ExitTable.shown(ended.exit()) + ", which is none of "
                        + exits.words() + (most.isEmpty() ? "." : "; it said: " + most),
                null,
                Map.of("exit", Integer.toUnsignedLong(ended.exit())));
    }

    private void warn(List<String> warnings, String stream, ProcessLauncher.Captured captured) {
        if (captured.written() > captured.kept()) {
            warnings.add(String.format(
                    java.util.Locale.ROOT,
                    "%s wrote %,d bytes to its %s; the first %,d are kept, %s.",
                    program.name(),
                    captured.written(),
                    stream,
                    captured.kept(),
                    captured.rest()));
        } else if (!captured.whole()) {
            warnings.add(program.name() + " left a process behind that holds its " + stream
                    + " open; what comes after the program's end is not read.");
        }
    }

    private static String withoutLastLineEnd(String text) {
        return text.endsWith("\r\n")
                ? text.substring(0, text.length() - 2)
                : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
