package dev.runwright.engine;

import dev.runwright.journal.Journal;
import dev.runwright.journal.RunView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes whole runs back: what is refused, what there is to do, and the doing of it, also where it was broken off. */
record Undoing(Journal journal, JournalledRuns past, Vault vault) {
    /**
     * Refuses runs that cannot be taken back here.
     *
     * @throws RefusedException if it still goes on, or was made in another world
     */
    void refuse(RunView run, World world) {
        if (!run.started().world().equals(world.name())) {
            throw RefusedException.otherWorld(run.run(), run.started().world(), world.name());
        }
        boolean goingOn = run.state().equals("running") || run.state().equals("waiting");
        if (goingOn) {
            throw RefusedException.stillGoing(run.run(), run.state());
        }
    }

    /** Why no undo begins: nothing is left to be undone, or somebody changed it meanwhile; empty if one may begin. */
    Optional<RunOutcome> nothing(PastRun undone, RunEngine.UndoRequest request, World world) {
        boolean nothing = undone.view().changes().isEmpty()
                || new Standing(journal).state(undone.view()).equals("undone");
        if (nothing) {
            if (undone.view().state().equals("interrupted")) {
                journal.unlock(request.run());
            }
            return Optional.of(new RunOutcome(null, "nothing", null, List.of(), List.of()));
        }
        List<Restoration.Write> drifted =
                UndoRunner.drifted(assess(undone, request.choice(), new Planning(world, request.watch())));
        if (drifted.isEmpty() || !request.choice().ifDrifted().equals("ask")) {
            return Optional.empty();
        }
        StepError drift = UndoRunner.drift(request.run(), drifted);
        return Optional.of(new RunOutcome(null, "drifted", drift, List.of(), List.of()));
    }

    private List<Restoration> assess(PastRun undone, UndoChoice choice, Planning planning) {
        return planning.state(undone.definition())
                .assessment(undone, planning.attempt())
                .assess(choice);
    }

    UndoPlan plan(String run, UndoChoice choice, Planning planning) {
        PastRun undone = past.of(run);
        refuse(undone.view(), planning.world());
        return UndoPlan.of(run, undone, assess(undone, choice, planning));
    }

    /** Takes it back, step by step. */
    Flow all(RunContext context, PastRun undone, UndoChoice choice) {
        UndoRunner runner = runner(context);
        Flow flow = flow(runner.all(undone, runner.assess(undone, choice), choice, ""));
        new Drive(context, vault).close(flow, Map.of());
        return flow;
    }

    /** Goes on with an undo that was broken off. */
    Flow again(RunContext context, RunView undo) {
        PastRun undone = past.of(java.util.Objects.requireNonNull(undo.started().parent()));
        return all(context, undone, UndoChoice.ofData(undo.started().choice()));
    }

    UndoRunner runner(RunContext context) {
        return new UndoRunner(context, past, this::refuse);
    }

    private static Flow flow(StepResult result) {
        StepError error =
                result.error() == null ? StepError.of(ErrorClass.UNKNOWN, "No error was given.") : result.error();
        if (result.state().equals("failed")) {
            return new Flow.Failed("", error, null);
        }
        return result.good() ? Flow.NEXT : Flow.Halted.of(result.state(), "", error);
    }
}
