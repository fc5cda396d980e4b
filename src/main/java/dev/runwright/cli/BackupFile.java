package dev.runwright.cli;

import dev.runwright.audit.ChainVerifier;
import dev.runwright.audit.Verdict;
import dev.runwright.journal.Journal;
import dev.runwright.text.FileTrouble;
import dev.runwright.value.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A backup as a file: a zip that holds the store and the evidence, each file of which has its SHA-256 as its name. Stateless. */
final class BackupFile {
    /** The store's name in a home and in a backup. */
    static final String STORE = "runwright.db";

    /** The folder of evidence in a home and in a backup. */
    static final String EVIDENCE = "evidence";

    private static final Pattern EVIDENCE_NAME = Pattern.compile(EVIDENCE + "/[0-9a-f]{64}");

    private BackupFile() {}

    /** Writes a store and a home's evidence into a file that is there and empty, and puts it on the disk. */
    static void write(Path file, Path store, Path home) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(STORE));
            Files.copy(store, zip);
            zip.closeEntry();
            for (Path one : evidence(home)) {
                zip.putNextEntry(new ZipEntry(EVIDENCE + "/" + one.getFileName()));
                Files.copy(one, zip);
                zip.closeEntry();
            }
        }
        try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
            written.force(true);
        }
    }

    /** The evidence of a home, or of a backup that was read. */
    static List<Path> evidence(Path home) throws IOException {
        Path folder = home.resolve(EVIDENCE);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> EVIDENCE_NAME
                            .matcher(EVIDENCE + "/" + file.getFileName())
                            .matches())
                    .sorted()
                    .toList();
        }
    }

    /**
     * Reads a backup into an empty folder.
     *
     * @throws Refusal if it is no backup, or is damaged
     */
    static void read(Path file, Path folder) {
        try (InputStream in = Files.newInputStream(file);
                ZipInputStream zip = new ZipInputStream(in)) {
            Files.createDirectories(folder.resolve(EVIDENCE));
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                read(file, entry.getName(), zip, folder);
            }
        } catch (NoSuchFileException e) {
            throw Refusal.wrongCall("no_such_backup", "There is no file " + file + ".");
        } catch (IOException e) {
            throw damaged(file, "it cannot be unpacked: " + FileTrouble.of(e));
        }
        if (!Files.exists(folder.resolve(STORE))) {
            throw damaged(file, "it holds no " + STORE);
        }
    }

    private static void read(Path file, String name, ZipInputStream zip, Path folder) throws IOException {
        boolean evidence = EVIDENCE_NAME.matcher(name).matches();
        if (!evidence && !name.equals(STORE)) {
            throw damaged(file, "it holds '" + name + "'");
        }
        Path target = folder.resolve(name);
        Files.copy(zip, target);
        if (evidence && !name.endsWith(Digest.sha256(Files.readAllBytes(target)))) {
            throw damaged(file, "the evidence " + name + " does not have the hash that it is named by");
        }
    }

    private static Refusal damaged(Path file, String why) {
        return Refusal.failed("no_backup", file + " is not a whole backup: " + why + ". Nothing was changed.");
    }

    /** Verifies the chains of the store in a folder, and that the evidence they name is there beside it. */
    static Verdict verify(Workbench workbench, Settings settings, Path folder) {
        Settings there = settings.at(folder);
        try (Journal copy = workbench.journal(there)) {
            return new ChainVerifier(workbench.evidence(there)).verify(copy.chains(), null);
        }
    }
}
