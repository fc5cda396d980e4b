package dev.runwright.powershell;

import dev.runwright.engine.Events;
import dev.runwright.value.Data;
import dev.runwright.value.Redactor;
import dev.runwright.wire.ShellEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes what a shell says during one call on to the run: redacted, in order, and bounded; what is beyond the bound is counted and
 * said at the end. Keeps the warnings. Thread-safe.
 */
final class EventRelay implements ShellListener {
    private static final int EVENTS = 10_000;
    private static final int WARNINGS = 1_000;
    private static final int CHARACTERS = 8_000;

    private final Events target;
    private final Redactor redactor;
    private final List<String> warnings = new ArrayList<>();
    private int passed;
    private long dropped;

    EventRelay(Events target, Redactor redactor) {
        this.target = target;
        this.redactor = redactor;
    }

    @Override
    public synchronized void event(ShellEvent event) {
        switch (event.kind()) {
            case "warning" -> {
                String text = bounded(event.value());
                if (warnings.size() < WARNINGS) {
                    warnings.add(text);
                }
                pass("warning", text, null);
            }
            case "verbose", "debug", "info", "host", "stderr" -> pass(event.kind(), bounded(event.value()), null);
            case "error" -> pass("error", bounded(event.get("message")), null);
            case "progress" -> progress(event);
            case "dropped" -> dropped += event.value() instanceof Number count ? count.longValue() : 0;
            default -> {
                // beats and what a newer shell may say are not for people
            }
        }
    }

    @Override
    public synchronized void noise(String line) {
        pass("native", bounded(line), null);
    }

    private void progress(ShellEvent event) {
        String activity = String.valueOf(Data.text(event.get("activity")));
        String status = Data.text(event.get("status"));
        Integer percent =
                event.get("percent") instanceof Number number && number.longValue() >= 0 && number.longValue() <= 100
                        ? number.intValue()
                        : null;
        boolean done = Boolean.TRUE.equals(event.get("done")); // its status is then a filler of PowerShell's
        String text = done || status == null || status.isBlank() ? activity : activity + ": " + status;
        pass("progress", bounded(text), done ? Integer.valueOf(100) : percent);
    }

    private String bounded(@Nullable Object value) {
        String text = redactor.redact(String.valueOf(value));
        return text.length() > CHARACTERS ? text.substring(0, CHARACTERS) : text;
    }

    private void pass(String kind, String text, @Nullable Integer percent) {
        if (passed < EVENTS) {
            passed++;
            target.event(new Events.Event(kind, text, percent));
        } else {
            dropped++;
        }
    }

    /** The call is over: says how many messages were left out. */
    synchronized void finish() {
        if (dropped > 0) {
            target.event(new Events.Event("dropped", dropped + " messages were left out", null));
            dropped = 0;
        }
    }

    /** The warnings so far, redacted. */
    synchronized List<String> warnings() {
        return List.copyOf(warnings);
    }
}
