package dev.runwright.engine;

import dev.runwright.journal.JournalEntry.Answered;
import dev.runwright.journal.JournalEntry.ApprovalVoided;
import dev.runwright.journal.JournalEntry.PersonAsked;
import dev.runwright.journal.JournalEntry.StepStarted;
import dev.runwright.journal.StepView;
import dev.runwright.model.ApproveStep;
import dev.runwright.model.ManualStep;
import dev.runwright.model.Step;
import dev.runwright.value.Data;
import dev.runwright.value.Digest;
import dev.runwright.value.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs the steps that wait for people: asks once, ends the turn as {@code waiting}, and judges the answers when it is called
 * again. Used by the run's own thread.
 */
final class PersonRunner {
    private final RunContext run;
    private final People people;
    private final Questions questions;

    PersonRunner(RunContext run, People people) {
        this.run = run;
        this.people = people;
        this.questions = new Questions(run, people);
    }

    /**
     * Asks, or judges what was answered.
     *
     * @param past what the journal says of the step; null if it was never reached
     * @return the end of the step, or {@code waiting} with the reason as its error
     */
    StepResult run(Step step, String path, Frame frame, @Nullable StepView past) {
        if (step instanceof ApproveStep && !people.started().approvals()) {
            StepResult waived = StepResult.of("skipped")
                    .withOutput(
                            null,
                            List.of("waived by profile " + people.started().profile()));
            return end(path, waived);
        }
        return insist(step, path, frame, past);
    }

    /** The same for what no profile waives. */
    StepResult insist(Step step, String path, Frame frame, @Nullable StepView past) {
        PersonAsked asked = past == null || past.ended() != null ? null : past.asked();
        if (past == null || asked == null) {
            start(step, path, frame, past == null ? 1 : past.attempts() + 1);
            PersonAsked question = questions.of(step, path, frame);
            run.record(question);
            return waiting(question, List.of(), List.of());
        }
        Answers answers = Answers.of(asked, past.answers(), people);
        answers.refusals().forEach(run::record);
        if (asked.kind().equals("approve")) {
            return approve((ApproveStep) step, frame, asked, answers);
        }
        Answered first = answers.counted().isEmpty() ? null : answers.counted().get(0);
        if (first == null) {
            return isExpired(asked) ? expired(asked, answers) : waiting(asked, answers.counted(), answers.refused());
        }
        return end(path, answered(asked).withOutput(output(asked, first), answers.refused()));
    }

    private static StepResult answered(PersonAsked asked) {
        return StepResult.of(asked.kind().equals("manual") ? "changed" : "ok").after(1);
    }

    private static Object output(PersonAsked asked, Answered answer) {
        if (!asked.kind().equals("manual")) {
            return answer.values();
        }
        Map<String, @Nullable Object> output = new LinkedHashMap<>();
        output.put("by", answer.actor());
        output.put("at", answer.at());
        output.put("comment", answer.comment());
        output.put("evidence", answer.evidence());
        return Data.copy(output);
    }

    // ---- approvals

    private StepResult approve(ApproveStep step, Frame frame, PersonAsked asked, Answers answers) {
        Answered rejection = answers.rejection();
        if (rejection != null) {
            String comment = rejection.comment() == null ? "." : ": " + rejection.comment();
            StepError error = StepError.of(ErrorClass.DENIED, "Rejected by " + rejection.actor() + comment);
            return end(asked.path(), StepResult.failed(error, 1).withOutput(null, answers.refused()));
        }
        boolean enough = answers.counted().size() >= asked.quorum();
        if (!enough && !isExpired(asked)) {
            return waiting(asked, answers.counted(), answers.refused());
        }
        if (!enough && !"approved".equals(asked.standard())) {
            return expired(asked, answers);
        }
        PersonAsked now = questions.of(step, asked.path(), frame);
        if (!String.valueOf(now.digest()).equals(asked.digest())) {
            List<String> differences = questions.differences(asked, now);
            if (!differences.isEmpty()) {
                run.record(new ApprovalVoided(asked.path(), String.valueOf(now.digest()), differences));
                run.record(now);
                return StepResult.failed(drifted(now, differences), 1).withState("waiting");
            }
        }
        StepResult approved = StepResult.of("ok").after(1);
        return end(asked.path(), approved.withOutput(approval(answers, enough), answers.refused()));
    }

    private static StepError drifted(PersonAsked asked, List<String> differences) {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("differences", differences);
        return new StepError(
                ErrorClass.CONFLICT,
                "What was approved is no longer what would be done, so the approvals are void: "
                        + String.join("; ", differences)
                        + (asked.quorum() == 1
                                ? ". It waits for a new one."
                                : ". It waits for " + asked.quorum() + " new ones."),
                null,
                details);
    }

    private Object approval(Answers answers, boolean enough) {
        Map<String, @Nullable Object> output = new LinkedHashMap<>();
        List<Answered> counted = answers.counted();
        output.put("approved", true);
        output.put("by", counted.stream().map(Answered::actor).toList());
        output.put("comments", comments(counted));
        output.put(
                "at",
                enough ? counted.get(counted.size() - 1).at() : people.clock().instant());
        output.put("by_default", !enough);
        return Data.copy(output);
    }

    private static List<@Nullable Object> comments(List<Answered> answers) {
        List<@Nullable Object> comments = new ArrayList<>();
        answers.forEach(answer -> comments.add(answer.comment()));
        return comments;
    }

    // ---- ends

    private boolean isExpired(PersonAsked asked) {
        return asked.expires() != null && !people.clock().instant().isBefore(asked.expires());
    }

    private StepResult expired(PersonAsked asked, Answers answers) {
        if ("filled_in".equals(asked.standard())) {
            Map<String, @Nullable Object> defaults = new LinkedHashMap<>();
            asked.form()
                    .forEach((name, field) -> defaults.put(name, Data.map(field).get("default")));
            List<String> warnings = new ArrayList<>(answers.refused());
            warnings.add("Nobody has answered by " + asked.expires() + ": the form's defaults count.");
            return end(asked.path(), StepResult.of("ok").after(1).withOutput(Data.copy(defaults), warnings));
        }
        String sentence = asked.kind().equals("approve")
                ? "Rejected by default: by " + asked.expires() + " only "
                        + answers.counted().size() + " of " + asked.quorum() + " had approved."
                : "Nobody has answered by " + asked.expires() + ".";
        ErrorClass kind = asked.kind().equals("approve") ? ErrorClass.DENIED : ErrorClass.TIMEOUT;
        StepResult failed = StepResult.failed(StepError.of(kind, sentence), 1);
        return end(asked.path(), failed.withOutput(null, answers.refused()));
    }

    private StepResult waiting(PersonAsked asked, List<Answered> counted, List<String> refused) {
        String whom = Approvers.of(people.policy(), asked.from()).sentence();
        String sofar = asked.quorum() > 1 ? " (" + counted.size() + " of " + asked.quorum() + ")" : "";
        String why = "Waiting for " + whom + sofar + ": " + asked.question()
                + (refused.isEmpty() ? "" : " " + String.join(" ", refused));
        return StepResult.failed(StepError.of(ErrorClass.UNKNOWN, why), 1).withState("waiting");
    }

    private void start(Step step, String path, Frame frame, int attempt) {
        boolean manual = step instanceof ManualStep;
        Template name = step.head().name();
        String call = step.kind() + " " + step.head().label();
        run.record(new StepStarted(
                path,
                step.kind(),
                attempt,
                manual ? "change" : "read",
                call,
                Digest.sha256(call),
                manual ? StepRunner.undoWord(step.head()) : "none",
                null,
                name == null ? null : run.redactor().redact(String.valueOf(name.render(frame.scope()))),
                step.position(),
                null));
    }

    private StepResult end(String path, StepResult result) {
        run.record(run.ended(path, result, run.redactor().redact(result.output())));
        return result;
    }
}
