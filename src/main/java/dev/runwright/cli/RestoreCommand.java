package dev.runwright.cli;

import dev.runwright.audit.Verdict;
import dev.runwright.journal.Journal;
import dev.runwright.text.FileTrouble;
import dev.runwright.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "restore",
        description = {
            "Put the journal and the evidence of a backup in place, once the backup is verified.",
            "The journal that was there is kept beside it; a database server is filled only if it is empty.",
            "To take a run back, use 'undo'."
        },
        footerHeading = "%nExamples:%n",
        footer = "  runwright restore /backup/runwright-2026-11-24.zip")
final class RestoreCommand implements Callable<Integer> {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Terminal terminal;
    private final Workbench workbench;

    @Parameters(paramLabel = "FILE", description = "A file that 'runwright backup' wrote.")
    private Path file = Path.of("");

    @Option(names = "--force", description = "Replace a journal that has runs.")
    private boolean force;

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    RestoreCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Settings settings = workbench.settings(profile.config());
        try (WorkingFolder work = WorkingFolder.in(settings.home(), "restore")) {
            BackupFile.read(file, work.path());
            Verdict verdict = verified(settings, work.path());
            boolean empty = refuseWhatIsInUse(settings);
            Path replaced = settings.store().isServer()
                    ? fill(settings, work.path())
                    : swap(settings.home(), work.path(), empty);
            int evidence = addEvidence(settings.home(), work.path());
            report(verdict, evidence, replaced);
        } catch (IOException e) {
            throw Refusal.failed(
                    "not_restored", "The backup " + file + " cannot be put in place: " + FileTrouble.of(e) + ".");
        }
        return ExitCode.DONE.number();
    }

    private Verdict verified(Settings settings, Path folder) {
        Verdict verdict = BackupFile.verify(workbench, settings, folder);
        if (!verdict.ok()) {
            throw Refusal.failed(
                    "no_backup",
                    "The journal in " + file + " or its evidence is not as it was written: "
                            + verdict.findings().get(0).message() + " Nothing was changed.");
        }
        return verdict;
    }

    /** Whether the journal that is there has no runs. */
    private boolean refuseWhatIsInUse(Settings settings) {
        try (Journal journal = workbench.journal(settings)) {
            Instant now = workbench.clock().instant();
            for (Journal.Lease lease : journal.leases()) {
                if (!lease.until().isBefore(now)) {
                    throw Refusal.notAllowed(
                            "run_driven",
                            "Run " + lease.run() + " is driven by process "
                                    + lease.process().pid() + " on "
                                    + lease.process().host()
                                    + " until " + lease.until()
                                    + " at least. Wait until it has ended, or cancel it, and restore then.");
                }
            }
            int runs = journal.runs().size();
            if (runs > 0 && settings.store().isServer()) {
                throw Refusal.notAllowed(
                        "journal_there",
                        "The journal of " + journal.health().where() + " has " + runs
                                + " runs, and only an empty database is filled. Name another in 'store' of runwright.yaml.");
            }
            if (runs > 0 && !force) {
                throw Refusal.notAllowed(
                        "journal_there",
                        "The journal in " + settings.home() + " has " + runs
                                + " runs. Add --force to put the backup in its place; it is kept beside it.");
            }
            return runs == 0;
        }
    }

    /** All of it comes into the database, or nothing; there was none to keep. */
    private @Nullable Path fill(Settings settings, Path restored) {
        try (Journal journal = workbench.journal(settings)) {
            journal.fill(restored.resolve(BackupFile.STORE));
        }
        return null;
    }

    /** Where the journal that was there is now; null if it had no runs. */
    private @Nullable Path swap(Path home, Path restored, boolean empty) throws IOException {
        Path store = home.resolve(BackupFile.STORE);
        if (Files.exists(home.resolve(BackupFile.STORE + "-wal"))) {
            throw Refusal.notAllowed(
                    "journal_in_use", "Another process has the journal " + store + " open. End it, and restore then.");
        }
        String time = SECOND.format(workbench.clock().instant());
        Path aside = home.resolve(BackupFile.STORE + ".replaced-" + time);
        rightsOf(store, restored.resolve(BackupFile.STORE));
        Files.move(store, aside);
        try {
            Files.move(restored.resolve(BackupFile.STORE), store, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.move(aside, store);
            throw e;
        }
        if (empty) {
            Files.delete(aside);
            return null;
        }
        return aside;
    }

    /** Gives a file the rights of another, if that is there and the file system knows such rights. */
    private static void rightsOf(Path model, Path file) throws IOException {
        PosixFileAttributeView rights = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (rights != null && Files.exists(model)) {
            rights.setPermissions(Files.getPosixFilePermissions(model));
        }
    }

    private static int addEvidence(Path home, Path restored) throws IOException {
        int added = 0;
        for (Path one : BackupFile.evidence(restored)) {
            Path target = home.resolve(BackupFile.EVIDENCE).resolve(one.getFileName());
            Files.createDirectories(home.resolve(BackupFile.EVIDENCE));
            rightsOf(home.resolve(BackupFile.STORE), one);
            Files.move(one, target, StandardCopyOption.REPLACE_EXISTING);
            added++;
        }
        return added;
    }

    private void report(Verdict verdict, int evidence, @Nullable Path replaced) {
        if (output.json()) {
            Map<String, @Nullable Object> document = new LinkedHashMap<>();
            document.put("file", file.toString());
            document.put("runs", verdict.runs());
            document.put("entries", verdict.entries());
            document.put("evidence", evidence);
            document.put("replaced", replaced == null ? null : replaced.toString());
            terminal.out().println(Json.write(document));
        } else {
            terminal.out()
                    .println("Restored: " + verdict.runs() + " runs, " + verdict.entries() + " entries, " + evidence
                            + " files of evidence."
                            + (replaced == null ? "" : " The journal that was there is " + replaced + "."));
        }
    }
}
