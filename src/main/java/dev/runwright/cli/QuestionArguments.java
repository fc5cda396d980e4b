package dev.runwright.cli;

import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalEntry.Answered;
import dev.runwright.value.Data;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    /** What a person says, and how it is found. */
    record Said(
            String word,
            Map<String, @Nullable Object> values,
            @Nullable String evidence,
            @Nullable String digest) {
        Said {
            values = Data.copy(values);
        }
    }

    /** What is at hand while a question is answered. */
    record Desk(Settings settings, Journal journal, Answering answering) {}

    /** Makes what is said of an open question. */
    @FunctionalInterface
    interface Saying {
        /** The answer; null if the person thinks better of it. */
        @Nullable Said of(Desk desk, OpenQuestion open);
    }

    /**
     * Finds the question that is meant, and leaves what is said of it for its run.
     *
     * @param approval whether an approval is meant, else an answer
     */
    ExitCode answer(Terminal terminal, Workbench workbench, boolean approval, Saying saying) {
        Settings settings = workbench.settings(profile.config());
        try (Journal journal = workbench.journal(settings)) {
            LeftBehind.notice(workbench.engine(settings, journal), workbench, terminal);
            Answering answering = new Answering(terminal, workbench, settings, journal);
            OpenQuestion open = answering.find(run, step, approval);
            String said = Answering.comment(open, comment);
            Said answer = saying.of(new Desk(settings, journal, answering), open);
            if (answer == null) {
                return ExitCode.CANCELLED;
            }
            return answering.post(
                    open,
                    new Answered(
                            open.step().path(),
                            answer.word(),
                            workbench.actor(),
                            said,
                            answer.values(),
                            answer.evidence(),
                            answer.digest(),
                            workbench.clock().instant()));
        }
    }
}
