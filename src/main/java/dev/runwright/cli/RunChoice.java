package dev.runwright.cli;

import dev.runwright.engine.Standing;
import dev.runwright.journal.JournalEntry.RunStarted;
import dev.runwright.journal.RunView;
import dev.runwright.model.DurationText;
import dev.runwright.text.DidYouMean;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose among the runs; together they choose what fits all of them. */
final class RunChoice {
    /** How many are listed unless all are asked for. */
    static final int NEWEST = 50;

    /** The words for a run's state. */
    private static final List<String> STATES = List.of(
            "running",
            "waiting",
            "succeeded",
            "failed",
            "cancelled",
            "unknown",
            "interrupted",
            "undone",
            "partly undone");

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description = "Only runs that began since: an age (12h, 7d), a day (2026-11-01) or a time.")
    private @Nullable String since;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            completionCandidates = States.class,
            description = "Only runs in this state; repeat it for several.")
    private List<String> states = List.of();

    @Option(names = "--runbook", paramLabel = "NAME", description = "Only runs of this runbook.")
    private @Nullable String runbook;

    @Option(names = "--actor", paramLabel = "NAME", description = "Only runs that this person started.")
    private @Nullable String actor;

    @Option(names = "--ticket", paramLabel = "T", description = "Only runs that belong to this ticket.")
    private @Nullable String ticket;

    @Option(names = "--in-force", description = "Only runs with changes that no undo has taken back.")
    private boolean inForce;

    @Option(names = "--lock", paramLabel = "LOCK", description = "Only runs that took this lock.")
    private @Nullable String lock;

    @Option(names = "--all", description = "All that fit, not only the newest " + NEWEST + ".")
    private boolean all;

    /** The words for a run's state as one word each. */
    static final class States implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return STATES.stream().map(state -> state.replace(' ', '_')).iterator();
        }
    }

    /** The runs that were chosen, the oldest first, and whether older ones that fit were left out. */
    record Chosen(List<RunView> runs, boolean cut) {}

    /**
     * Finds them.
     *
     * @throws Refusal if an option's word means nothing
     */
    Chosen of(Standing standing, Instant now) {
        Instant from = from(now);
        List<String> wanted = states.stream().map(RunChoice::state).toList();
        List<RunView> fitting = new ArrayList<>(standing.newestFirst()
                .filter(run -> from == null || !run.begun().isBefore(from))
                .filter(run -> isOf(run.started()))
                .filter(run -> wanted.isEmpty() || wanted.contains(standing.state(run)))
                .filter(run -> !inForce || standing.inForce(run))
                .limit(all ? Long.MAX_VALUE : NEWEST + 1)
                .toList());
        boolean cut = !all && fitting.size() > NEWEST;
        if (cut) {
            fitting.remove(NEWEST);
        }
        Collections.reverse(fitting);
        return new Chosen(fitting, cut);
    }

    private boolean isOf(RunStarted started) {
        return (runbook == null || runbook.equals(started.runbook()))
                && (actor == null || actor.equalsIgnoreCase(started.actor()))
                && (ticket == null || ticket.equals(started.ticket()))
                && (lock == null || started.locks().stream().anyMatch(held -> isLock(held, lock)));
    }

    /** Locks are kept with the profile's name before them; a person may leave it out. */
    private static boolean isLock(String held, String wanted) {
        return held.equals(wanted) || held.substring(held.indexOf(':') + 1).equals(wanted);
    }

    private static String state(String word) {
        String known = word.replace('_', ' ');
        if (!STATES.contains(known)) {
            String hint = DidYouMean.hint(word, STATES);
            throw Refusal.wrongCall(
                    "no_such_state",
                    "There is no state '" + word + "'. "
                            + (hint.isEmpty() ? "The states are: " + String.join(", ", STATES) + "." : hint));
        }
        return known;
    }

    private @Nullable Instant from(Instant now) {
        if (since == null) {
            return null;
        }
        Duration age = DurationText.parse(since).orElse(null);
        try {
            if (age != null) {
                return now.minus(age);
            }
            return since.contains("T")
                    ? Instant.parse(since)
                    : LocalDate.parse(since)
                            .atStartOfDay(ZoneId.systemDefault())
                            .toInstant();
        } catch (DateTimeException | ArithmeticException e) {
            throw Refusal.wrongCall(
                    "wrong_since",
                    "--since " + since
                            + ": expected an age like 7d, a day like 2026-11-01 or a time like 2026-11-01T08:00:00Z.");
        }
    }
}
