package dev.runwright.cli;

import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalEntry.Answered;
import dev.runwright.journal.JournalEntry.PersonAsked;
import dev.runwright.journal.Recorded;
import dev.runwright.journal.RunView;
import dev.runwright.journal.StepView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something that a run waits for people with. */
record OpenQuestion(RunView run, StepView step, PersonAsked asked, Instant since) {
    /** Those of all runs, the oldest run first. */
    static List<OpenQuestion> all(Journal journal) {
        List<OpenQuestion> open = new ArrayList<>();
        journal.open().forEach(run -> open.addAll(of(journal.read(run))));
        return open;
    }

    /** Those of one run. */
    static List<OpenQuestion> of(List<Recorded> entries) {
        RunView run = RunView.of(entries);
        if (run.end() != null) {
            return List.of();
        }
        Map<String, Instant> since = new LinkedHashMap<>();
        entries.forEach(entry -> {
            if (entry.entry() instanceof PersonAsked asked) {
                since.put(asked.path(), entry.time());
            }
        });
        return run.steps().values().stream()
                .filter(StepView::isAsking)
                .map(step -> new OpenQuestion(
                        run, step, Objects.requireNonNull(step.asked()), since.getOrDefault(step.path(), run.begun())))
                .toList();
    }

    /** Whether this person has answered it already. */
    boolean answeredBy(String actor) {
        return step.answers().stream().anyMatch(answer -> dev.runwright.engine.Approvers.same(answer.actor(), actor));
    }

    /** Whether its standard answer counts by now. */
    boolean isExpired(Instant now) {
        return asked.expires() != null && !now.isBefore(asked.expires());
    }

    /** Whether it is an approval, which the starter cannot give. */
    boolean isApproval() {
        return asked.kind().equals("approve");
    }

    /** The command that answers it; once it is too late, the one with which the run goes on. */
    String next(Instant now) {
        return isExpired(now) ? "runwright resume " + run.run() + " (too late to answer)" : command();
    }

    /** The command that answers it. */
    String command() {
        return (isApproval() ? "runwright approve " : "runwright answer ") + run.run() + " " + step.path();
    }

    /** Its document in an inbox. */
    Map<String, @Nullable Object> document() {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("run", run.run());
        document.put("runbook", run.started().runbook());
        document.put("started_by", run.started().actor());
        document.put("step", step.path());
        document.put("kind", asked.kind());
        document.put("question", asked.question());
        document.put("from", asked.from());
        document.put("since", since.toString());
        document.put("expires", asked.expires() == null ? null : asked.expires().toString());
        document.put("quorum", asked.quorum());
        document.put("approved_by", step.answers().stream().map(Answered::actor).toList());
        document.put("digest", asked.digest());
        document.put("command", command());
        return document;
    }
}
