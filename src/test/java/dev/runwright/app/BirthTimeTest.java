package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** By what a process is told from another one with the same id. */
@NullUnmarked
class BirthTimeTest {
    private final ProcessHandle self = ProcessHandle.current();

    @Test
    void aProcessIsTheOneThatBeganThenAndNoOther() throws IOException {
        assertThat(BirthTime.isOf(self, BirthTime.of(self))).isTrue();
        assertThat(BirthTime.of(self)).isEqualTo(BirthTime.of(self));
        assertThat(BirthTime.isOf(self, Instant.EPOCH)).isFalse();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process other = new ProcessBuilder(java, "-version").start();
        try {
            assertThat(BirthTime.isOf(self, BirthTime.of(other.toHandle()))).isFalse();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aClockThatWasSetMeanwhileMakesItNoOther() {
        Instant began = BirthTime.of(self);
        assertThat(BirthTime.isOf(self, began.plus(Duration.ofHours(1)))).isTrue();
        assertThat(BirthTime.isOf(self, began.minus(Duration.ofDays(400)))).isTrue();
        assertThat(BirthTime.isOf(self, began.truncatedTo(ChronoUnit.MILLIS).plusSeconds(60)))
                .isTrue();
        assertThat(BirthTime.isOf(self, began.plusNanos(1_000_001))).isFalse();
    }

    @Test
    void theTimeThatTheSystemTellsCountsAsWell() {
        assertThat(BirthTime.isOf(self, self.info().startInstant().orElse(Instant.EPOCH)))
                .isTrue();
    }
}
