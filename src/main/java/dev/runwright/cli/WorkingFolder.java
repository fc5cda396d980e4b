package dev.runwright.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for the time of one command, its owner's alone; it goes with all that is in it. */
record WorkingFolder(Path path) implements AutoCloseable {
    static WorkingFolder in(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        return new WorkingFolder(Files.createTempDirectory(folder, name + "-"));
    }

    /** Deletes a folder with all that is in it; links are not followed. */
    static void delete(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }

    @Override
    public void close() throws IOException {
        delete(path);
    }
}
