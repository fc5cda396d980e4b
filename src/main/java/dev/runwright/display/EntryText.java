package dev.runwright.display;

import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.AnswerRefused;
import dev.runwright.journal.JournalEntry.Answered;
import dev.runwright.journal.JournalEntry.ApprovalVoided;
import dev.runwright.journal.JournalEntry.CancelRequested;
import dev.runwright.journal.JournalEntry.PersonAsked;
import dev.runwright.journal.JournalEntry.RetryPlanned;
import dev.runwright.journal.JournalEntry.RunInterrupted;
import dev.runwright.journal.JournalEntry.RunPaused;
import dev.runwright.journal.JournalEntry.RunResumed;
import dev.runwright.journal.JournalEntry.StepDecided;
import dev.runwright.journal.JournalEntry.TimerSet;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What entries of waiting and of people say to a person. Stateless. */
public final class EntryText {
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private EntryText() {}

    /** A time of this machine's zone, to the minute. */
    public static String minute(Instant time) {
        return MINUTE.format(time.atZone(ZoneId.systemDefault()));
    }

    /** A time of this machine's zone, to the second. */
    public static String second(Instant time) {
        return SECOND.format(time.atZone(ZoneId.systemDefault()));
    }

    /** What a step waits for from this entry on; null if it does not make it wait. */
    static @Nullable String waitsFor(JournalEntry entry) {
        if (entry instanceof TimerSet timer) {
            return timer.path() == null ? timer.why() : timer.why() + until(", until ", timer.due());
        }
        if (entry instanceof RetryPlanned retry) {
            return "attempt " + retry.attempt() + until(", at ", retry.due())
                    + (retry.error() == null ? "" : "; before: " + retry.error().message());
        }
        if (entry instanceof PersonAsked asked) {
            return who(asked) + until(", until ", asked.expires()) + ": " + asked.question();
        }
        return entry instanceof RunPaused pause ? pause.why() + until(", until ", pause.due()) : null;
    }

    private static String who(PersonAsked asked) {
        String people = asked.from().isEmpty() ? "" : " of " + String.join(", ", asked.from());
        return switch (asked.kind()) {
            case "approve" -> (asked.quorum() > 1 ? asked.quorum() + " approvals" : "approval") + people;
            case "manual" -> "somebody to do it" + (people.isEmpty() ? "" : people.replace(" of ", ": "));
            case "confirm" -> "a confirmation" + people;
            default -> "an answer" + people;
        };
    }

    private static String until(String word, @Nullable Instant time) {
        return time == null ? "" : word + second(time);
    }

    /** What an entry says that is kept below its step, or below the run; null for nothing. */
    public static @Nullable String note(JournalEntry entry) {
        if (entry instanceof Answered answer) {
            return answer.answer().replace('_', ' ') + " by " + answer.actor() + because(answer.comment());
        }
        if (entry instanceof AnswerRefused refused) {
            return "the answer of " + refused.actor() + " does not count: " + refused.why();
        }
        if (entry instanceof StepDecided decided) {
            return "decided by " + decided.actor() + ": " + decided.decision() + because(decided.reason());
        }
        if (entry instanceof ApprovalVoided voided) {
            List<String> differences = voided.differences();
            return "the approval is void, because something changed: " + String.join("; ", differences);
        }
        if (entry instanceof RunResumed resumed) {
            return "resumed by " + resumed.actor() + because(resumed.reason());
        }
        if (entry instanceof CancelRequested cancel) {
            return "to be cancelled" + (cancel.now() ? " at once" : "") + ", says " + cancel.actor()
                    + because(cancel.reason());
        }
        return entry instanceof RunInterrupted gone
                ? "interrupted: process " + gone.process().pid() + " on "
                        + gone.process().host() + " is gone"
                : null;
    }

    private static String because(@Nullable String reason) {
        return reason == null || reason.isEmpty() ? "" : ": " + reason;
    }
}
