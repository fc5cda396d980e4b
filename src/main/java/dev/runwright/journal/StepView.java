package dev.runwright.journal;

import dev.runwright.journal.JournalEntry.ChangeReturned;
import dev.runwright.journal.JournalEntry.ChangeSent;
import dev.runwright.journal.JournalEntry.StateRead;
import dev.runwright.journal.JournalEntry.StepEnded;
import dev.runwright.journal.JournalEntry.StepStarted;
import org.jspecify.annotations.Nullable;

/**
 * What a journal says of one step. Immutable.
 *
 * @param started its newest attempt; null for a step that was only skipped
 * @param before the first reading before the change; it stands for ever
 * @param sent the first change that was sent
 * @param after the newest reading after the change
 * @param ended null while it is under way, or lost
 * @param rescued whether its group's rescue ended well
 */
public record StepView(
        String path,
        @Nullable StepStarted started,
        @Nullable StateRead before,
        @Nullable ChangeSent sent,
        @Nullable ChangeReturned returned,
        @Nullable StateRead after,
        @Nullable StepEnded ended,
        boolean rescued) {

    /** The view of a step of which nothing is known yet. */
    public static StepView of(String path) {
        return new StepView(path, null, null, null, null, null, null, false);
    }

    /** This view after one more entry of the step. */
    public StepView with(JournalEntry entry) {
        if (entry instanceof StepStarted step) {
            return new StepView(path, step, before, sent, returned, after, null, rescued);
        }
        if (entry instanceof StateRead read) {
            return read.moment().equals("after") ? withAfter(read) : withBefore(read);
        }
        if (entry instanceof ChangeSent change) {
            return new StepView(path, started, before, sent == null ? change : sent, returned, after, ended, rescued);
        }
        if (entry instanceof ChangeReturned reply) {
            return new StepView(path, started, before, sent, reply, after, ended, rescued);
        }
        if (entry instanceof StepEnded end) {
            return new StepView(path, started, before, sent, returned, after, end, rescued);
        }
        return entry instanceof JournalEntry.StepRescued
                ? new StepView(path, started, before, sent, returned, after, ended, true)
                : this;
    }

    private StepView withBefore(StateRead read) {
        return new StepView(path, started, before == null ? read : before, sent, returned, after, ended, rescued);
    }

    private StepView withAfter(StateRead read) {
        return new StepView(path, started, before, sent, returned, read, ended, rescued);
    }

    /** Its state as the recap counts it. */
    public String state() {
        return ended == null ? "running" : rescued ? "rescued" : ended.state();
    }

    /** Its kind as in the runbook; empty for a step that was only skipped. */
    public String kind() {
        return started == null ? "" : started.kind();
    }

    /** Whether it only holds other steps. */
    public boolean isContainer() {
        return kind().equals("group") || kind().equals("foreach") || kind().equals("undo_run");
    }

    /** Whether something may have reached the target: a change was sent, or it changes without a reading and was begun. */
    public boolean reached() {
        if (sent != null) {
            return true;
        }
        return started != null && started.reading() == null && !started.effect().equals("read") && !isContainer();
    }
}
