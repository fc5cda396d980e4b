package dev.runwright.cli;

import dev.runwright.engine.Definition;
import dev.runwright.engine.StepTree;
import dev.runwright.model.Runbook;
import dev.runwright.model.RunbookStep;
import dev.runwright.text.DidYouMean;
import dev.runwright.text.Position;
import dev.runwright.text.Problem;
import dev.runwright.yaml.RunbookReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The files of the runbooks that one runbook calls, at any depth; each is read once. Not thread-safe. */
final class CalledFiles {
    /** How deep calls may go. */
    static final int DEEPEST = 20;

    private final Reading reading;
    private final List<Path> folders;
    private final Map<Path, Integer> depths = new HashMap<>();
    private final Map<String, Path> byName = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    /**
     * For one runbook.
     *
     * @param folders where names are looked up after the caller's own folder
     */
    CalledFiles(Reading reading, List<Path> folders) {
        this.reading = reading;
        this.folders = folders;
    }

    /** Reads a file, or gives what was read of it before. */
    @FunctionalInterface
    interface Reading {
        /** What is in the file. */
        RunbookReader.ReadResult read(Path file);
    }

    private record Call(Path file, Position position) {}

    /** Goes through all calls of a file. */
    CalledFiles from(Path file) {
        follow(file, List.of());
        return this;
    }

    /** What is wrong with the calls themselves. */
    List<Problem> problems() {
        return problems;
    }

    /** The files of all called runbooks. */
    List<Path> files() {
        return List.copyOf(byName.values());
    }

    /** All called runbooks by name; only without problems. */
    Map<String, Definition.Called> called() {
        Map<String, Definition.Called> called = new LinkedHashMap<>();
        byName.forEach((name, file) -> {
            RunbookReader.ReadResult read = reading.read(file);
            if (read.runbook() != null) {
                called.put(name, new Definition.Called(read.runbook(), read.scripts()));
            }
        });
        return called;
    }

    /** The file that a name means in a file. */
    static Optional<Path> find(String name, Path caller, List<Path> folders) {
        return RunbookFiles.named(name, around(caller, folders));
    }

    private static List<Path> around(Path caller, List<Path> folders) {
        Path own = caller.resolveSibling("");
        List<Path> all = new ArrayList<>(List.of(own));
        all.addAll(folders);
        return all;
    }

    private void follow(Path file, List<Call> chain) {
        Runbook runbook = reading.read(file).runbook();
        Integer before = depths.get(real(file));
        if (runbook == null || (before != null && before >= chain.size())) {
            return;
        }
        depths.put(real(file), chain.size());
        for (RunbookStep step : calls(runbook)) {
            List<Call> longer = new ArrayList<>(chain);
            longer.add(new Call(real(file), step.position()));
            Optional<Path> found = find(step.runbook(), file, folders);
            if (found.isEmpty()) {
                missing(step, file);
            } else if (!isCycle(longer, found.get()) && !isTooDeep(longer) && isOne(step, found.get())) {
                follow(found.get(), longer);
            }
        }
    }

    private static List<RunbookStep> calls(Runbook runbook) {
        return StepTree.of(runbook).stream()
                .filter(RunbookStep.class::isInstance)
                .map(RunbookStep.class::cast)
                .toList();
    }

    private void missing(RunbookStep step, Path file) {
        List<Path> around = around(file, folders);
        String near = DidYouMean.hint(
                step.runbook(),
                around.stream()
                        .flatMap(folder -> RunbookFiles.names(folder).stream())
                        .toList());
        problems.add(Problem.error(
                step.position(),
                "no_such_runbook",
                "There is no runbook '" + step.runbook() + "' beside this one or in "
                        + folders.stream().map(Path::toString).collect(Collectors.joining(", ")) + ".",
                near.isEmpty() ? null : near));
    }

    private boolean isCycle(List<Call> chain, Path next) {
        Path real = real(next);
        int first = 0;
        while (first < chain.size() && !chain.get(first).file().equals(real)) {
            first++;
        }
        if (first == chain.size()) {
            return false;
        }
        List<Call> cycle = chain.subList(first, chain.size());
        problems.add(Problem.error(
                cycle.get(cycle.size() - 1).position(),
                "call_cycle",
                "The runbook calls itself: "
                        + cycle.stream().map(call -> call.position().toString()).collect(Collectors.joining(" -> "))
                        + " -> " + cycle.get(0).position().file() + ".",
                "Take one of the calls out."));
        return true;
    }

    private boolean isTooDeep(List<Call> chain) {
        if (chain.size() <= DEEPEST) {
            return false;
        }
        problems.add(Problem.error(
                chain.get(chain.size() - 1).position(),
                "calls_too_deep",
                "Runbooks call each other more than " + DEEPEST + " deep here, from "
                        + chain.get(0).position() + " on.",
                null));
        return true;
    }

    /** A run keeps one runbook of each name. */
    private boolean isOne(RunbookStep step, Path found) {
        Path other = byName.putIfAbsent(step.runbook(), found);
        if (other == null || real(other).equals(real(found))) {
            return true;
        }
        problems.add(Problem.error(
                step.position(),
                "two_runbooks",
                "The name '" + step.runbook() + "' means " + found + " here and " + other
                        + " in another file of this run.",
                "Rename one of them."));
        return false;
    }

    /** One name for a file, however it was reached. */
    static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (java.io.IOException e) {
            return file.toAbsolutePath().normalize();
        }
    }
}
