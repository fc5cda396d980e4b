package dev.runwright.estate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.value.Data;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class TwoProcessesTest {
    private static final int EACH = 60;

    @TempDir
    private Path folder;

    @Test
    void twoProcessesAtOnceLoseNothingOfEachOther() throws Exception {
        Process other = new ProcessBuilder(java(EstateCaller.class.getName(), folder.toString(), "theirs", "" + EACH))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("other.log").toFile())
                .start();
        try (TestEstate contoso = TestEstate.in(folder)) {
            EstateCaller.add(contoso, "mine", EACH);
            assertThat(other.waitFor(120, TimeUnit.SECONDS)).isTrue();

            assertThat(folder.resolve("other.log")).hasContent("");
            assertThat(Data.texts(
                            contoso.one("Get-CASMailbox", "Identity", "eve").get("ActiveSyncBlockedDeviceIDs")))
                    .hasSize(2 * EACH)
                    .contains("mine0", "theirs0", "mine" + (EACH - 1), "theirs" + (EACH - 1));
            assertThat(contoso.estate.calls()).isEqualTo(2 * EACH + 1);
        } finally {
            other.destroyForcibly();
        }
    }

    static List<String> java(String main, String... arguments) {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "-Drunwright.install=" + new File(TestEstate.INSTALL.toString()).getAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        return command;
    }
}
