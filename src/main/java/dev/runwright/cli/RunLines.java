package dev.runwright.cli;

import dev.runwright.engine.Events;
import dev.runwright.engine.RunListener;
import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.ErrorRecord;
import dev.runwright.journal.JournalEntry.RetryPlanned;
import dev.runwright.journal.JournalEntry.RunStarted;
import dev.runwright.journal.JournalEntry.StateRead;
import dev.runwright.journal.JournalEntry.StepEnded;
import dev.runwright.journal.Recorded;
import dev.runwright.journal.RunView;
import dev.runwright.journal.StepView;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Prints a run as it goes on, one line a step with its differences below. Used by the run's own threads. */
final class RunLines implements RunListener {
    /** Warnings are not among them: they stand below their step once it has ended. */
    private static final Set<String> SHOWN_EVENTS = Set.of("dropped");

    private final PrintStream out;
    private final Map<String, List<Recorded>> steps = new HashMap<>();
    private @Nullable Recorded first;

    RunLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void appended(String run, JournalEntry entry) {
        Recorded recorded = new Recorded(run, 1, Instant.EPOCH, entry, "", "");
        if (entry instanceof RunStarted) {
            first = recorded;
            out.println("run " + run);
        }
        if (entry.path() != null) {
            steps.computeIfAbsent(entry.path(), path -> new ArrayList<>()).add(recorded);
        }
        if (entry instanceof StepEnded ended) {
            step(ended);
        } else if (entry instanceof RetryPlanned retry) {
            out.println("retry      " + retry.path() + "  attempt " + retry.attempt() + " failed"
                    + (retry.error() == null ? "" : ": " + retry.error().message()));
        }
    }

    private void step(StepEnded ended) {
        List<Recorded> its = steps.remove(ended.path());
        if (first == null || its == null) {
            return;
        }
        its.add(0, first);
        StepView step = RunView.of(its).steps().get(ended.path());
        if (step != null && (!step.isContainer() || ended.error() != null)) {
            print(step);
        }
    }

    /** Prints a step that has ended. */
    void print(StepView step) {
        String call = step.started() == null ? "" : "  " + step.started().call();
        out.println(String.format("%-10s %s%s", step.state(), step.path(), call));
        if (step.state().equals("changed")) {
            differences(step);
        }
        StepEnded ended = step.ended();
        if (ended != null) {
            ended.warnings().forEach(warning -> out.println("             warning: " + warning));
            if (ended.error() != null) {
                out.println("             " + sentence(ended.error()));
            }
        }
    }

    /** An object that came or went is one line, any other change one line a property. */
    private void differences(StepView step) {
        StateRead before = step.before();
        StateRead after = step.after();
        if (before == null || after == null) {
            return;
        }
        if (before.exists() != after.exists()) {
            out.println("             " + (after.exists() ? "made" : "removed"));
            return;
        }
        Difference.between(RunDocument.reading(step, before), RunDocument.reading(step, after))
                .forEach(difference -> out.println("             " + difference));
    }

    /** An error as one line, with its place where it has one. */
    static String sentence(ErrorRecord error) {
        return (error.position() == null ? "" : error.position() + ": ") + error.message();
    }

    @Override
    public void event(String path, Events.Event event) {
        if (SHOWN_EVENTS.contains(event.kind())) {
            out.println("             " + event.kind() + ": " + event.text());
        }
    }
}
