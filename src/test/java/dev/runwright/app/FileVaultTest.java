package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runwright.text.RunwrightException;
import dev.runwright.value.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class FileVaultTest {
    private static final String TEXT = "correct-horse-battery";

    @TempDir
    Path folder;

    private FileVault vault;
    private Path file;

    @BeforeEach
    void keep() {
        vault = new FileVault(new HomeFolder(folder.resolve("home")));
        file = folder.resolve("home/secrets/run-1");
        vault.keep("run-1", "pw", new Secret("pw", TEXT));
        vault.keep("run-1", "token", new Secret("token", "another-one"));
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void whatIsKeptIsFoundAndNowhereReadable() throws IOException {
        assertThat(vault.find("run-1", "pw").orElseThrow().reveal()).isEqualTo(TEXT);
        assertThat(vault.find("run-1", "token").orElseThrow().reveal()).isEqualTo("another-one");
        assertThat(vault.find("run-1", "other")).isEmpty();
        assertThat(Files.readString(file)).doesNotContain(TEXT);
        assertThat(rights(file)).isEqualTo("rw-------");
        assertThat(rights(folder.resolve("home/keys/vault.key"))).isEqualTo("rw-------");
        assertThat(rights(folder.resolve("home/secrets"))).isEqualTo("rwx------");
    }

    @Test
    void withoutTheKeyOrTheFileNothingIsFound() throws IOException {
        Files.delete(folder.resolve("home/keys/vault.key"));
        assertThat(vault.find("run-1", "pw")).isEmpty();
        vault.forget("run-1");
        assertThat(file).doesNotExist();
        assertThat(vault.find("run-1", "token")).isEmpty();
    }

    @Test
    void aSecretInAnothersPlaceIsFoundOut() throws IOException {
        Files.copy(file, file.resolveSibling("run-2"));
        assertThatThrownBy(() -> vault.find("run-2", "pw"))
                .isInstanceOf(RunwrightException.class)
                .hasMessageContaining("The secret 'pw' kept for run run-2 cannot be opened");
        Files.writeString(file, Files.readString(file).replace("\"pw\"", "\"qw\""));
        assertThatThrownBy(() -> vault.find("run-1", "qw")).isInstanceOf(RunwrightException.class);
    }

    @Test
    void aTeamsHomeHasFoldersAndFilesThatTheGroupMayWrite() throws IOException {
        Path shared = Files.createDirectory(folder.resolve("team"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwx---"));
        assertThat(rights(new HomeFolder(shared).make("evidence"))).isEqualTo("rwxrwx---");
        assertThat(rights(new HomeFolder(shared).makeFile("runwright.db"))).isEqualTo("rw-rw----");
        assertThat(rights(new HomeFolder(folder.resolve("own")).make("evidence")))
                .isEqualTo("rwx------");
    }
}
