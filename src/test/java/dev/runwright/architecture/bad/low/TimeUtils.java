package dev.runwright.architecture.bad.low;

import dev.runwright.architecture.bad.high.Reader;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Breaks every rule of the architecture on purpose. */
@SuppressWarnings({"OptionalUsedAsFieldOrParameterType", "TimeZoneUsage", "JavaTimeDefaultTimeZone"})
class TimeUtils {
    private final Optional<String> maybe;

    TimeUtils(Optional<String> maybe) {
        this.maybe = maybe;
    }

    Instant read(Reader reader) throws SQLException {
        if (reader.toString().isEmpty()) {
            throw new SQLException(maybe.orElse(""));
        }
        return Instant.now();
    }
}
