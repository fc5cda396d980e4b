package dev.runwright.cli;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.check.CalledRunbooks;
import dev.runwright.check.Reach;
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
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads runbooks with those that they call, each file once, and checks them. Not thread-safe. */
final class Definitions {
    /** The code of the checker's warning for a changing step with neither {@code state} nor {@code undo}. */
    private static final String NO_WAY_BACK = "no_way_back";

    private final Catalogue catalogue;
    private final Profile.Policy policy;
    private final Reach reach;
    private final ScriptCheck groovy;
    private final List<Path> folders;
    private final Map<Path, RunbookReader.ReadResult> reads = new HashMap<>();
    private final Map<Path, List<Problem>> checked = new HashMap<>();

    /**
     * For one command.
     *
     * @param profile where the runbooks are to run; null if that is not said
     * @param folders where a called runbook is looked up after its caller's own folder
     */
    Definitions(Catalogue catalogue, @Nullable Profile profile, ScriptCheck groovy, List<Path> folders) {
        this.catalogue = catalogue;
        this.policy = profile == null ? Profile.Policy.NONE : profile.policy();
        this.reach = profile == null ? Reach.UNKNOWN : reach(profile);
        this.groovy = groovy;
        this.folders = List.copyOf(folders);
    }

    /** What a profile reaches; what an estate has is known only to it. */
    private static Reach reach(Profile profile) {
        Map<String, String> connections = new HashMap<>();
        profile.connections().forEach((name, connection) -> {
            String organisation = connection.organisation();
            connections.put(name, organisation == null ? "" : organisation);
        });
        return new Reach(profile.name(), connections, !profile.isRehearsal());
    }

    /**
     * What is in a file.
     *
     * @param runbook null if nothing could be read
     * @param called the runbooks that it calls, at any depth, by name
     * @param problems of the file and of those that it calls
     */
    record Found(
            @Nullable Runbook runbook,
            Map<String, String> scripts,
            Map<String, Definition.Called> called,
            List<Problem> problems) {
        boolean hasErrors() {
            return problems.stream().anyMatch(Problem::isError);
        }
    }

    /** Reads and checks a file and what it calls; all that is wrong is in the result. */
    Found read(Path file) {
        RunbookReader.ReadResult read = file(file);
        CalledFiles calls = new CalledFiles(this::file, folders).from(file);
        Set<Problem> problems = new LinkedHashSet<>(problems(file));
        problems.addAll(calls.problems());
        calls.files().forEach(called -> problems.addAll(problems(called)));
        return new Found(
                read.runbook(),
                read.scripts(),
                calls.called(),
                problems.stream().map(this::weighed).toList());
    }

    private RunbookReader.ReadResult file(Path file) {
        return reads.computeIfAbsent(CalledFiles.real(file), real -> new RunbookReader().read(file));
    }

    private List<Problem> problems(Path file) {
        List<Problem> known = checked.get(CalledFiles.real(file));
        if (known != null) {
            return known;
        }
        RunbookReader.ReadResult read = file(file);
        Runbook runbook = read.runbook();
        List<Problem> problems = new ArrayList<>(read.problems());
        if (runbook != null) {
            problems.addAll(RunbookChecker.check(runbook, catalogue, calledBy(file), reach));
            StepTree.of(runbook).stream()
                    .filter(GroovyStep.class::isInstance)
                    .map(GroovyStep.class::cast)
                    .forEach(step -> problems.addAll(groovy.problems(step.script(), step.firstLine())));
        }
        checked.put(CalledFiles.real(file), problems);
        return problems;
    }

    private CalledRunbooks calledBy(Path file) {
        return name -> CalledFiles.find(name, file, folders)
                .map(this::file)
                .filter(read -> !read.hasErrors())
                .map(RunbookReader.ReadResult::runbook);
    }

    /** Under {@code require_undo}, a change that cannot be taken back is more than a warning. */
    private Problem weighed(Problem problem) {
        return policy.requireUndo() && problem.code().equals(NO_WAY_BACK)
                ? Problem.error(problem.position(), problem.code(), problem.message(), problem.hint())
                : problem;
    }

    /**
     * A runbook that may run, with those that it calls; warnings go to the terminal.
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
        return new Definition(runbook, found.scripts(), found.called(), catalogue);
    }
}
