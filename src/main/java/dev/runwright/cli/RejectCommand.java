package dev.runwright.cli;

import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalEntry.Answered;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "reject",
        description = "Reject what a run wants to do next: its step fails.",
        footerHeading = "%nExamples:%n",
        footer = {"  runwright reject last --comment \"not before the audit\""})
final class RejectCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Mixin
    private final QuestionArguments question = new QuestionArguments();

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    RejectCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Settings settings = workbench.settings(profile.config());
        try (Journal journal = workbench.journal(settings)) {
            Answering answering = new Answering(terminal, workbench, settings, journal);
            OpenQuestion open = answering.find(question.run(), question.step(), true);
            Answered answer = new Answered(
                    open.step().path(),
                    "rejected",
                    workbench.actor(),
                    Answering.comment(open, question.comment()),
                    Map.of(),
                    null,
                    open.asked().digest(),
                    workbench.clock().instant());
            return answering.post(open, answer).number();
        }
    }
}
