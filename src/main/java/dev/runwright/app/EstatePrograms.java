package dev.runwright.app;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.StepError;
import dev.runwright.estate.Estate;
import dev.runwright.program.ProcessLauncher;

/** Programs as the estate's file answers them: nothing is started. */
record EstatePrograms(Estate estate) implements ProcessLauncher {
    @Override
    public Launched launch(Command command, Attempt attempt) {
        return estate.program(command.arguments())
                .<Launched>map(answer ->
                        new Launched.Ended(answer.exit(), Captured.of(answer.output()), Captured.of(answer.errors())))
                .orElseGet(() -> new Launched.NotStarted(StepError.of(
                        ErrorClass.INVALID,
                        "The estate " + estate.name() + " does not say what " + String.join(" ", command.arguments())
                                + " does; name it under 'programs:' in the estate's file.")));
    }
}
