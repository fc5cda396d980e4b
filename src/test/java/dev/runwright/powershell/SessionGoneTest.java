package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service's session that is gone while its shell still lives. */
final class SessionGoneTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Map<String, Object> mark() {
        return Map.of("Mark", folder.resolve("mark").toString());
    }

    @Test
    void aReadingIsMadeOnceMoreInAFreshShell() {
        try (TestShells test = TestShells.started("normal")) {
            long before = test.pid();

            assertThat(test.output("Get-InSession", mark()).get(0)).isNotEqualTo(before);
            assertThat(test.pid()).isNotEqualTo(before);
        }
    }

    @Test
    void aChangeIsNotSentAgainButTheNextCallHasAFreshShell() {
        try (TestShells test = TestShells.started("normal")) {
            long before = test.pid();

            assertThat(TestShells.failed(test.invoke("Set-InSession", mark())).message())
                    .contains("session has expired");
            assertThat(test.pid()).isNotEqualTo(before);
            assertThat(test.output("Get-Calls", Map.of()).get(0)).isEqualTo(2L);
        }
    }
}
