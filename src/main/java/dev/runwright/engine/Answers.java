package dev.runwright.engine;

import dev.runwright.journal.JournalEntry.AnswerRefused;
import dev.runwright.journal.JournalEntry.Answered;
import dev.runwright.journal.JournalEntry.PersonAsked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answers to a question, judged.
 *
 * @param counted those that answer it
 * @param rejection the first one that says no; null for none
 * @param refusals of those that do not count
 */
record Answers(List<Answered> counted, @Nullable Answered rejection, List<AnswerRefused> refusals) {
    /** Under which name a question shows who wants it approved, if that is not whoever started the run. */
    static final String ASKED_BY = "asked_by";

    static Answers of(PersonAsked asked, List<Answered> given, People people) {
        Approvers approvers = Approvers.of(people.policy(), asked.from());
        List<Answered> counted = new ArrayList<>();
        List<AnswerRefused> refusals = new ArrayList<>();
        Answered rejection = null;
        for (Answered answer : given) {
            String why = refusal(asked, answer, approvers, people, counted);
            if (why != null) {
                refusals.add(new AnswerRefused(asked.path(), answer.actor(), answer.at(), why));
            } else if (answer.answer().equals("rejected")) {
                rejection = rejection == null ? answer : rejection;
            } else {
                counted.add(answer);
            }
        }
        return new Answers(List.copyOf(counted), rejection, List.copyOf(refusals));
    }

    /** Why answers do not count, a sentence each. */
    List<String> refused() {
        return refusals.stream()
                .map(one -> "The answer of " + one.actor() + " does not count: " + one.why())
                .toList();
    }

    private static @Nullable String refusal(
            PersonAsked asked, Answered answer, Approvers approvers, People people, List<Answered> counted) {
        Instant expires = asked.expires();
        if (expires != null && !answer.at().isBefore(expires)) {
            return "it came after " + expires + ".";
        }
        boolean approves = asked.kind().equals("approve");
        if (approves && counted.stream().anyMatch(other -> Approvers.same(other.actor(), answer.actor()))) {
            return "one person counts once.";
        }
        if (approves
                && answer.answer().equals("approved")
                && !String.valueOf(asked.digest()).equals(answer.digest())) {
            return "it approves something else than what is asked.";
        }
        if (approves && Approvers.same(String.valueOf(asked.shown().get(ASKED_BY)), answer.actor())) {
            return "whoever asks for it does not approve it.";
        }
        return approvers
                .refusal(answer.actor(), approves ? people.started().actor() : null)
                .orElse(null);
    }
}
