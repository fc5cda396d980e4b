package dev.runwright.cli;

import dev.runwright.engine.ResumeRequest.Decision;
import dev.runwright.journal.RunView;
import dev.runwright.journal.StepView;
import dev.runwright.text.DidYouMean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What a person says of steps whose outcome is not known. */
final class DecisionOptions {
    @Option(names = "--retry", paramLabel = "STEP", description = "This step was not done: do it again.")
    private List<String> retry = List.of();

    @Option(names = "--skip", paramLabel = "STEP", description = "Go on without this step.")
    private List<String> skip = List.of();

    @Option(names = "--done", paramLabel = "STEP", description = "This step was done: go on after it.")
    private List<String> done = List.of();

    /** Whether there are none, so that nobody needs to know the run's steps. */
    boolean isEmpty() {
        return retry.isEmpty() && skip.isEmpty() && done.isEmpty();
    }

    /**
     * One decision a step.
     *
     * @throws Refusal if a step is named twice, is not there, or is not the only one of that id
     */
    List<Decision> of(RunView run) {
        Map<String, Decision> decisions = new LinkedHashMap<>();
        add("retry", retry, run, decisions);
        add("skip", skip, run, decisions);
        add("done", done, run, decisions);
        return List.copyOf(decisions.values());
    }

    private static void add(String word, List<String> names, RunView run, Map<String, Decision> decisions) {
        for (String name : names) {
            String path = path(name, run);
            Decision before = decisions.put(path, new Decision(path, word));
            if (before != null) {
                throw Refusal.wrongCall(
                        "two_answers",
                        "Step " + path + " is answered twice, with --" + before.word() + " and --" + word
                                + "; give one.");
            }
        }
    }

    private static String path(String name, RunView run) {
        if (run.steps().containsKey(name)) {
            return name;
        }
        List<String> open = run.steps().values().stream()
                .filter(StepView::isOpen)
                .map(StepView::path)
                .toList();
        List<String> fitting = new ArrayList<>(
                open.stream().filter(path -> path.endsWith("/" + name)).toList());
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        String near = DidYouMean.hint(name, open);
        String hint = !near.isEmpty()
                ? near
                : open.isEmpty() ? "No step of it is open." : "Open are: " + String.join(", ", open) + ".";
        throw fitting.isEmpty()
                ? Refusal.wrongCall(
                        "no_such_step", "Run " + run.run() + " has no step '" + name + "' that was reached. " + hint)
                : Refusal.wrongCall(
                        "which_step",
                        "'" + name + "' may be any of " + String.join(", ", fitting) + "; write the whole path.");
    }
}
