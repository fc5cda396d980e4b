package dev.runwright.cli;

import dev.runwright.cli.QuestionArguments.Said;
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

    RejectCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        return question.answer(
                        terminal,
                        workbench,
                        true,
                        (desk, open) -> new Said(
                                "rejected", Map.of(), null, open.asked().digest()))
                .number();
    }
}
