package dev.runwright.check;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.model.Runbook;
import dev.runwright.model.Step;
import dev.runwright.text.Problem;
import dev.runwright.text.Problems;
import java.util.List;

/** Checks a runbook that could be read: names, parameters, ways back, secrets. Stateless, thread-safe. */
public final class RunbookChecker {
    private RunbookChecker() {}

    /** {@link #check(Runbook, Catalogue, CalledRunbooks, Reach)} of a runbook whose called ones are not known. */
    public static List<Problem> check(Runbook runbook, Catalogue catalogue) {
        return check(runbook, catalogue, CalledRunbooks.NONE, Reach.UNKNOWN);
    }

    /**
     * All problems, up to 100, in the order of their places; errors refuse a run, warnings and notes do not.
     *
     * @param catalogue what is known of cmdlets
     * @param called the runbooks that this one calls
     * @param reach what it will reach
     */
    public static List<Problem> check(Runbook runbook, Catalogue catalogue, CalledRunbooks called, Reach reach) {
        Problems problems = new Problems();
        if (runbook.title() == null) {
            problems.warning(
                    runbook.position(),
                    "no_title",
                    "The runbook has no 'title'.",
                    "One line says to others what it is for.");
        }
        StepIndex index = StepIndex.of(runbook);
        KnownInputs inputs = new KnownInputs(runbook);
        ConditionRules conditions = new ConditionRules(inputs, problems);
        conditions.check(runbook);
        new ReferenceRules(runbook, called, index, new SurroundingRules(reach, problems), problems).check();
        new SecretRules(runbook, index, problems).check();
        new ReachRules(catalogue, reach, problems).check(runbook);
        CmdletRules cmdlets = new CmdletRules(catalogue, inputs, problems);
        GraphRules graph = new GraphRules(catalogue, inputs, problems);
        WayBackRules ways = new WayBackRules(catalogue, problems);
        CallRules calls = new CallRules(called, inputs, problems);
        for (Step step : index.all()) {
            KindRules.check(step, problems);
            PeopleRules.check(step, problems);
            DownloadRules.check(step, problems);
            FanOutRules.check(step, inputs, index, problems);
            TimeRules.check(step, problems);
            conditions.check(step);
            cmdlets.check(step);
            graph.check(step);
            calls.check(step);
            ways.check(step, index.isInUndo(step));
        }
        return problems.all();
    }
}
