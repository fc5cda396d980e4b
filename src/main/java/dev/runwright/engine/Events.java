package dev.runwright.engine;

import org.jspecify.annotations.Nullable;

/** Told of what a step says while it runs. Display only: the outcome is the reply. Must not block; called on any thread. */
@FunctionalInterface
public interface Events {
    /** One message. */
    void event(Event event);

    /**
     * Where what is beyond a limit goes; secrets are taken out there.
     *
     * @param stream {@code stdout}, {@code stderr} or {@code messages}
     */
    default Spill.Sink spill(String stream) {
        return Spill.Sink.NONE;
    }

    /**
     * A message.
     *
     * @param kind {@code progress output warning verbose debug info error host native stdout stderr dropped}
     * @param text redacted text
     * @param percent 0 to 100 for progress; null if unsaid
     */
    record Event(String kind, String text, @Nullable Integer percent) {}

    /** Nobody listens. */
    Events NONE = event -> {};
}
