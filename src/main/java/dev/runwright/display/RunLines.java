package dev.runwright.display;

import dev.runwright.engine.Events;
import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.PersonAsked;
import dev.runwright.journal.JournalEntry.RetryPlanned;
import dev.runwright.journal.JournalEntry.RunResumed;
import dev.runwright.journal.JournalEntry.RunStarted;
import dev.runwright.journal.JournalEntry.StepEnded;
import dev.runwright.journal.JournalEntry.StepStarted;
import dev.runwright.journal.JournalEntry.TimerSet;
import dev.runwright.journal.Recorded;
import dev.runwright.journal.StepFolding;
import dev.runwright.journal.StepView;
import java.io.PrintStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A run as plain lines while it goes on, one line a step with its differences below. Thread-safe. */
public final class RunLines implements RunDisplay {
    /** Warnings are not among them: they stand below their step once it has ended. */
    private static final Set<String> SHOWN_EVENTS = Set.of("dropped");

    private static final String INDENT = " ".repeat(13);

    private final PrintStream out;
    private RunTree tree = new RunTree();
    private final Map<String, StepFolding> steps = new HashMap<>();

    /** Lines on {@code out}, which stays open. */
    public RunLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void appended(String run, JournalEntry entry) {
        if (entry instanceof RunStarted || entry instanceof RunResumed) {
            say("run " + run);
        }
        StepView ended = fold(entry);
        if (ended != null && (!ended.isContainer() || ((StepEnded) entry).error() != null)) {
            print(ended);
        }
        people(entry);
        TreeNode over = grow(entry);
        if (over != null) {
            recaps(over);
        }
        if (entry instanceof RetryPlanned retry) {
            say("retry      " + retry.path() + "  attempt " + (retry.attempt() - 1) + " failed"
                    + (retry.error() == null ? "" : ": " + retry.error().message()));
        }
    }

    @Override
    public synchronized void goesOn(List<Recorded> entries) {
        int resumed = RunTree.resumed(entries);
        tree = new RunTree();
        steps.clear();
        entries.subList(0, resumed).forEach(past -> {
            fold(past.entry());
            grow(past.entry());
        });
        entries.subList(resumed, entries.size()).forEach(one -> appended(one.run(), one.entry()));
    }

    /** Takes an entry of a step in; gives the step if that ends it. */
    private @Nullable StepView fold(JournalEntry entry) {
        if (entry instanceof StepStarted started) {
            steps.computeIfAbsent(started.path(), StepFolding::new).add(started);
        } else if (entry instanceof StepEnded ended) {
            StepFolding known = steps.remove(ended.path());
            StepFolding step = known == null ? new StepFolding(ended.path()) : known;
            step.add(ended);
            return step.view();
        } else if (entry.path() != null) {
            steps.computeIfPresent(entry.path(), (path, step) -> {
                step.add(entry);
                return step;
            });
        }
        return null;
    }

    /** The outermost step that an entry ends; null for none. */
    private @Nullable TreeNode grow(JournalEntry entry) {
        TreeNode over = tree.add(entry, Instant.EPOCH);
        tree.takeNotes();
        if (over != null) {
            tree.forget(over);
        }
        return over;
    }

    /** Of a fan-out, the targets and their steps at a glance, once all around it is over. */
    private void recaps(TreeNode node) {
        List<String> keys = node.keys;
        if (keys != null && keys.size() > 1) {
            List<Line> matrix = Matrix.lines(node, 1, RunTree.FULL + 1, false);
            say("targets    " + node.path + "  " + Matrix.counts(node));
            matrix.forEach(line -> say(line.plain()));
        }
        node.children.values().forEach(this::recaps);
    }

    private void people(JournalEntry entry) {
        String path = entry.path() == null ? "" : entry.path() + "  ";
        boolean looksAgain = entry instanceof TimerSet timer && timer.looks() > 1;
        if (entry instanceof PersonAsked || (entry instanceof TimerSet && !looksAgain)) {
            say("waiting    " + path + EntryText.waitsFor(entry));
        }
        String note = EntryText.note(entry);
        if (note != null) {
            say(INDENT + path + note);
        }
    }

    private void print(StepView step) {
        String call = step.started() == null ? "" : "  " + step.started().call();
        say(String.format("%-10s %s%s", step.state(), step.path(), call));
        StepText.details(step).forEach(line -> say(INDENT + line));
    }

    @Override
    public synchronized void event(String path, Events.Event event) {
        if (SHOWN_EVENTS.contains(event.kind())) {
            say(INDENT + event.kind() + ": " + event.text());
        }
    }

    @Override
    public synchronized void say(String line) {
        out.println(Cells.cleanLines(line));
    }

    @Override
    public void settle() {}

    @Override
    public void close() {}
}
