package dev.runwright.cli;

import dev.runwright.engine.Standing;
import dev.runwright.journal.Journal;
import dev.runwright.journal.RunView;
import dev.runwright.model.Runbook;
import dev.runwright.report.RunReport;
import dev.runwright.text.FileTrouble;
import dev.runwright.text.SourceText;
import dev.runwright.yaml.RunbookReader;
import dev.runwright.yaml.ScriptFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** The reports of runs whose runbook says {@code report: true}: written when the run ends, in Markdown and HTML. */
final class Reports {
    private final Terminal terminal;
    private final Settings settings;
    private final Journal journal;

    Reports(Terminal terminal, Settings settings, Journal journal) {
        this.terminal = terminal;
        this.settings = settings;
        this.journal = journal;
    }

    /** Writes both files of a run that has ended; what cannot be written is a warning, because the journal has it all. */
    void write(String run) {
        Standing standing = new Standing(journal);
        RunView brief = standing.brief(run);
        if (brief.end() == null || !wanted(brief)) {
            return;
        }
        RunView view = standing.view(run);
        RunReport report = RunReport.of(view, standing.state(view), journal.read(run));
        Path folder = settings.home().resolve("reports");
        try {
            Files.createDirectories(folder);
            write(folder.resolve(run + ".md"), report.markdown());
            write(folder.resolve(run + ".html"), report.html());
            terminal.err().println("The report is in " + folder.resolve(run + ".html") + " and beside it as .md.");
        } catch (IOException | Refusal e) {
            terminal.err()
                    .println("warning: the report could not be written to " + folder + " (" + e.getMessage()
                            + "); 'runwright report " + run + "' gives it.");
        }
    }

    private boolean wanted(RunView view) {
        return journal.kept(view.definition().definition())
                .map(text -> new RunbookReader()
                        .read(new SourceText(view.started().source(), text), ScriptFiles.of(Map.of())))
                .map(RunbookReader.ReadResult::runbook)
                .map(Runbook::report)
                .orElse(false);
    }

    /**
     * Writes a file whole or not at all.
     *
     * @throws Refusal if it cannot be written
     */
    static void write(Path file, String text) {
        Path whole = file.toAbsolutePath();
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        try {
            Files.writeString(part, text, StandardCharsets.UTF_8);
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw Refusal.wrongCall(
                    "report_failed", "The report " + file + " cannot be written: " + FileTrouble.of(e) + ".");
        }
    }
}
