package dev.runwright.cli;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.check.NotYet;
import dev.runwright.check.RunbookChecker;
import dev.runwright.engine.Definition;
import dev.runwright.engine.StepTree;
import dev.runwright.model.GroovyStep;
import dev.runwright.model.Runbook;
import dev.runwright.model.ScriptCheck;
import dev.runwright.text.Problem;
import dev.runwright.yaml.RunbookReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads runbooks and checks them. */
final class Definitions {
    /** The code of the checker's warning for a changing step with neither {@code state} nor {@code undo}. */
    private static final String NO_WAY_BACK = "no_way_back";

    private final Catalogue catalogue;
    private final Profile.Policy policy;
    private final ScriptCheck groovy;

    Definitions(Catalogue catalogue, Profile.Policy policy, ScriptCheck groovy) {
        this.catalogue = catalogue;
        this.policy = policy;
        this.groovy = groovy;
    }

    /**
     * What is in a file.
     *
     * @param runbook null if nothing could be read
     */
    record Found(@Nullable Runbook runbook, Map<String, String> scripts, List<Problem> problems) {
        boolean hasErrors() {
            return problems.stream().anyMatch(Problem::isError);
        }
    }

    /** Reads and checks a file; all that is wrong is in the result. */
    Found read(Path file) {
        RunbookReader.ReadResult read = new RunbookReader().read(file);
        Runbook runbook = read.runbook();
        List<Problem> problems = new ArrayList<>(read.problems());
        if (runbook != null) {
            problems.addAll(RunbookChecker.check(runbook, catalogue));
            problems.addAll(NotYet.of(runbook));
            StepTree.of(runbook).stream()
                    .filter(GroovyStep.class::isInstance)
                    .map(GroovyStep.class::cast)
                    .forEach(step -> problems.addAll(groovy.problems(step.script(), step.firstLine())));
        }
        return new Found(
                runbook, read.scripts(), problems.stream().map(this::weighed).toList());
    }

    /** Under {@code require_undo}, a change that cannot be taken back is more than a warning. */
    private Problem weighed(Problem problem) {
        return policy.requireUndo() && problem.code().equals(NO_WAY_BACK)
                ? Problem.error(problem.position(), problem.code(), problem.message(), problem.hint())
                : problem;
    }

    /**
     * A runbook that may run; its warnings go to the terminal.
     *
     * @throws Refusal with all that is wrong
     */
    Definition load(Path file, Terminal terminal) {
        Found found = read(file);
        Runbook runbook = found.runbook();
        if (runbook == null || found.hasErrors()) {
            throw Refusal.wrongFiles(found.problems());
        }
        found.problems().forEach(terminal.err()::println);
        return new Definition(runbook, found.scripts(), Map.of(), catalogue);
    }
}
