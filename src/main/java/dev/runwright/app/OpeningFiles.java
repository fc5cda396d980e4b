package dev.runwright.app;

import dev.runwright.powershell.OpeningNotes;
import dev.runwright.value.Data;
import dev.runwright.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Notes, one file a connection, of shells that could not be opened: for {@code doctor} only, gone once one is open. A run goes by
 * what it has seen itself. Thread-safe.
 */
final class OpeningFiles implements OpeningNotes {
    private final HomeFolder home;
    private final String profile;
    private final Clock clock;

    OpeningFiles(HomeFolder home, String profile, Clock clock) {
        this.home = home;
        this.profile = profile;
        this.clock = clock;
    }

    /**
     * What is noted of a connection.
     *
     * @param until when the run that failed tries again
     */
    record Trouble(String why, long failures, Instant at, Instant until) {}

    @Override
    public void failed(String connection, int failures, Duration pause, String why) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Map<String, @Nullable Object> note = new LinkedHashMap<>();
        note.put("why", why);
        note.put("failures", (long) failures);
        note.put("at", now.toString());
        note.put("until", now.plus(pause).toString());
        try {
            home.make("openings");
            Files.writeString(file(connection), Json.write(note));
        } catch (IOException e) {
            return; // the step tells it all the same
        }
    }

    @Override
    public void opened(String connection) {
        try {
            Files.deleteIfExists(file(connection));
        } catch (IOException e) {
            file(connection).toFile().deleteOnExit();
        }
    }

    /** What is noted; empty if the last shell could be opened. */
    Optional<Trouble> trouble(String connection) {
        try {
            Map<String, @Nullable Object> note = Json.readObject(Files.readString(file(connection)));
            long failures = note.get("failures") instanceof Long number ? number : 1;
            return Optional.of(new Trouble(
                    String.valueOf(Data.text(note.get("why"))),
                    failures,
                    Instant.parse(String.valueOf(note.get("at"))),
                    Instant.parse(String.valueOf(note.get("until")))));
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // no note, or none that can be read
        }
    }

    private Path file(String connection) {
        return home.path().resolve("openings").resolve(profile + "." + connection + ".json");
    }
}
