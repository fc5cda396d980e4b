package dev.runwright.check;

import dev.runwright.model.FanOut;
import dev.runwright.model.Retry;
import dev.runwright.model.Runbook;
import dev.runwright.model.Step;
import dev.runwright.text.Position;
import dev.runwright.text.Problem;
import dev.runwright.text.Problems;
import java.util.List;
import java.util.Set;

/** What can be read but not be run yet; an entry goes as soon as the engine does it. Stateless. */
public final class NotYet {
    private static final Set<String> NOT_YET =
            Set.of("runbook", "parallel", "at_once", "waves", "stop_after", "order", "foreach_lock", "if_locked");

    private NotYet() {}

    /** An error for each place of a runbook that asks for it. */
    public static List<Problem> of(Runbook runbook) {
        Problems problems = new Problems();
        if (runbook.lock() != null && runbook.lock().waits()) {
            refuse("if_locked", "'if_locked: wait'", runbook.lock().position(), problems);
        }
        StepIndex.of(runbook).all().forEach(step -> check(step, problems));
        return problems.all();
    }

    private static void check(Step step, Problems problems) {
        Position position = step.position();
        refuse(step.kind(), "A step of the kind '" + step.kind() + "'", position, problems);
        if (step.head().until() != null) {
            refuse("until", "'until'", step.head().until().position(), problems);
        }
        Retry retry = step.head().retry();
        if (retry != null && !plain(retry)) {
            refuse("retry", "More than 'times' and 'delay' of 'retry'", retry.position(), problems);
        }
        FanOut foreach = step.head().foreach();
        if (foreach != null) {
            fanOut(foreach, problems);
        }
    }

    private static boolean plain(Retry retry) {
        return retry.backoff() == Retry.Backoff.FIXED
                && retry.maxDelay() == null
                && retry.jitter() == 0
                && retry.budget() == null
                && retry.on().isEmpty();
    }

    private static void fanOut(FanOut foreach, Problems problems) {
        if (foreach.atOnce() > 1) {
            refuse("at_once", "'at_once'", foreach.position(), problems);
        }
        if (!foreach.waves().isEmpty()) {
            refuse("waves", "'waves'", foreach.position(), problems);
        }
        if (foreach.stopAfter() != null) {
            refuse("stop_after", "'stop_after'", foreach.stopAfter().position(), problems);
        }
        if (foreach.order() != FanOut.Order.GIVEN) {
            refuse("order", "'order'", foreach.position(), problems);
        }
        if (foreach.lock() != null) {
            refuse("foreach_lock", "'lock' on a 'foreach'", foreach.lock().position(), problems);
        }
    }

    private static void refuse(String what, String words, Position position, Problems problems) {
        if (NOT_YET.contains(what)) {
            problems.error(position, "not_yet", words + " is not part of this version of Runwright yet.", null);
        }
    }
}
