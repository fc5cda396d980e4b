package dev.runwright.cli;

import dev.runwright.audit.Verdict;
import dev.runwright.journal.Journal;
import dev.runwright.text.FileTrouble;
import dev.runwright.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "backup",
        description = {
            "Write a copy of the journal and the evidence into one file while runs go on, and verify what was written.",
            "Keys, secrets and estates are not in it."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  runwright backup /backup/runwright-2026-11-24.zip", "  runwright backup --force latest.zip"})
final class BackupCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Parameters(paramLabel = "FILE", description = "The file to write.")
    private Path file = Path.of("");

    @Option(names = "--force", description = "Replace a file that is there.")
    private boolean force;

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    BackupCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Settings settings = workbench.settings(profile.config());
        if (Files.exists(file) && !force) {
            throw Refusal.wrongCall(
                    "file_exists", file + " is there already; choose another name, or add --force to replace it.");
        }
        try (WorkingFolder work = WorkingFolder.in(settings.home(), "backup")) {
            Path store = work.path().resolve(BackupFile.STORE);
            try (Journal journal = workbench.journal(settings)) {
                journal.copyTo(store);
            }
            Path folder = file.toAbsolutePath().getParent();
            Path part = Files.createTempFile(folder, ".backup-", ".part");
            try {
                BackupFile.write(part, store, settings.home());
                report(
                        verified(settings, part, work.path().resolve("check")),
                        BackupFile.evidence(settings.home()).size(),
                        part);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw Refusal.failed(
                    "no_backup",
                    "The backup " + file + " cannot be written: " + FileTrouble.of(e) + ". There is none.");
        }
        return ExitCode.DONE.number();
    }

    /** Reads the file again and verifies the store in it. */
    private Verdict verified(Settings settings, Path part, Path check) {
        BackupFile.read(part, check);
        Verdict verdict = BackupFile.verify(workbench, settings, check);
        if (!verdict.ok()) {
            throw Refusal.failed(
                    "no_backup",
                    "The journal or its evidence is not as it was written ("
                            + verdict.findings().size()
                            + " findings), so there is no backup. 'runwright audit verify' names them.");
        }
        return verdict;
    }

    private void report(Verdict verdict, int evidence, Path part) throws IOException {
        long bytes = Files.size(part);
        Files.move(part, file.toAbsolutePath(), StandardCopyOption.ATOMIC_MOVE);
        if (output.json()) {
            Map<String, @Nullable Object> document = new LinkedHashMap<>();
            document.put("file", file.toString());
            document.put("runs", verdict.runs());
            document.put("entries", verdict.entries());
            document.put("evidence", evidence);
            document.put("bytes", bytes);
            terminal.out().println(Json.write(document));
        } else {
            terminal.out()
                    .println("Written and verified: " + file + ", " + verdict.runs() + " runs, " + verdict.entries()
                            + " entries, " + evidence + " files of evidence.");
        }
    }
}
