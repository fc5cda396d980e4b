package dev.runwright.app;

import dev.runwright.engine.Cancellation;
import dev.runwright.engine.RunClock;
import dev.runwright.estate.Estate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The clock of an estate: waiting moves it forward and takes no time. */
record EstateClock(Estate estate) implements RunClock {
    @Override
    public Instant now() {
        return estate.now();
    }

    @Override
    public void pass(Duration duration, Cancellation cancellation) {
        if (!cancellation.requested() && !duration.isNegative()) {
            estate.advance(duration);
        }
    }

    @Override
    public boolean isReal() {
        return false;
    }

    @Override
    public Duration stride() {
        return ChronoUnit.FOREVER.getDuration();
    }
}
