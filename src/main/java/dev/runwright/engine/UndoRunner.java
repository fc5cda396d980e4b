package dev.runwright.engine;

import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalEntry.StepEnded;
import dev.runwright.journal.JournalEntry.StepStarted;
import dev.runwright.journal.JournalEntry.Target;
import dev.runwright.journal.RunView;
import dev.runwright.journal.StepView;
import dev.runwright.model.UndoRunStep;
import dev.runwright.text.Position;
import dev.runwright.value.Data;
import dev.runwright.value.Digest;
import dev.runwright.value.EvaluationException;
import dev.runwright.value.Scope;
import dev.runwright.value.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes a run back inside another one (design 2.5): first all is read, then each step is written and read back like any change. */
final class UndoRunner implements UndoSteps {
    private final RunContext run;
    private final PastRuns past;
    private final UndoRefusals refusals;

    UndoRunner(RunContext run, PastRuns past, UndoRefusals refusals) {
        this.run = run;
        this.past = past;
        this.refusals = refusals;
    }

    // ---- as a step

    @Override
    public StepResult run(UndoRunStep step, String path, Scope scope) {
        StepResult result;
        start(step.kind(), path, "undo_run", step.position(), null);
        try {
            String target = runId(step, scope);
            PastRun undone = past.of(target);
            refusals.check(undone.view(), run.world);
            UndoChoice choice = choice(step, scope);
            refuseStrangers(undone, choice);
            past.lock(run, undone.view());
            result = all(undone, assess(undone, choice), choice, path + "/");
        } catch (EvaluationException e) {
            result = StepResult.failed(StepError.of(e), 1);
        } catch (RefusedException e) {
            result = StepResult.failed(StepError.of(ErrorClass.INVALID, e.sentence()), 1);
        }
        end(path, result);
        return result;
    }

    private static String runId(UndoRunStep step, Scope scope) {
        Object value = step.run().render(scope);
        Object id = value instanceof Map<?, ?> map ? map.get("id") : value;
        if (id == null) {
            throw new EvaluationException(
                    step.run().position(), "'undo_run' needs a run's id.", "Give an id, or an input of type run.");
        }
        return id.toString();
    }

    /** A mistyped step must not end as "nothing of this was chosen"; one that the run had no reason to reach is well named. */
    private static void refuseStrangers(PastRun undone, UndoChoice choice) {
        Set<String> known = new HashSet<>(undone.view().steps().keySet());
        StepTree.of(undone.definition()).forEach(step -> known.add(step.head().label()));
        Stream.of(choice.only(), choice.except(), choice.include())
                .flatMap(List::stream)
                .filter(name -> known.stream().noneMatch(path -> UndoChoice.names(name, path)))
                .findFirst()
                .ifPresent(name -> {
                    throw RefusedException.noSuchStep(name, undone.view());
                });
    }

    static UndoChoice choice(UndoRunStep step, Scope scope) {
        Object drifted = step.ifDrifted() == null ? "ask" : step.ifDrifted().render(scope);
        return new UndoChoice(
                texts(step.only(), scope),
                texts(step.except(), scope),
                texts(step.include(), scope),
                false,
                String.valueOf(drifted));
    }

    private static List<String> texts(@Nullable Template template, Scope scope) {
        Object value = template == null ? null : template.render(scope);
        return value == null ? List.of() : value instanceof List<?> ? Data.texts(value) : List.of(value.toString());
    }

    // ---- the work

    List<Restoration> assess(PastRun undone, UndoChoice choice) {
        Attempt attempt = run.attempt("", Duration.ofMinutes(2));
        return new UndoAssessment(undone, run.reader, run.specs, attempt).assess(choice);
    }

    /** Carries out what was assessed; {@code prefix} comes before the paths of the undone run. */
    StepResult all(PastRun undone, List<Restoration> restorations, UndoChoice choice, String prefix) {
        List<Restoration.Write> drifted = drifted(restorations);
        if (!drifted.isEmpty() && choice.ifDrifted().equals("ask")) {
            return StepResult.failed(drift(undone.view().run(), drifted), 1);
        }
        Set<String> blocked = new HashSet<>();
        List<StepResult> results = new ArrayList<>();
        for (Restoration restoration : restorations) {
            if (run.cancellation.requested() && !run.history.isBehind(prefix + restoration.path())) {
                return StepResult.of("cancelled");
            }
            StepError held = run.shift.refusal(run.budget.now());
            if (held != null && !run.history.isBehind(prefix + restoration.path())) {
                return StepResult.failed(held, 1).withState("waiting");
            }
            StepResult result = one(undone, restoration, prefix, blocked);
            results.add(result);
            if (result.state().equals("unknown") || result.state().equals("waiting")) {
                return result;
            }
        }
        return together(results);
    }

    static List<Restoration.Write> drifted(List<Restoration> restorations) {
        return restorations.stream()
                .filter(Restoration.Write.class::isInstance)
                .map(Restoration.Write.class::cast)
                .filter(write -> !write.drifted().isEmpty())
                .toList();
    }

    static StepError drift(String target, List<Restoration.Write> drifted) {
        List<@Nullable Object> table = new ArrayList<>();
        for (Restoration.Write write : drifted) {
            for (Restoration.Drift drift : write.drifted()) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                row.put("path", write.path());
                row.put("property", drift.property());
                row.put("before", drift.before());
                row.put("after", drift.after());
                row.put("now", drift.now());
                table.add(row);
            }
        }
        return new StepError(
                ErrorClass.CONFLICT,
                "Somebody changed what run " + target
                        + " had changed; nothing was written. Answer with 'runwright undo " + target
                        + " --if-drifted keep' or '--if-drifted overwrite'.",
                null,
                Map.of("drifted", table));
    }

    private StepResult one(PastRun undone, Restoration restoration, String prefix, Set<String> blocked) {
        Target target = new Target(undone.view().run(), restoration.path());
        String path = prefix + restoration.path();
        StepView known = run.history.step(path);
        if (History.isOver(known)) {
            return run.taken(java.util.Objects.requireNonNull(known));
        }
        if (restoration instanceof Restoration.Write write) {
            String object = write.spec().object();
            if (blocked.contains(object)) {
                return skip(path, target, "not tried, because an earlier step on the same object failed");
            }
            StepResult result =
                    new StepRunner(run, run.timers).restore(write, path, position(undone, restoration), target);
            if (!result.good()) {
                blocked.add(object);
            }
            return result;
        }
        if (restoration instanceof Restoration.Steps steps) {
            return steps(undone, steps, path, target);
        }
        if (restoration instanceof Restoration.Done) {
            return done(undone, restoration, path, known);
        }
        if (restoration instanceof Restoration.Unreadable unreadable) {
            start("cmdlet", path, "read", position(undone, restoration), target);
            StepResult result = StepResult.failed(unreadable.error(), 1);
            end(path, result);
            return result;
        }
        String why = restoration instanceof Restoration.Irreversible irreversible
                ? "irreversible: " + irreversible.why()
                : ((Restoration.LeftOut) restoration).why();
        return skip(path, null, why);
    }

    /** Nothing is left to do: because nothing was to be done, or because a process that died had done it. */
    private StepResult done(PastRun undone, Restoration restoration, String path, @Nullable StepView known) {
        if (known != null && known.newest() != null) {
            return new StepRunner(run, run.timers).settled(known);
        }
        Target target = new Target(undone.view().run(), restoration.path());
        start("cmdlet", path, "already as it was before", position(undone, restoration), target);
        StepResult result = StepResult.of("unchanged");
        end(path, result);
        return result;
    }

    private StepResult skip(String path, @Nullable Target target, String why) {
        StepResult skipped = new StepResult("skipped", null, null, null, null, 0, null, null, List.of(why), null);
        if (target != null) {
            start("cmdlet", path, why, Position.startOf("undo"), null);
        }
        end(path, skipped);
        return skipped;
    }

    private StepResult steps(PastRun undone, Restoration.Steps steps, String path, Target target) {
        start("group", path, "undo steps", position(undone, steps), target);
        Map<String, @Nullable Object> names =
                new LinkedHashMap<>(steps.step().scope().names());
        names.put("connections", run.world.connections());
        names.put("policy", run.world.policy().facts());
        Frame frame = new Frame(
                path + "/",
                names,
                StepResults.over(Data.map(names.get("steps"))),
                steps.step().scope().now(),
                StopSign.NONE,
                false,
                true);
        StepLoop loop = new StepLoop(run, this, Deadline.none(run.world.clock()));
        Flow flow =
                loop.all(java.util.Objects.requireNonNull(steps.step().rule()).steps(), frame);
        StepResult result = StepResult.of("changed");
        if (flow instanceof Flow.Failed failed) {
            result = StepResult.failed(failed.error(), 1);
        } else if (flow instanceof Flow.Halted halted) {
            result = StepResult.failed(halted.why(), 1).withState(halted.state());
        }
        if (!result.state().equals("waiting")) {
            run.recordContainer(run.ended(path, result.after(1), null));
        }
        return result;
    }

    private static Position position(PastRun undone, Restoration restoration) {
        StepStarted started = undone.step(restoration.path()).view().started();
        return started == null ? Position.startOf("undo") : started.position();
    }

    private static StepResult together(List<StepResult> results) {
        StepResult bad = results.stream().filter(r -> !r.good()).findFirst().orElse(null);
        if (bad != null) {
            return bad;
        }
        boolean changed = results.stream().anyMatch(r -> r.state().equals("changed"));
        return StepResult.of(changed ? "changed" : "unchanged");
    }

    private void start(String kind, String path, String call, Position position, @Nullable Target undoes) {
        run.record(new StepStarted(
                path, kind, 1, "read", call, Digest.sha256(call), "none", null, null, position, undoes));
    }

    private void end(String path, StepResult result) {
        if (result.state().equals("waiting")) {
            return;
        }
        StepEnded ended = run.ended(path, result.after(1), null);
        if (result.state().equals("cancelled")) {
            run.recordContainer(ended);
        } else {
            run.record(ended);
        }
    }

    /** Finds runs of the past. */
    interface PastRuns {
        /** The run of that id with its definition. */
        PastRun of(String run);

        /** Takes the locks of a run that is undone. */
        void lock(RunContext run, RunView undone);

        /** Over a journal. */
        static PastRuns in(Journal journal, Definition.Snapshots snapshots) {
            return new JournalledRuns(journal, snapshots);
        }
    }
}
