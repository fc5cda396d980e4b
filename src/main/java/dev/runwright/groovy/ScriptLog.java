package dev.runwright.groovy;

import dev.runwright.engine.Events;
import org.jspecify.annotations.Nullable;

/** What a script knows as {@code log}: its messages go to the run's events. Thread-safe. */
public final class ScriptLog {
    private final Events events;

    ScriptLog(Events events) {
        this.events = events;
    }

    /** The same as {@link #info}: {@code log "text"}. */
    public void call(@Nullable Object message) {
        info(message);
    }

    /** Something worth knowing. */
    public void info(@Nullable Object message) {
        event("info", message);
    }

    /** Something for whoever looks for a fault. */
    public void debug(@Nullable Object message) {
        event("debug", message);
    }

    /** Something that may be wrong. */
    public void warning(@Nullable Object message) {
        event("warning", message);
    }

    /** The same as {@link #warning}. */
    public void warn(@Nullable Object message) {
        warning(message);
    }

    /** Something that is wrong; it does not end the script. */
    public void error(@Nullable Object message) {
        event("error", message);
    }

    private void event(String kind, @Nullable Object message) {
        events.event(new Events.Event(kind, String.valueOf(message), null));
    }
}
