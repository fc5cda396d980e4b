package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalEntry.RunEnded;
import dev.runwright.journal.RunWriter;
import dev.runwright.store.Entries;
import dev.runwright.store.SqlJournal;
import dev.runwright.value.HandClock;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
final class PastTimesTest {
    private final HandClock clock = HandClock.at("2026-03-20T12:00:00Z");
    private final PastTimes times = new PastTimes();
    private final AtomicInteger read = new AtomicInteger();
    private SqlJournal store;
    private Journal journal;
    private int runs;

    @BeforeEach
    void open(@TempDir Path folder) {
        store = SqlJournal.open(folder.resolve("runwright.db"), clock);
        journal = (Journal) Proxy.newProxyInstance(
                Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, (proxy, method, arguments) -> {
                    read.addAndGet(method.getName().equals("read") ? 1 : 0);
                    return method.invoke(store, arguments);
                });
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** A run whose items took one minute, two minutes, and so on. */
    private void run(String state, int items) {
        try (RunWriter writer = store.begin("r" + ++runs, Entries.started())) {
            for (int i = 1; i <= items; i++) {
                writer.append(Entries.step("patch[" + i + "]"));
                clock.move(Duration.ofMinutes(i));
                writer.append(Entries.ended("patch[" + i + "]", "changed"));
            }
            writer.append(new RunEnded(state, Map.of(), Map.of(), null));
            writer.anchor(true);
        }
    }

    private PastDurations past() {
        return new PastDurations(journal, times, "quarantine", "contoso");
    }

    @Test
    void aRunThatHasEndedIsReadOnce() {
        run("succeeded", 10);
        run("failed", 10);

        assertThat(past().p90("patch[x]")).isEqualTo(Optional.of(Duration.ofMinutes(9)));
        assertThat(read).hasValue(1);
        run("succeeded", 10);
        assertThat(past().count("patch[x]")).isEqualTo(20);
        assertThat(read).hasValue(2);
    }

    @Test
    void anotherRunbookAndAnotherWorldSayNothing() {
        run("succeeded", 10);

        assertThat(List.of(
                        new PastDurations(journal, times, "restore", "contoso").count("patch[x]"),
                        new PastDurations(journal, times, "quarantine", "fabrikam").count("patch[x]")))
                .containsExactly(0, 0);
        assertThat(read).as("runs that were read whole").hasValue(0);
    }

    @Test
    void oneHundredTimesStandForManyItems() {
        run("succeeded", 1000);

        assertThat(past().count("patch[x]")).isEqualTo(100);
        assertThat(past().p90("patch[x]").orElseThrow()).isBetween(Duration.ofMinutes(890), Duration.ofMinutes(910));
    }
}
