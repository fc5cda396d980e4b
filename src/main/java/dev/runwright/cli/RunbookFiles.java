package dev.runwright.cli;

import dev.runwright.schedule.Schedules;
import dev.runwright.text.DidYouMean;
import dev.runwright.text.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds runbooks by name or path, and all of them in folders. Stateless. */
final class RunbookFiles {
    private static final String SUFFIX = ".yaml";

    private RunbookFiles() {}

    /**
     * The file that is meant: a path contains a slash or ends in {@code .yaml}; a name is looked up in the folders, in order.
     *
     * @throws Refusal if there is none
     */
    static Path find(String runbook, List<Path> folders) {
        if (runbook.contains("/") || runbook.contains("\\") || runbook.endsWith(SUFFIX)) {
            Path file = Path.of(runbook);
            if (!Files.isRegularFile(file)) {
                throw Refusal.wrongCall("no_such_runbook", "There is no file " + runbook + ".");
            }
            return file;
        }
        Optional<Path> file = named(runbook, folders);
        if (file.isPresent()) {
            return file.get();
        }
        List<String> names =
                folders.stream().flatMap(folder -> names(folder).stream()).toList();
        String hint = DidYouMean.hint(runbook, names);
        throw Refusal.wrongCall(
                "no_such_runbook",
                "There is no runbook '" + runbook + "' in "
                        + String.join(", ", folders.stream().map(Path::toString).toList()) + ". "
                        + (hint.isEmpty() ? "A path contains '/' or ends in " + SUFFIX + "." : hint));
    }

    /** The file of a schedule's runbook: a path is relative to the schedule's folder. */
    static Path ofSchedule(String runbook, Path folder, List<Path> folders) {
        boolean path = runbook.contains("/") || runbook.contains("\\") || runbook.endsWith(SUFFIX);
        return find(path ? folder.resolve(runbook).toString() : runbook, folders);
    }

    /** The file of that name in the first folder that has one. */
    static Optional<Path> named(String name, List<Path> folders) {
        return folders.stream()
                .map(folder -> folder.resolve(name + SUFFIX))
                .filter(Files::isRegularFile)
                .map(RunbookFiles::shown)
                .findFirst();
    }

    /** The names of the runbooks that can be found in a folder by their name; none if it is not there. */
    static List<String> names(Path folder) {
        Path own = folder.toString().isEmpty() ? Path.of(".") : folder;
        if (!Files.isDirectory(own)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(own)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .filter(Files::isRegularFile)
                    .filter(RunbookFiles::isRunbook)
                    .map(file -> file.getFileName().toString().replace(SUFFIX, ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** As short as the working folder allows. */
    static Path shown(Path file) {
        Path folder = Path.of("").toAbsolutePath();
        return file.startsWith(folder) ? folder.relativize(file) : file;
    }

    /**
     * All runbooks of a folder, at any depth, in order.
     *
     * @throws Refusal if it cannot be read
     */
    static List<Path> in(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(file -> file.toString().endsWith(SUFFIX))
                    .filter(Files::isRegularFile)
                    .filter(RunbookFiles::isRunbook)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Refusal.wrongCall("no_such_folder", folder + " cannot be read: " + FileTrouble.of(e) + ".");
        }
    }

    /** Estates, inputs and configurations are YAML as well: a runbook says so itself. */
    private static boolean isRunbook(Path file) {
        try (Stream<String> lines = Files.lines(file, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.startsWith("runbook:") || line.startsWith("steps:"))
                    && !Schedules.isSchedule(file);
        } catch (IOException e) {
            return true;
        }
    }
}
