package dev.runwright.engine;

import org.jspecify.annotations.Nullable;

/** Told of what a step says while it runs. Display only: the outcome is the reply. Must not block; called on any thread. */
@FunctionalInterface
public interface Events {
    /** One message. */
    void event(Event event);

    /**
     * A message.
     *
     * @param kind {@code progress warning verbose debug info error host native stdout stderr dropped}
     * @param text redacted text
     * @param percent 0 to 100 for progress; null if unsaid
     */
    record Event(String kind, String text, @Nullable Integer percent) {}

    /** Nobody listens. */
    Events NONE = event -> {};
}
