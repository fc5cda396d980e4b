package dev.runwright.cli;

import dev.runwright.cli.QuestionArguments.Desk;
import dev.runwright.cli.QuestionArguments.Said;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "approve",
        description =
                "Approve what a run wants to do next; question and plan are shown first. The approval binds to that plan.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  runwright approve last --comment \"seen with Bob\"",
            "  runwright approve 20261124-101500-07k9x go --digest sha256:…   without a terminal"
        })
final class ApproveCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Mixin
    private final QuestionArguments question = new QuestionArguments();

    @Option(names = "--yes", description = "Do not ask again.")
    private boolean yes;

    @Option(
            names = "--digest",
            paramLabel = "sha256:…",
            description = "Approve only if this is what is asked, as 'inbox' shows it.")
    private @Nullable String digest;

    ApproveCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        return question.answer(terminal, workbench, true, this::said).number();
    }

    private @Nullable Said said(Desk desk, OpenQuestion open) {
        String asked = open.asked().digest();
        if (digest != null && !digest.equals(asked)) {
            throw Refusal.notAllowed(
                    "drifted",
                    "What step " + open.step().path() + " asks for has changed: its digest is " + asked + ", not "
                            + digest + ". Look at it with 'runwright inbox' before you approve.");
        }
        desk.answering().print(open, terminal.out());
        if (digest == null && !yes && !confirmed(open)) {
            terminal.out().println("Nothing was approved.");
            return null;
        }
        return new Said("approved", Map.of(), null, asked);
    }

    private boolean confirmed(OpenQuestion open) {
        return workbench
                .confirm("Approve step " + open.step().path() + " of run "
                        + open.run().run() + "?")
                .orElseThrow(() -> Refusal.wrongCall(
                        "not_confirmed",
                        "Without a terminal nobody can be asked: add --digest with what you saw, or --yes."));
    }
}
