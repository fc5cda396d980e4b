package dev.runwright.journal;

import dev.runwright.journal.JournalEntry.Answered;
import dev.runwright.journal.JournalEntry.ChangeReturned;
import dev.runwright.journal.JournalEntry.ChangeSent;
import dev.runwright.journal.JournalEntry.PersonAsked;
import dev.runwright.journal.JournalEntry.RetryPlanned;
import dev.runwright.journal.JournalEntry.RunbookCalled;
import dev.runwright.journal.JournalEntry.StateRead;
import dev.runwright.journal.JournalEntry.StepDecided;
import dev.runwright.journal.JournalEntry.StepEnded;
import dev.runwright.journal.JournalEntry.StepStarted;
import dev.runwright.journal.JournalEntry.TimerSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a journal says of one step. Immutable.
 *
 * @param started its newest attempt; null for a step that was only skipped
 * @param before the first reading before the change; it stands for ever
 * @param sent the first change that was sent
 * @param newest the newest change that was sent
 * @param returned what the target answered to it; null if nothing came back
 * @param after the newest reading after the change
 * @param ended null while it is under way, or lost
 * @param rescued whether its group's rescue ended well
 * @param asked what people were asked last; null if nobody was
 * @param answers to it, those that count and that no drift has made void
 * @param decided what a person decided since it ended; null if nobody did, or once it has begun again
 * @param timer when it goes on, set in its newest attempt; null for none
 * @param retry the attempt that is due; null once that has begun
 * @param called the runbook that it calls; null for other steps
 */
public record StepView(
        String path,
        @Nullable StepStarted started,
        @Nullable StateRead before,
        @Nullable ChangeSent sent,
        @Nullable ChangeSent newest,
        @Nullable ChangeReturned returned,
        @Nullable StateRead after,
        @Nullable StepEnded ended,
        boolean rescued,
        @Nullable PersonAsked asked,
        List<Answered> answers,
        @Nullable StepDecided decided,
        @Nullable TimerSet timer,
        @Nullable RetryPlanned retry,
        @Nullable RunbookCalled called) {
    private static final Set<String> CONTAINERS = Set.of("group", "foreach", "undo_run", "runbook", "parallel");

    /** Copies the answers. */
    public StepView {
        answers = List.copyOf(answers);
    }

    /** Its state as the recap counts it; {@code waiting} for people or for a time, else {@code running}, before its end. */
    public String state() {
        if (ended != null) {
            return rescued ? "rescued" : ended.state();
        }
        return isAsking() || timer != null ? "waiting" : "running";
    }

    /** Whether people were asked and have not answered enough. */
    public boolean isAsking() {
        if (asked == null || ended != null) {
            return false;
        }
        long approved = answers.stream()
                .filter(answer -> answer.answer().equals("approved"))
                .count();
        return answers.size() == approved && approved < Math.max(1, asked.quorum());
    }

    /** Whether it may have acted while nobody can tell, so that a person may decide about it. */
    public boolean isOpen() {
        if (isContainer() || isAsking()) {
            return false;
        }
        return ended == null ? reached() : ended.state().equals("unknown");
    }

    /** How many attempts were begun. */
    public int attempts() {
        return started == null ? 0 : started.attempt();
    }

    /** Its kind as in the runbook; empty for a step that was only skipped. */
    public String kind() {
        return started == null ? "" : started.kind();
    }

    /** Whether it only holds other steps. */
    public boolean isContainer() {
        return CONTAINERS.contains(kind());
    }

    /** Whether something may have reached the target: a change was sent, or it changes without a reading and was begun. */
    public boolean reached() {
        return reached(started, sent, ended);
    }

    static boolean reached(@Nullable StepStarted started, @Nullable ChangeSent sent, @Nullable StepEnded ended) {
        if (sent != null || started == null) {
            return sent != null;
        }
        if (started.kind().equals("manual")) {
            return ended != null && ended.state().equals("changed");
        }
        return started.reading() == null && !started.effect().equals("read") && !CONTAINERS.contains(started.kind());
    }
}
