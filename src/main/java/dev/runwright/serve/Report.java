package dev.runwright.serve;

import dev.runwright.engine.RunOutcome;
import dev.runwright.engine.TakenBack;
import dev.runwright.journal.Firing.Outcome;
import dev.runwright.text.RunwrightException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happened, for the log and for the metrics. Thread-safe. */
record Report(EventLog log, Metrics metrics, Clock clock) implements Firings.Told {
    void ended(String run, RunOutcome outcome) {
        String state = outcome.state();
        metrics.count("runs_ended_total", "state", state);
        log.info(state.equals("waiting") ? "run_paused" : "run_ended", Map.of("run", run, "state", state));
        if (outcome.takenBack() != null) {
            takenBack(run, outcome.takenBack());
        }
    }

    private void takenBack(String run, TakenBack undo) {
        metrics.count("taken_back_total", "state", undo.outcome().state());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("run", run);
        facts.put("state", undo.outcome().state());
        if (undo.outcome().run() != null) {
            facts.put("undo", undo.outcome().run());
        }
        if (undo.whole()) {
            log.info("run_taken_back", facts);
        } else {
            facts.put("problem", undo.rest());
            log.warn("run_not_taken_back", facts);
        }
    }

    void stepEnded(String state) {
        metrics.count("steps_total", "state", state);
    }

    void quiet(String event, String run) {
        log.info(event, Map.of("run", run));
    }

    /** Something of the service itself went wrong; it is tried again. */
    void trouble(String kind, String what, RuntimeException e) {
        metrics.count("errors_total", "kind", kind);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("what", what);
        facts.put("problem", e instanceof RunwrightException ? String.valueOf(e.getMessage()) : e.toString());
        if (!(e instanceof RunwrightException) && e.getStackTrace().length > 0) {
            facts.put("at_line", e.getStackTrace()[0].toString());
        }
        log.warn(kind + "_failed", facts);
    }

    @Override
    public void settled(Firings.Occurrence occurrence, Outcome outcome, @Nullable String why) {
        String word = outcome.name().toLowerCase(Locale.ROOT);
        metrics.count("firings_total", "outcome", word);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("schedule", occurrence.schedule());
        facts.put("opening", occurrence.opening());
        facts.put("outcome", word);
        if (why != null) {
            facts.put("why", why);
        }
        log.info("firing", facts);
    }

    @Override
    public void delayed(Duration after) {
        metrics.delayed(after);
    }
}
