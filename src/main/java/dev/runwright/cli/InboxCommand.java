package dev.runwright.cli;

import dev.runwright.display.EntryText;
import dev.runwright.journal.Journal;
import dev.runwright.value.Json;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "inbox",
        description = "List what waits for you: questions, approvals, work by hand.",
        footerHeading = "%nExamples:%n",
        footer = {"  runwright inbox", "  runwright inbox --all -o json"})
final class InboxCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Option(names = "--all", description = "Also what waits for others.")
    private boolean all;

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    InboxCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Settings settings = workbench.settings(profile.config());
        try (Journal journal = workbench.journal(settings)) {
            LeftBehind.notice(workbench.engine(settings, journal), workbench, terminal);
            Answering answering = new Answering(terminal, workbench, settings, journal);
            List<OpenQuestion> open = OpenQuestion.all(journal).stream()
                    .filter(question -> all || answering.refusal(question).isEmpty())
                    .toList();
            List<StrandedRuns.Stranded> stranded = new StrandedRuns(settings).all(journal);
            if (output.json()) {
                List<Object> documents = new ArrayList<>();
                open.forEach(question -> documents.add(question.document()));
                stranded.forEach(one -> documents.add(one.document()));
                terminal.out().println(Json.write(documents));
            } else {
                if (!open.isEmpty() || stranded.isEmpty()) {
                    print(open);
                }
                stranded.forEach(one -> terminal.out().println(one.line()));
            }
        }
        return ExitCode.DONE.number();
    }

    private void print(List<OpenQuestion> open) {
        PrintStream out = terminal.out();
        if (open.isEmpty()) {
            out.println(
                    all ? "Nothing waits for anybody." : "Nothing waits for you; --all shows what waits for others.");
        }
        for (OpenQuestion question : open) {
            out.println(question.run().run() + "  " + question.step().path() + "  "
                    + question.asked().question());
            String expires = question.asked().expires() == null
                    ? ""
                    : ", until " + EntryText.minute(question.asked().expires());
            String quorum = question.asked().quorum() < 2
                    ? ""
                    : ", " + question.step().answers().size() + " of "
                            + question.asked().quorum() + " approved";
            out.println("    since " + EntryText.minute(question.since()) + expires + quorum);
            if (question.asked().digest() != null) {
                out.println("    digest " + question.asked().digest());
            }
            out.println("    " + question.next(workbench.clock().instant()));
        }
    }
}
