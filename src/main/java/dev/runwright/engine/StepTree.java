package dev.runwright.engine;

import dev.runwright.model.CommandStep;
import dev.runwright.model.DownloadStep;
import dev.runwright.model.FanOut;
import dev.runwright.model.PowerShellStep;
import dev.runwright.model.Runbook;
import dev.runwright.model.Step;
import dev.runwright.model.UndoRule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All steps of a runbook at any depth. Stateless. */
public final class StepTree {
    private static final Pattern NAME = Pattern.compile("\\b[A-Za-z]+-[A-Za-z][A-Za-z0-9]*\\b");

    private StepTree() {}

    /** Every step: of groups, rescues, always and explicit undos too. */
    public static List<Step> of(Runbook runbook) {
        return Stream.concat(runbook.steps().stream(), runbook.always().stream())
                .flatMap(StepTree::of)
                .toList();
    }

    /** Every step of a definition, those of the called runbooks too. */
    public static List<Step> of(Definition definition) {
        return runbooks(definition).flatMap(runbook -> of(runbook).stream()).toList();
    }

    /** The steps of a definition that may be reached: without those that {@code reached} excludes, and what is within them. */
    static List<Step> of(Definition definition, Predicate<Step> reached) {
        return runbooks(definition)
                .flatMap(runbook -> Stream.concat(runbook.steps().stream(), runbook.always().stream()))
                .flatMap(step -> of(step, reached))
                .toList();
    }

    private static Stream<Runbook> runbooks(Definition definition) {
        return Stream.concat(
                Stream.of(definition.runbook()),
                definition.called().values().stream().map(Definition.Called::runbook));
    }

    private static Stream<Step> of(Step step) {
        return of(step, any -> true);
    }

    private static Stream<Step> of(Step step, Predicate<Step> reached) {
        if (!reached.test(step)) {
            return Stream.empty();
        }
        FanOut foreach = step.head().foreach();
        Stream<Step> inner = Stream.concat(
                step.inside().stream(), foreach == null ? Stream.empty() : foreach.betweenWaves().stream());
        Stream<Step> undo =
                step.head().undo() instanceof UndoRule.Explicit explicit ? explicit.steps().stream() : Stream.empty();
        return Stream.concat(Stream.of(step), Stream.concat(inner, undo).flatMap(one -> of(one, reached)));
    }

    /** The cmdlets that a definition names: in its steps and those of called runbooks, as readings, and in the text of its PowerShell scripts. */
    public static Set<String> cmdlets(Definition definition) {
        Set<String> cmdlets = new LinkedHashSet<>();
        for (Step step : of(definition)) {
            if (step instanceof CommandStep command) {
                cmdlets.add(command.command());
            }
            if (step instanceof DownloadStep download) {
                cmdlets.addAll(download.commands());
            }
            if (step instanceof PowerShellStep script) {
                NAME.matcher(script.script()).results().map(MatchResult::group).forEach(cmdlets::add);
            }
            if (step.head().state() != null) {
                cmdlets.add(step.head().state().cmdlet());
            }
        }
        return cmdlets;
    }
}
