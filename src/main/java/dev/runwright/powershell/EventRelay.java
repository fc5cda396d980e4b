package dev.runwright.powershell;

import dev.runwright.engine.Events;
import dev.runwright.value.Data;
import dev.runwright.value.Json;
import dev.runwright.value.Redactor;
import dev.runwright.wire.ShellEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes what a shell says during one call on to the run: redacted, in order, and bounded; what is beyond a bound goes to a file, and
 * a warning says how much and where. Keeps the warnings. Thread-safe.
 */
final class EventRelay implements ShellListener {
    private static final int EVENTS = 10_000;
    private static final int WARNINGS = 1_000;
    private static final int CHARACTERS = 8_100; // a shell cuts at 8,000 and says so

    private final Events target;
    private final Redactor redactor;
    private final Overflow overflow;
    private final List<String> warnings = new ArrayList<>();
    private int passed;
    private boolean finished;

    EventRelay(Events target, Redactor redactor) {
        this.target = target;
        this.redactor = redactor;
        this.overflow = new Overflow(target);
    }

    @Override
    public synchronized void event(ShellEvent event) {
        switch (event.kind()) {
            case "warning" -> warning(redacted(event.value()));
            case "verbose", "debug", "info", "host", "stderr" -> pass(event.kind(), redacted(event.value()), null);
            case "output" -> output(event.value());
            case "error" -> pass("error", redacted(event.get("message")), null);
            case "progress" -> progress(event);
            case "more" -> Data.texts(event.value()).forEach(this::more);
            case "silent" ->
                pass("warning", "the shell has not been heard for " + event.value() + " s; it may be stuck", null);
            case "dropped" -> overflow.lost(event.value() instanceof Number count ? count.longValue() : 0);
            default -> {
                // beats and what a newer shell may say are not for people
            }
        }
    }

    @Override
    public synchronized void noise(String line) {
        pass("native", redacted(line), null);
    }

    private void warning(String text) {
        if (warnings.size() < WARNINGS) {
            warnings.add(bounded(text));
            pass("warning", text, null);
        } else {
            overflow.add("warning", text);
        }
    }

    private void output(@Nullable Object value) {
        String text = value instanceof String plain ? plain : Json.write(value);
        if (passed < EVENTS) {
            pass("output", redacted(text), null);
        }
    }

    private void more(String line) {
        int colon = Math.max(0, line.indexOf(": "));
        overflow.add(line.substring(0, colon), redacted(line.substring(Math.min(line.length(), colon + 2))));
    }

    private void progress(ShellEvent event) {
        boolean done = Boolean.TRUE.equals(event.get("done")); // its status is then a filler of PowerShell's
        StringBuilder text = new StringBuilder(String.valueOf(Data.text(event.get("activity"))));
        for (String part : done ? List.<String>of() : List.of("status", "operation")) {
            String said = Data.text(event.get(part));
            if (said != null && !said.isBlank()) {
                text.append(": ").append(said);
            }
        }
        if (!done && event.get("seconds") instanceof Number seconds && seconds.longValue() > 0) {
            text.append(", ").append(seconds).append(" s left");
        }
        Integer percent =
                event.get("percent") instanceof Number number && number.longValue() >= 0 && number.longValue() <= 100
                        ? number.intValue()
                        : null;
        pass("progress", redacted(text), done ? Integer.valueOf(100) : percent);
    }

    private String redacted(@Nullable Object value) {
        return redactor.redact(String.valueOf(value));
    }

    private static String bounded(String text) {
        return text.length() > CHARACTERS ? text.substring(0, CHARACTERS) : text;
    }

    private void pass(String kind, String text, @Nullable Integer percent) {
        if (passed < EVENTS) {
            passed++;
            target.event(new Events.Event(kind, bounded(text), percent));
        } else if (!kind.equals("progress")) {
            overflow.add(kind, text);
        }
    }

    /** The call is over: says what was beyond the limits, at once and as a warning. */
    synchronized void finish() {
        String sentence = overflow.sentence();
        if (!finished && !sentence.isEmpty()) {
            warnings.add(sentence);
            target.event(new Events.Event("dropped", sentence, null));
        }
        finished = true;
    }

    /** The warnings so far, redacted. */
    synchronized List<String> warnings() {
        return List.copyOf(warnings);
    }
}
