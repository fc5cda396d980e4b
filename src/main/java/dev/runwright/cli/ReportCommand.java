package dev.runwright.cli;

import dev.runwright.engine.Standing;
import dev.runwright.journal.Journal;
import dev.runwright.journal.Recorded;
import dev.runwright.journal.RunView;
import dev.runwright.report.RunReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "report",
        description =
                "Write the report of a run: who, why, what people decided, each change, what cannot be taken back.",
        footerHeading = "%nExamples:%n",
        footer = {"  runwright report last", "  runwright report 20261124-101500-07k9x --to quarantine.html"})
final class ReportCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Parameters(paramLabel = "RUN", description = "The run, or 'last' for the newest.")
    private String run = "";

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description =
                    "File that is written, in place of an older one; .html or .htm gives HTML, else it is Markdown."
                            + " Without it Markdown is printed.")
    private @Nullable Path to;

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    ReportCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Settings settings = workbench.settings(profile.config());
        try (Journal journal = workbench.journal(settings)) {
            LeftBehind.notice(workbench.engine(settings, journal), workbench, terminal);
            Standing standing = new Standing(journal);
            List<Recorded> entries = journal.read(RunNames.find(journal, run));
            RunView view = standing.view(entries.get(0).run());
            RunReport report = RunReport.of(view, standing.state(view), entries);
            if (to == null) {
                terminal.out().print(report.markdown());
            } else {
                Reports.write(to, isHtml(to) ? report.html() : report.markdown());
                terminal.out().println("Wrote " + to + ".");
            }
        }
        return ExitCode.DONE.number();
    }

    private static boolean isHtml(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).matches(".*\\.html?");
    }
}
