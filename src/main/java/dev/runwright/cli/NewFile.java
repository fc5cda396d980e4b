package dev.runwright.cli;

import dev.runwright.text.FileTrouble;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes files for people, never over one that is there. */
final class NewFile {
    private NewFile() {}

    /**
     * Writes it, and makes the folder that it is to lie in.
     *
     * @throws Refusal if there is one already, or it cannot be written
     */
    static void write(Path file, String text) {
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw Refusal.wrongCall("file_exists", file + " is there already; choose another name or remove it first.");
        } catch (IOException e) {
            throw Refusal.wrongCall("file_not_written", file + " cannot be written: " + FileTrouble.of(e) + ".");
        }
    }
}
