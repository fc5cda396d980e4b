package dev.runwright.powershell;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The private folder of one session, for its owner only: cancel files, events, and on Unix the sockets of its pipes. */
record SessionFolder(Path path) {
    /** A new folder. */
    static SessionFolder create() throws IOException {
        return new SessionFolder(Files.createTempDirectory("rw-"));
    }

    /** What the names of cancel files begin with. */
    String cancelPrefix() {
        return path.resolve("cancel").toString();
    }

    /** The file whose existence cancels a request. */
    Path cancelFile(String id) {
        return path.resolve("cancel." + id);
    }

    /** What the names of files of events begin with. */
    String eventsPrefix() {
        return path.resolve("events").toString();
    }

    /** The file of a request's events, where they do not come by standard output. */
    Path eventsFile(String id) {
        return path.resolve("events." + id);
    }

    /** The name of a pipe of this session; empty if this folder cannot hold one. */
    Optional<String> pipe(String name) {
        return LocalPipe.name(path, name);
    }

    /** Deletes it with what is in it; what cannot be deleted now is tried again when this program ends. */
    void delete() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            path.toFile().deleteOnExit();
        }
    }
}
