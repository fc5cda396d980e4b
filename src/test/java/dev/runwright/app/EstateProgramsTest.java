package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
final class EstateProgramsTest {
    @TempDir
    private Path folder;

    @Test
    void aPathBelowTheFolderIsKept() {
        assertThat(EstatePrograms.within(folder, "reports\\a.mbsa")).isEqualTo(folder.resolve("reports/a.mbsa"));
        assertThat(EstatePrograms.within(folder, folder.resolve("b.txt").toString()))
                .isEqualTo(folder.resolve("b.txt"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"C:\\Users\\x\\a.mbsa", "/etc/a.mbsa", "../../a.mbsa", "x/../../a.mbsa", "D:a.mbsa/../a.mbsa"})
    void anyOtherPathIsOneOfTheFolder(String path) {
        assertThat(EstatePrograms.within(folder, path)).isEqualTo(folder.resolve("a.mbsa"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "/", "", "a\0b"})
    void whatNamesNoFileIsAFileOfTheFolderAllTheSame(String path) {
        assertThat(EstatePrograms.within(folder, path)).isEqualTo(folder.resolve("output"));
    }
}
