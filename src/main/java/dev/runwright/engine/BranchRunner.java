package dev.runwright.engine;

import dev.runwright.model.ParallelStep;
import dev.runwright.model.Step;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code parallel:} steps: every branch on a thread of its own, each with its own results until all are together again. */
final class BranchRunner {
    private final StepLoop loop;
    private final RunContext run;

    BranchRunner(StepLoop loop, RunContext run) {
        this.loop = loop;
        this.run = run;
    }

    StepResult run(ParallelStep step, String path, Frame frame) {
        loop.begin(step, step.kind(), path);
        Frame inside = frame.inside(path).under(frame.sign().inner());
        List<Frame> frames = new ArrayList<>();
        List<Flow> flows = SideBySide.all(
                step.branches().stream()
                        .<java.util.function.Supplier<Flow>>map(branch -> {
                            Frame own = inside.branch();
                            frames.add(own);
                            if (step.failFast() && hadFailed(branch, own)) {
                                inside.sign().raise();
                            }
                            return () -> branch(step, branch, own);
                        })
                        .toList(),
                step.branches().size());
        frames.forEach(branch -> frame.results().take(branch.results()));
        StepResult result = together(flows, frames);
        loop.end(path, result);
        return result;
    }

    private Flow branch(ParallelStep step, Step branch, Frame frame) {
        Flow flow = loop.all(List.of(branch), frame);
        if (step.failFast() && flow instanceof Flow.Failed) {
            frame.sign().raise();
        }
        return flow;
    }

    private boolean hadFailed(Step branch, Frame frame) {
        var past = run.history.step(frame.path(branch.head().label()));
        return past != null
                && past.ended() != null
                && past.ended().state().equals("failed")
                && !branch.head().onErrorContinue();
    }

    /** An open outcome comes before waiting, waiting before a failure, a failure before a stop: what is open must stay open. */
    private static StepResult together(List<Flow> flows, List<Frame> branches) {
        for (String state : List.of("unknown", "waiting")) {
            for (Flow flow : flows) {
                if (flow instanceof Flow.Halted halted && halted.state().equals(state)) {
                    return halted.result();
                }
            }
        }
        for (Flow flow : flows) {
            if (flow instanceof Flow.Failed failed) {
                return StepResult.failed(failed.error(), 1);
            }
        }
        for (Flow flow : flows) {
            if (flow instanceof Flow.Halted halted) {
                return halted.result();
            }
        }
        List<Object> states = new ArrayList<>();
        branches.forEach(branch -> states.addAll(branch.results().states()));
        return StepResult.of(StepLoop.together(states));
    }
}
