package dev.runwright.engine;

import dev.runwright.journal.JournalEntry.FanOutListed;
import dev.runwright.journal.JournalEntry.WaveStarted;
import dev.runwright.model.FanOut;
import dev.runwright.model.GroupStep;
import dev.runwright.model.Lock;
import dev.runwright.model.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs a step for each item of a list (design 2.6): in waves, several at once, until too many have failed. */
final class FanOutRunner {
    private final RunContext run;
    private final StepLoop loop;

    FanOutRunner(RunContext run, StepLoop loop) {
        this.run = run;
        this.loop = loop;
    }

    StepResult run(Step step, FanOut foreach, String path, Frame frame) {
        List<FanOutItems.Item> items = items(foreach, path, frame);
        loop.begin(step, "foreach", path);
        StepResult unusual = run.people == null ? null : new TargetCount(run, run.people).open(path, items.size());
        if (run.history.list(path).isEmpty()) {
            run.record(new FanOutListed(
                    path,
                    items.stream().map(FanOutItems.Item::key).toList(),
                    items.stream()
                            .map(item -> run.redactor().redact(item.value()))
                            .toList()));
        }
        if (unusual != null) {
            return unusual;
        }
        StepResult result =
                items.isEmpty() ? StepResult.of("skipped") : new Spread(step, foreach, path, frame, items).run();
        loop.end(path, result);
        return result;
    }

    /** List and keys are evaluated once, before the first item; a resumed run goes on with what was journalled. */
    private List<FanOutItems.Item> items(FanOut foreach, String path, Frame frame) {
        return run.history
                .list(path)
                .map(FanOutItems::of)
                .orElseGet(() -> FanOutItems.ordered(
                        run.chosen.of(FanOutItems.of(foreach, frame), path, foreach.position()), foreach.order()));
    }

    /** One fan-out under way. */
    private final class Spread {
        private final Step step;
        private final FanOut foreach;
        private final String path;
        private final Frame frame;
        private final List<FanOutItems.Item> items;
        private final Map<String, StepResult> ended = new LinkedHashMap<>();
        private final Map<String, @Nullable Object> results = new LinkedHashMap<>();
        private final Failures failures;
        private volatile @Nullable StepError late;
        private volatile @Nullable StepError held;

        Spread(Step step, FanOut foreach, String path, Frame frame, List<FanOutItems.Item> items) {
            this.step = step;
            this.foreach = foreach;
            this.path = path;
            this.frame = frame.under(frame.sign().inner());
            this.items = items;
            this.failures = new Failures(foreach.stopAfter(), items.size());
        }

        StepResult run() {
            items.forEach(
                    item -> results.put(item.key(), StepResult.of("skipped").toData()));
            List<List<FanOutItems.Item>> waves = FanOutItems.waves(items, foreach.waves());
            for (int wave = 1; wave <= waves.size(); wave++) {
                List<FanOutItems.Item> these = waves.get(wave - 1);
                boolean begins = !foreach.waves().isEmpty() && !run.history.hasWave(path, wave);
                if (begins && !fits(these)) {
                    return result(null, null);
                }
                if (begins) {
                    run.record(new WaveStarted(
                            path,
                            wave,
                            these.stream().map(FanOutItems.Item::key).toList()));
                }
                wave(these);
                StepResult halted = halted();
                if (halted != null || late != null || held != null || failures.tooMany() || loop.stopped(frame)) {
                    return result(halted, null);
                }
                Flow between = wave < waves.size() ? between(wave) : Flow.NEXT;
                if (between != Flow.NEXT) {
                    return result(null, between);
                }
            }
            return result(null, null);
        }

        private void wave(List<FanOutItems.Item> these) {
            failures.wave(these.size());
            these.forEach(item -> countPast(itemPath(item)));
            List<Supplier<StepResult>> work = these.stream()
                    .<Supplier<StepResult>>map(item -> () -> item(item))
                    .toList();
            SideBySide.all(work, foreach.atOnce());
        }

        /** A failure of an earlier drive counts from the beginning: what it stopped stays stopped. */
        private void countPast(String itemPath) {
            var past = run.history.step(itemPath);
            if (past != null
                    && past.ended() != null
                    && past.ended().state().equals("failed")
                    && failures.failed(itemPath)) {
                frame.sign().raise();
            }
        }

        private String itemPath(FanOutItems.Item item) {
            return path + "[" + item.escapedKey() + "]";
        }

        private StepResult item(FanOutItems.Item item) {
            String itemPath = itemPath(item);
            if (!run.history.isBehind(itemPath) && (loop.stopped(frame) || isLate() || isHeld(itemPath))) {
                return StepResult.of("skipped");
            }
            Frame iteration = frame.iteration(foreach.as(), item.value());
            StepResult result = locked(itemPath, iteration);
            Map<String, @Nullable Object> data = new LinkedHashMap<>(result.toData());
            if (step instanceof GroupStep) {
                data.put("steps", iteration.results().own());
            }
            synchronized (this) {
                results.put(item.key(), data);
                ended.put(item.key(), result);
            }
            if (result.error() != null && result.error().equals(loop.late())) {
                late = result.error();
            }
            boolean stops = result.state().equals("failed") ? failures.failed(itemPath) : !result.good();
            if (stops && !result.state().equals("waiting")) {
                frame.sign().raise();
            }
            return result;
        }

        /** Whether the time was over before all was done. */
        private boolean isLate() {
            late = loop.late();
            return late != null;
        }

        /** Whether this item, and so the fan-out, is left to the next process. */
        private boolean isHeld(String itemPath) {
            StepError over = loop.held();
            StepError refusal = over == null && !frame.wayBack() ? loop.closed(step, itemPath) : over;
            held = held == null ? refusal : held;
            return refusal != null;
        }

        /** Whether a whole wave fits into what is left of the window. */
        private boolean fits(List<FanOutItems.Item> these) {
            StepError refusal = frame.wayBack() ? null : loop.closed(step, path, these.size(), foreach.atOnce());
            held = refusal == null ? held : refusal;
            return refusal == null;
        }

        private StepResult locked(String itemPath, Frame iteration) {
            if (foreach.lock() != null && !History.isOver(run.history.step(itemPath))) {
                Lock lock = foreach.lock();
                String name = run.world.profile() + ":" + lock.name().render(iteration.scope());
                StepResult refusal = new TargetLock(run, loop, List.of(name), lock.waits()).take(itemPath);
                if (refusal != null) {
                    return refusal.state().equals("waiting") ? refusal : loop.refused(step, itemPath, refusal);
                }
            }
            return loop.body(step, itemPath, iteration);
        }

        private Flow between(int wave) {
            Frame after = frame.inside(path + "/after_wave_" + wave);
            if (step.head().id() != null) {
                after.results().put(step.head().id(), result(null, null));
            }
            return loop.all(foreach.betweenWaves(), after);
        }

        private @Nullable StepResult halted() {
            for (String state : List.of("unknown", "waiting", "cancelled")) {
                for (StepResult result : ended.values()) {
                    if (result.state().equals(state)) {
                        return result;
                    }
                }
            }
            return null;
        }

        private StepResult result(@Nullable StepResult halted, @Nullable Flow between) {
            List<@Nullable Object> outputs = new ArrayList<>();
            List<Object> states = new ArrayList<>();
            for (FanOutItems.Item item : items) {
                StepResult result = ended.get(item.key());
                if (result != null) {
                    outputs.add(result.output());
                    states.add(result.state());
                }
            }
            String state = StepLoop.together(states);
            StepError error = null;
            List<String> warnings = List.of();
            if (halted != null) {
                state = halted.state();
                error = halted.error();
            } else if (late != null) {
                state = "failed";
                error = late;
            } else if (held != null) {
                state = loop.stopped(frame) ? "cancelled" : "waiting";
                error = held;
            } else if (failures.tooMany()) {
                state = "failed";
                error = failures.error(ended.values());
            } else if (between instanceof Flow.Failed failed) {
                state = "failed";
                error = failed.error();
            } else if (between instanceof Flow.Halted stopped) {
                state = stopped.state();
                error = stopped.why();
            } else if (loop.stopped(frame)) {
                state = "cancelled";
            } else {
                warnings = failures.warnings(items.size());
            }
            return new StepResult(state, outputs, error, null, null, 1, null, null, warnings, results);
        }
    }
}
