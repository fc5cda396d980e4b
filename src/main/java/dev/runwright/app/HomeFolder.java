package dev.runwright.app;

import dev.runwright.text.RunwrightException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of all state. One that is made here is its owner's alone; one that is there keeps its rights. */
record HomeFolder(Path path) {
    private static final String MODE = "unix:mode";
    private static final int SPECIAL_BITS = 0b111_000_000_000;
    private static final int TEAMS = 0b111_111_000;
    private static final int OWNERS = 0b111_000_000;

    /**
     * The folder, made if it is not there.
     *
     * @throws RunwrightException if it cannot be
     */
    Path make() {
        return make(path);
    }

    /** A folder below it, made if it is not there. */
    Path make(String name) {
        make(path);
        return make(path.resolve(name));
    }

    /**
     * A file in it, made empty if it is not there: its owner's alone, or the group's if the folder is a team's.
     *
     * @throws RunwrightException if it cannot be made
     */
    Path makeFile(String name) {
        Path file = make().resolve(name);
        if (Files.exists(file)) {
            return file;
        }
        try {
            Files.createFile(file);
            if (!Surroundings.isWindows()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(fileRights()));
            }
        } catch (FileAlreadyExistsException e) {
            return file;
        } catch (IOException e) {
            throw unusable(file, e);
        }
        return file;
    }

    /** The rights of a file in it, as POSIX writes them. */
    String fileRights() {
        return isShared() ? "rw-rw----" : "rw-------";
    }

    /** Whether it is a team's: its group may write in it. */
    boolean isShared() {
        try {
            return !Surroundings.isWindows()
                    && Files.isDirectory(path)
                    && Files.getPosixFilePermissions(path).contains(PosixFilePermission.GROUP_WRITE);
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    private Path make(Path folder) {
        if (Files.isDirectory(folder)) {
            return folder;
        }
        try {
            if (folder.getParent() != null) {
                Files.createDirectories(folder.getParent());
            }
            if (Surroundings.isWindows()) {
                return Files.createDirectory(folder);
            }
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return grant(folder, isShared() ? TEAMS : OWNERS);
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(folder)) {
                return folder;
            }
            throw unusable(folder, e);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /** Sets the rights and leaves the bit that a team's folder hands on: what is made inside is the group's. */
    private static Path grant(Path folder, int rights) throws IOException {
        int mode = (Integer) Files.getAttribute(folder, MODE);
        return Files.setAttribute(folder, MODE, (mode & SPECIAL_BITS) | rights);
    }

    private static RunwrightException unusable(Path folder, IOException cause) {
        return new RunwrightException(
                "home_unusable",
                "The folder of Runwright's state, " + folder + ", cannot be made: " + cause
                        + ". Set RUNWRIGHT_HOME to a folder that can.",
                cause);
    }
}
