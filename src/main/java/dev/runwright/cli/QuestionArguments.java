package dev.runwright.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which question a person answers, and what is said with it. */
final class QuestionArguments {
    @Parameters(index = "0", paramLabel = "RUN", description = "The run, or 'last' for the newest.")
    private String run = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "STEP",
            description = "The step's path; may be left out where one step waits.")
    private @Nullable String step;

    @Option(names = "--comment", paramLabel = "TEXT", description = "A comment; it stands in the journal.")
    private @Nullable String comment;

    String run() {
        return run;
    }

    @Nullable String step() {
        return step;
    }

    @Nullable String comment() {
        return comment;
    }
}
