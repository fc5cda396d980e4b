package dev.runwright.store;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of the store whichever database it is in; each test is run on both. */
@NullUnmarked
@ParameterizedClass
@EnumSource(TestStore.Kind.class)
abstract class StoreSuite {
    static final Instant NOW = Instant.parse("2026-11-24T03:00:00.123Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @Parameter
    TestStore.Kind kind;

    @TempDir
    Path folder;

    TestStore store;
    SqlJournal journal;

    @BeforeEach
    final void open() {
        store = kind.in(folder);
        journal = store.open(clock());
    }

    @AfterEach
    final void close() {
        journal.close();
        store.close();
    }

    /** The clock of the journal. */
    Clock clock() {
        return CLOCK;
    }
}
