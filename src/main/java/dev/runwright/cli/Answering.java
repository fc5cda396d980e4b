package dev.runwright.cli;

import dev.runwright.display.Difference;
import dev.runwright.engine.Approvers;
import dev.runwright.engine.KeptPlan;
import dev.runwright.engine.Policy;
import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalEntry.Answered;
import dev.runwright.journal.JournalException;
import dev.runwright.journal.Recorded;
import dev.runwright.journal.RunView;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what a person answers, refuses who may not, and leaves the answer for the run. */
final class Answering {
    private final Terminal terminal;
    private final Workbench workbench;
    private final Settings settings;
    private final Journal journal;

    Answering(Terminal terminal, Workbench workbench, Settings settings, Journal journal) {
        this.terminal = terminal;
        this.workbench = workbench;
        this.settings = settings;
        this.journal = journal;
    }

    /**
     * The question that is meant, which this person may answer.
     *
     * @param name the run
     * @param step the step's path; null for the only one that waits
     * @param approval whether an approval is meant, else an answer
     */
    OpenQuestion find(String name, @Nullable String step, boolean approval) {
        List<Recorded> entries = journal.read(RunNames.find(journal, name));
        RunView run = RunView.of(entries);
        if (run.end() != null) {
            throw Refusal.notAllowed(
                    "run_ended", "Run " + run.run() + " has ended (" + run.end().state() + "); it waits for nobody.");
        }
        List<OpenQuestion> open = OpenQuestion.of(entries);
        OpenQuestion question = step == null ? only(run, open) : named(run, open, step);
        String kind = question.asked().kind();
        if (approval != question.isApproval()) {
            throw Refusal.wrongCall(
                    "wrong_kind",
                    "Step " + question.step().path() + " of run " + run.run() + " is of kind '" + kind
                            + "'; answer it with '" + question.command() + "'.");
        }
        refusal(question).ifPresent(refusal -> {
            throw refusal;
        });
        return question;
    }

    private static OpenQuestion only(RunView run, List<OpenQuestion> open) {
        if (open.isEmpty()) {
            throw nothing(run);
        }
        if (open.size() > 1) {
            throw Refusal.wrongCall(
                    "which_step",
                    "Which step? In run " + run.run() + " these wait: "
                            + open.stream().map(one -> one.step().path()).collect(Collectors.joining(", ")) + ".");
        }
        return open.get(0);
    }

    private static OpenQuestion named(RunView run, List<OpenQuestion> open, String step) {
        for (OpenQuestion question : open) {
            if (question.step().path().equals(step)) {
                return question;
            }
        }
        if (!run.steps().containsKey(step) && !open.isEmpty()) {
            throw Refusal.wrongCall(
                    "no_such_step",
                    "Run " + run.run() + " has no step '" + step + "' that was reached; these wait: "
                            + open.stream().map(one -> one.step().path()).collect(Collectors.joining(", ")) + ".");
        }
        throw nothing(run);
    }

    private static Refusal nothing(RunView run) {
        return Refusal.notAllowed(
                "nothing_waits",
                "Nothing in run " + run.run() + " waits for an answer; 'runwright resume " + run.run()
                        + "' carries it on if it stands.");
    }

    /** Why this person may not answer; empty if they may. */
    Optional<Refusal> refusal(OpenQuestion question) {
        String actor = workbench.actor();
        String step = "Step " + question.step().path();
        Optional<String> wrong = wrongPerson(question, actor);
        if (wrong.isPresent()) {
            return Optional.of(Refusal.notAllowed("wrong_person", step + ": " + wrong.get()));
        }
        if (question.answeredBy(actor)) {
            return Optional.of(Refusal.notAllowed(
                    "answered_already",
                    actor + " has answered step " + question.step().path() + " already; one person counts once."));
        }
        return question.isExpired(workbench.clock().instant())
                ? Optional.of(Refusal.notAllowed(
                        "expired",
                        step + " could be answered until " + question.asked().expires() + "; 'runwright resume "
                                + question.run().run() + "' goes on with its standard answer."))
                : Optional.empty();
    }

    /** Anybody may confirm a number of targets; the rest is for those whom step and profile name. */
    private Optional<String> wrongPerson(OpenQuestion question, String actor) {
        if (question.asked().kind().equals("confirm")) {
            return Optional.empty();
        }
        String starter = question.isApproval() ? question.run().started().actor() : null;
        return Approvers.of(policy(question.run()), question.asked().from()).refusal(actor, starter);
    }

    /** The rules of a run's profile; none if the profile is gone. */
    private Policy policy(RunView run) {
        Profile profile = settings.profiles().get(run.started().profile());
        return profile == null ? Policy.NONE : profile.policy().people();
    }

    /**
     * The comment, which must be there where the question wants one.
     *
     * @throws Refusal if it is missing
     */
    static @Nullable String comment(OpenQuestion question, @Nullable String comment) {
        if (question.asked().comment() && (comment == null || comment.isBlank())) {
            throw Refusal.wrongCall(
                    "no_comment", "Step " + question.step().path() + " wants a comment: add --comment TEXT.");
        }
        return comment;
    }

    /** Prints the question with what is shown beside it. */
    void print(OpenQuestion question, PrintStream out) {
        out.println(question.asked().question());
        question.asked().shown().forEach((name, value) -> out.println("  " + name + ": " + Difference.text(value)));
        String plan = question.asked().plan();
        if (plan != null) {
            out.println("What the run does then:");
            PlanText.print(KeptPlan.read(journal.kept(plan).orElseThrow(() -> JournalException.notKept(plan))), out);
            out.println("digest " + question.asked().digest());
        }
    }

    /** Leaves an answer for its run and says what comes next. */
    ExitCode post(OpenQuestion question, Answered answer) {
        String run = question.run().run();
        boolean driven = workbench.postbox(settings, journal).post(run, answer);
        terminal.out()
                .println("Step " + answer.path() + ": " + answer.answer().replace('_', ' ') + " by " + answer.actor()
                        + ". "
                        + (driven ? "The process that drives the run takes it." : "Next: runwright resume " + run));
        return ExitCode.DONE;
    }
}
