package dev.runwright.app;

import dev.runwright.text.RunwrightException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A rehearsal's own folder; it goes with the rehearsal unless something was left in it. */
record Scratch(Path folder) implements AutoCloseable {
    private static final String PROXIES = "RunwrightEstate.psm1";

    static Scratch in(Path rehearsals) {
        try {
            return new Scratch(Files.createTempDirectory(rehearsals, "run-"));
        } catch (IOException e) {
            throw unusable(rehearsals, e);
        }
    }

    /** Writes the module of the estate's proxies beside the folder's other files and gives its path. */
    Path proxies(String text) {
        try {
            return Files.writeString(folder.resolve(PROXIES), text);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static RunwrightException unusable(Path folder, IOException cause) {
        return new RunwrightException(
                "scratch_unusable", "The folder " + folder + " cannot be written: " + cause + ".", cause);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(folder.resolve(PROXIES));
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            return; // what a step has left there is kept for a look
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }
}
