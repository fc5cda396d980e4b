package dev.runwright.engine;

import dev.runwright.journal.Journal;
import dev.runwright.journal.RunView;
import dev.runwright.journal.RunWriter;
import java.util.List;
import java.util.Map;

/** Takes whole runs back: what is refused, what there is to do, and the doing of it, also where it was broken off. */
record Undoing(Journal journal, JournalledRuns past, Vault vault, RunIdentity identity) {
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

    /** Whether nothing of a run is left to be taken back; then it needs its locks no more. */
    boolean isNothing(PastRun undone) {
        boolean nothing = undone.view().changes().isEmpty()
                || new Standing(journal).state(undone.view()).equals("undone");
        if (nothing && undone.view().state().equals("interrupted")) {
            journal.unlock(undone.view().run());
        }
        return nothing;
    }

    /** Looks at everything that the run has changed; only readings are taken. */
    List<Restoration> assess(PastRun undone, UndoChoice choice, Planning planning) {
        return planning.state(undone.definition())
                .assessment(undone, planning.attempt())
                .assess(choice);
    }

    UndoPlan plan(String run, UndoChoice choice, Planning planning) {
        PastRun undone = past.of(run);
        refuse(undone.view(), planning.world());
        return UndoPlan.of(run, undone, assess(undone, choice, planning));
    }

    /** Takes back what was assessed, step by step. */
    Flow all(RunContext context, PastRun undone, List<Restoration> restorations, UndoChoice choice) {
        Flow flow = flow(runner(context).all(undone, restorations, choice, ""));
        context.commit();
        giveLocksBack(context.run(), undone.view());
        new Drive(context, vault).close(flow, Map.of());
        return flow;
    }

    /** A run that has not ended and is not all taken back can still go on, so it needs its locks. */
    private void giveLocksBack(String undo, RunView undone) {
        if (undone.end() != null || new Standing(journal).state(undone).equals("undone")) {
            return;
        }
        try (RunWriter writer = journal.takeOver(undone.run(), identity.process(), identity.alive())) {
            writer.lock(undone.started().locks(), undo);
        }
    }

    /** Goes on with an undo that was broken off: what is left is looked at anew. */
    Flow again(RunContext context, RunView undo) {
        PastRun undone = past.of(java.util.Objects.requireNonNull(undo.started().parent()));
        UndoChoice choice = UndoChoice.ofData(undo.started().choice());
        return all(context, undone, runner(context).assess(undone, choice), choice);
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
