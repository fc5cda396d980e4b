package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runwright.cli.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
final class BridgeScriptsTest {
    private static final Path SHIPPED = Path.of(System.getProperty("runwright.install"), "scripts/bridge");

    @TempDir
    private Path install;

    private Path folder;

    @BeforeEach
    void copied() throws IOException {
        folder = Files.createDirectories(install.resolve("scripts/bridge"));
        for (Path script : shipped()) {
            Files.copy(script, folder.resolve(script.getFileName()));
        }
    }

    private static List<Path> shipped() throws IOException {
        try (Stream<Path> scripts = Files.list(SHIPPED)) {
            return scripts.toList();
        }
    }

    @Test
    void thoseThatTheProgramWasBuiltWithAreUsed() {
        assertThat(BridgeScripts.in(install)).isEqualTo(folder);
    }

    @Test
    void eachOfThemThatIsAnotherOneIsNamedAndNothingIsStarted() throws IOException {
        for (Path script : shipped()) {
            Path installed = folder.resolve(script.getFileName());
            byte[] bytes = Files.readAllBytes(installed);
            byte[] changed = bytes.clone();
            changed[bytes.length / 2]++;
            Files.write(installed, changed);
            assertThatThrownBy(() -> BridgeScripts.in(install))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining(installed.toString())
                    .hasMessageContaining("no shell was started");
            Files.write(installed, bytes);
        }
    }

    @Test
    void oneThatIsNotThereIsNamed() throws IOException {
        Files.delete(folder.resolve("rw-boot.ps1"));

        assertThatThrownBy(() -> BridgeScripts.in(install))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("rw-boot.ps1 cannot be read: there is no such file or folder");
    }
}
