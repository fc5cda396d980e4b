package dev.runwright.engine;

import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalEntry.RunStarted;
import dev.runwright.journal.Occasion;
import dev.runwright.journal.RunView;
import dev.runwright.journal.StepView;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What windows and calendars say before a run begins or goes on (design 7). */
record Holds(Journal journal, RunEngine.Keeping keeping) {
    /** The request with the window of its opening, if it was made for one. */
    RunRequest within(RunRequest request) {
        Occasion occasion = request.origin().occasion();
        return occasion == null || occasion.window() != null
                ? request
                : keeping.windows()
                        .of(occasion.schedule(), occasion.opening())
                        .flatMap(known -> Optional.ofNullable(known.window()))
                        .map(window -> request.on(occasion.in(window)))
                        .orElse(request);
    }

    /** The window in which a run goes on that keeps to one; null if none is open, or it keeps to none. */
    @Nullable Occasion occasion(ResumeRequest request) {
        Occasion last = RunView.of(journal.milestones(request.run())).occasion();
        return last == null
                ? null
                : keeping.windows()
                        .openAt(last.schedule(), keeping.clock().instant())
                        .orElse(null);
    }

    /**
     * The calendar that forbids a run which is to begin against it; null if none does.
     *
     * @throws RefusedException if one does, and nobody wants to go against it
     */
    Windows.@Nullable Ban ban(RunRequest request, World world) {
        String runbook = request.definition().runbook().name();
        Windows.Ban ban = ban(runbook, request.origin().occasion() != null, world);
        if (ban != null && !request.origin().against()) {
            throw RefusedException.forbidden(ban);
        }
        return ban;
    }

    /** The same for a run that is to go on; an undo is a way back, and a run that is cancelled comes to its end. */
    Windows.@Nullable Ban ban(RunView run, ResumeRequest request, World world) {
        if (run.isUndo()
                || run.cancel() != null
                || request.watch().cancellation().requested()) {
            return null;
        }
        Windows.Ban ban = ban(run.started().runbook(), run.occasion() != null, world);
        if (ban != null
                && !request.origin().against()
                && !CalendarGate.knows(run.steps().get(CalendarGate.PATH), ban)) {
            throw RefusedException.forbidden(ban);
        }
        return ban;
    }

    /** Holds a run by hand that goes on into what a calendar forbids. */
    CalendarWatch watch(RunStarted first, World world, @Nullable StepView approved) {
        Windows.Asked asked = new Windows.Asked(world.profile(), world.rehearsed(), first.runbook(), false);
        return new CalendarWatch(keeping, asked, approved);
    }

    private Windows.@Nullable Ban ban(String runbook, boolean scheduled, World world) {
        Windows.Asked asked = new Windows.Asked(world.profile(), world.rehearsed(), runbook, scheduled);
        return keeping.windows().ban(asked, keeping.clock().instant()).orElse(null);
    }

    /** The gate before the first step. */
    static CalendarGate gate(RunContext context, Origin origin, Windows.@Nullable Ban ban) {
        return new CalendarGate(context, Objects.requireNonNull(context.people), origin, ban);
    }
}
