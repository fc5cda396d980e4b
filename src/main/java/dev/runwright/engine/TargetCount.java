package dev.runwright.engine;

import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalEntry.FanOutListed;
import dev.runwright.journal.JournalEntry.PersonAsked;
import dev.runwright.journal.JournalEntry.RunEnded;
import dev.runwright.journal.JournalEntry.RunStarted;
import dev.runwright.journal.Recorded;
import dev.runwright.journal.RunView;
import dev.runwright.journal.StepView;
import dev.runwright.value.Data;
import dev.runwright.value.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds a fan-out over unusually many targets until somebody has typed their number (design 8). */
record TargetCount(RunContext run, People people) {
    private static final String FIELD = "targets";

    /** Fewer targets than these say nothing of what is usual. */
    private static final int FEW = 3;

    private static final int TIMES = 4;

    /** What the fan-out waits for; null if it may begin, or had begun. */
    @Nullable StepResult open(String path, int targets) {
        StepView past = run.history.step(path);
        PersonAsked asked = past == null ? null : past.asked();
        if (past == null || asked == null) {
            String why = run.history.list(path).isPresent() ? null : unusual(path, targets);
            return why == null ? null : ask(path, targets, why);
        }
        boolean confirmed = past.answers().stream()
                .anyMatch(answer -> Long.valueOf(targets).equals(answer.values().get(FIELD)));
        if (confirmed) {
            return null;
        }
        boolean same = past.answers().isEmpty() && asked.shown().equals(shown(targets));
        return same ? waiting(path, asked.question()) : ask(path, targets, asked.question());
    }

    private @Nullable String unusual(String path, int targets) {
        int most = people.policy().maxTargets();
        if (most > 0 && targets > most) {
            return targets + " targets; the profile allows " + most + ".";
        }
        if ((most == 0 && run.world.rehearsed()) || targets < FEW * TIMES) {
            return null;
        }
        int last = last(path);
        return last >= FEW && targets >= TIMES * last ? targets + " targets; last time there were " + last + "." : null;
    }

    /** Over how many the newest run went that succeeded; 0 if there was none. */
    private int last(String path) {
        Journal journal = people.journal();
        List<String> runs = journal.runsNaming(Json.write(people.started().runbook()));
        for (int i = runs.size() - 1; i >= 0; i--) {
            if (isLike(journal.milestones(runs.get(i)))) {
                RunView view = RunView.of(journal.read(runs.get(i)));
                FanOutListed listed = view.fanOuts().get(path);
                return listed == null ? 0 : listed.keys().size();
            }
        }
        return 0;
    }

    private boolean isLike(List<Recorded> milestones) {
        RunStarted own = people.started();
        boolean like = milestones.get(0).entry() instanceof RunStarted first
                && first.mode().equals(own.mode())
                && first.runbook().equals(own.runbook())
                && first.world().equals(own.world());
        return like
                && milestones.get(milestones.size() - 1).entry() instanceof RunEnded end
                && end.state().equals("succeeded");
    }

    /** The form takes no other number, so a wrong one is refused where it is typed. */
    private StepResult ask(String path, int targets, String why) {
        Map<String, @Nullable Object> field = Data.copy(
                Map.of("type", "int", "ask", "The number of targets", "min", (long) targets, "max", (long) targets));
        run.record(new PersonAsked(
                path,
                "confirm",
                why,
                List.of(),
                1,
                null,
                null,
                false,
                null,
                Map.of(FIELD, field),
                shown(targets),
                null,
                null));
        return waiting(path, why);
    }

    private static Map<String, @Nullable Object> shown(int targets) {
        return Data.copy(Map.of(FIELD, (long) targets));
    }

    private StepResult waiting(String path, String why) {
        run.open(path);
        String sentence =
                why + " Type their number to go on: runwright answer " + run.run() + " " + path + " -i " + FIELD + "=N";
        return StepResult.failed(StepError.of(ErrorClass.UNKNOWN, sentence), 1).withState("waiting");
    }
}
