package dev.runwright.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileTroubleTest {
    private static String said(ThrowingCallable action) {
        return FileTrouble.of(catchThrowableOfType(IOException.class, action));
    }

    @Test
    void whatTheSystemSaysIsTheReason(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(said(() -> Files.readAllBytes(folder.resolve("none")))).isEqualTo("there is no such file or folder");
        assertThat(said(() -> {
                    throw new NotDirectoryException("file");
                }))
                .isEqualTo("it is no folder");
        assertThat(said(() -> Files.createFile(file))).isEqualTo("it is there already");
        assertThat(said(() -> {
                    throw new AccessDeniedException("file");
                }))
                .isEqualTo("access is denied");
        assertThat(said(() -> {
                    throw new FileSystemException("file", null, "No space left on device");
                }))
                .isEqualTo("No space left on device");
        assertThat(said(() -> {
                    throw new IOException();
                }))
                .isEqualTo("IOException");
    }
}
