package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.Outcome;
import dev.runwright.value.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a secret must not be while it is used. */
final class ShellSecrecyTest {
    private static final String TEXT = "correct horse battery";

    @ParameterizedTest
    @EnumSource(BridgeChoice.Way.class)
    @EnabledOnOs(OS.LINUX)
    void aSecretIsNotInTheCommandLineTheEnvironmentAFileOrAThreadsName(BridgeChoice.Way way) throws Exception {
        try (TestShells test = TestShells.started(way, "normal")) {
            long pid = test.pid();
            CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(
                    () -> test.invoke("Wait-Politely", Map.of("Secret", new Secret("pw", TEXT))));
            test.firstInfo.get(60, TimeUnit.SECONDS);

            String seen = whatOthersSee(pid);
            test.cancellation.request();
            test.cancellation.request();
            TestShells.unknown(outcome.get(60, TimeUnit.SECONDS));

            assertThat(seen).contains("RW_NONCE").doesNotContain("horse").doesNotContain(base64());
        }
    }

    private static String base64() {
        return Base64.getEncoder()
                .encodeToString(TEXT.getBytes(StandardCharsets.UTF_8))
                .substring(0, 20);
    }

    private static String whatOthersSee(long pid) throws IOException {
        StringBuilder seen = new StringBuilder();
        Path process = Path.of("/proc", Long.toString(pid));
        String environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
        seen.append(environment).append(Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1));
        Path folder = folderOf(environment);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                seen.append(file).append(Files.isRegularFile(file) ? Files.readString(file) : "");
            }
        }
        Thread.getAllStackTraces().keySet().forEach(thread -> seen.append(thread.getName()));
        return seen.toString();
    }

    private static Path folderOf(String environment) {
        int at = environment.indexOf("RW_CANCEL=") + "RW_CANCEL=".length();
        return Path.of(environment.substring(at, environment.indexOf("/cancel", at)));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theSessionsFolderIsForItsOwnerOnlyAndIsGoneAtTheEnd() throws Exception {
        Path folder;
        try (TestShells test = TestShells.started("pipe")) {
            folder = folderOf(Files.readString(
                    Path.of("/proc", Long.toString(test.pid()), "environ"), StandardCharsets.ISO_8859_1));

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
        }
        assertThat(folder).doesNotExist();
    }

    @Test
    void jPowerShellsOwnLogIsSilentAndNoThreadOfAClosedShellStays() throws Exception {
        List<Thread> before = new ArrayList<>(bridgeThreads());
        try (TestShells test = TestShells.started("normal")) {
            test.output("Get-Nothing", Map.of());

            assertThat(Logger.getLogger("com.profesorfalken.jpowershell.PowerShell")
                            .isLoggable(Level.SEVERE))
                    .isFalse();
        }
        for (Thread thread : bridgeThreads()) {
            if (!before.contains(thread)) {
                assertThat(thread.isDaemon()).isTrue();
                thread.join(60_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    private static List<Thread> bridgeThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("rw-"))
                .toList();
    }
}
