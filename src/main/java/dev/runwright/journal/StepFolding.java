package dev.runwright.journal;

import dev.runwright.journal.JournalEntry.AnswerRefused;
import dev.runwright.journal.JournalEntry.Answered;
import dev.runwright.journal.JournalEntry.ApprovalVoided;
import dev.runwright.journal.JournalEntry.ChangeReturned;
import dev.runwright.journal.JournalEntry.ChangeSent;
import dev.runwright.journal.JournalEntry.PersonAsked;
import dev.runwright.journal.JournalEntry.RetryPlanned;
import dev.runwright.journal.JournalEntry.RunbookCalled;
import dev.runwright.journal.JournalEntry.StateRead;
import dev.runwright.journal.JournalEntry.StepDecided;
import dev.runwright.journal.JournalEntry.StepEnded;
import dev.runwright.journal.JournalEntry.StepRescued;
import dev.runwright.journal.JournalEntry.StepStarted;
import dev.runwright.journal.JournalEntry.TimerSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a {@link StepView} of the entries of one step as they come. Not thread-safe. */
public final class StepFolding {
    private final String path;
    private final List<Answered> answers = new ArrayList<>();
    private @Nullable StepStarted started;
    private @Nullable StateRead before;
    private @Nullable ChangeSent sent;
    private @Nullable ChangeSent newest;
    private @Nullable ChangeReturned returned;
    private @Nullable StateRead after;
    private @Nullable StepEnded ended;
    private boolean rescued;
    private @Nullable PersonAsked asked;
    private @Nullable StepDecided decided;
    private @Nullable TimerSet timer;
    private @Nullable RetryPlanned retry;
    private @Nullable RunbookCalled called;

    /** Nothing is known of the step yet. */
    public StepFolding(String path) {
        this.path = path;
    }

    /** One more entry of the step; entries that say nothing of a step change nothing. */
    public void add(JournalEntry entry) {
        if (entry instanceof StepStarted step) {
            begin(step);
        } else if (entry instanceof StateRead read) {
            read(read);
        } else if (entry instanceof ChangeSent change) {
            sent = sent == null ? change : sent;
            newest = change;
            returned = null;
        } else if (entry instanceof ChangeReturned reply) {
            returned = reply;
        } else if (entry instanceof RetryPlanned planned) {
            retry = planned;
        } else if (entry instanceof TimerSet set) {
            timer = set;
        } else if (entry instanceof RunbookCalled call) {
            called = call;
        } else {
            addEnd(entry);
        }
    }

    private void addEnd(JournalEntry entry) {
        if (entry instanceof StepEnded end) {
            ended = end;
            decided = null;
        } else if (entry instanceof StepDecided decision) {
            decided = decision;
        } else if (entry instanceof StepRescued) {
            rescued = true;
        } else if (entry instanceof PersonAsked question) {
            asked = question;
            answers.clear();
        } else if (entry instanceof Answered answer) {
            answers.add(answer);
        } else if (entry instanceof AnswerRefused refused) {
            answers.removeIf(answer ->
                    answer.actor().equals(refused.actor()) && answer.at().equals(refused.at()));
        } else if (entry instanceof ApprovalVoided) {
            answers.clear();
        }
    }

    private void begin(StepStarted step) {
        started = step;
        ended = null;
        decided = null;
        timer = null;
        retry = null;
    }

    private void read(StateRead read) {
        if (read.moment().equals("after")) {
            after = read;
        } else if (before == null) {
            before = read;
        }
    }

    boolean reached() {
        return StepView.reached(started, sent, ended);
    }

    /** What the entries so far say. */
    public StepView view() {
        return new StepView(
                path, started, before, sent, newest, returned, after, ended, rescued, asked, answers, decided, timer,
                retry, called);
    }
}
