package dev.runwright.engine;

import java.util.ArrayList;
import java.util.List;

/** Beats when a test says so. */
final class HandPulse implements Pulse {
    private final List<Runnable> beats = new ArrayList<>();

    @Override
    public Beat start(Runnable beat) {
        beats.add(beat);
        return () -> beats.remove(beat);
    }

    /** One beat of everything that goes on. */
    void beat() {
        List.copyOf(beats).forEach(Runnable::run);
    }

    /** A beat in which the store does not answer: all but the first thing that goes on. */
    void beatWithoutStore() {
        beats.subList(1, beats.size()).forEach(Runnable::run);
    }
}
