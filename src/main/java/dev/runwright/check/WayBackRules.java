package dev.runwright.check;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.catalogue.CmdletFacts;
import dev.runwright.catalogue.Comparison;
import dev.runwright.catalogue.ReadingFacts;
import dev.runwright.catalogue.VerbEffects;
import dev.runwright.model.CommandStep;
import dev.runwright.model.Effect;
import dev.runwright.model.GraphCommand;
import dev.runwright.model.GraphStep;
import dev.runwright.model.GroovyStep;
import dev.runwright.model.ManualStep;
import dev.runwright.model.OnUnknown;
import dev.runwright.model.PowerShellStep;
import dev.runwright.model.ProgramStep;
import dev.runwright.model.StateRule;
import dev.runwright.model.StateRule.Wants;
import dev.runwright.model.Step;
import dev.runwright.model.StepHead;
import dev.runwright.model.UndoRule;
import dev.runwright.model.WaitStep;
import dev.runwright.text.Position;
import dev.runwright.text.Problems;
import dev.runwright.value.Template;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a step does, how it is read and how it is taken back must fit together (design 2.2 to 2.4). */
final class WayBackRules {
    private final Catalogue catalogue;
    private final Problems problems;

    WayBackRules(Catalogue catalogue, Problems problems) {
        this.catalogue = catalogue;
        this.problems = problems;
    }

    /** Checks one step; a step of an undo needs no way back itself. */
    void check(Step step, boolean inUndo) {
        Effect effect = effect(step);
        StepHead head = step.head();
        if (step instanceof WaitStep wait && wait.read() != null) {
            repeated(wait.read());
        }
        if (effect == null) {
            return;
        }
        contradictions(step, effect);
        if (step instanceof CommandStep cmdlet && head.state() != null) {
            reading(cmdlet, head.state(), effect);
        }
        boolean changes = effect != Effect.READ;
        if (changes && head.retry() != null && head.state() == null && head.onUnknown() != OnUnknown.RERUN) {
            problems.warning(
                    head.retry().position(),
                    "retry_unknown",
                    "A retry of a change that cannot be read stops where an attempt's outcome is not known.",
                    "Add 'state', or say 'on_unknown: rerun' if sending it twice does no harm.");
        }
        if (changes && head.state() == null && head.undo() == null && !inUndo && !head.restoreAsk()) {
            problems.warning(
                    step.position(),
                    "no_way_back",
                    "The step changes something and has neither 'state' nor 'undo': it is never 'unchanged', cannot be verified and cannot be undone.",
                    suggestion(step));
        }
    }

    private void repeated(Step read) {
        Effect effect = effect(read);
        if (effect != null && effect != Effect.READ) {
            problems.error(
                    read.position(),
                    "wait_changes",
                    "'read' of a wait is done again and again, and must only read; this step changes something.",
                    read instanceof CommandStep ? null : "If it only reads, say 'effect: read'.");
        }
    }

    private @Nullable String suggestion(Step step) {
        String irreversible = "say 'undo: {irreversible: why}'.";
        if (step instanceof CommandStep cmdlet) {
            Optional<ReadingFacts> reading = catalogue.find(cmdlet.command()).map(CmdletFacts::reading);
            if (reading.isPresent()) {
                return "Add 'state: " + reading.get().cmdlet() + "', or " + irreversible;
            }
        }
        return "Give an 'undo', or " + irreversible;
    }

    /** What the step does; null for kinds that have no effect of their own. */
    private @Nullable Effect effect(Step step) {
        Effect said = step.head().effect();
        if (step instanceof CommandStep cmdlet) {
            return said == null ? byCatalogue(cmdlet) : said;
        }
        if (step instanceof GroovyStep) {
            return said == null ? Effect.READ : said;
        }
        boolean acts = step instanceof PowerShellStep || step instanceof ProgramStep || step instanceof ManualStep;
        return acts ? (said == null ? Effect.CHANGE : said) : null;
    }

    private Effect byCatalogue(CommandStep step) {
        if (step instanceof GraphStep graph && onlyReads(graph)) {
            return Effect.READ;
        }
        boolean hasUndo = step.head().undo() instanceof UndoRule.Explicit;
        List<String> given = step.with().fields().keySet().stream().toList();
        return catalogue
                .find(step.command())
                .map(facts -> facts.effectWith(given, hasUndo))
                .orElseGet(() -> VerbEffects.of(step.command(), hasUndo));
    }

    /** Whether it is a batch of nothing but readings. */
    private static boolean onlyReads(GraphStep step) {
        return step.command().equals(GraphCommand.BATCH)
                && step.with().fields().get("requests") instanceof Template.Items requests
                && requests.items().stream()
                        .allMatch(request -> request instanceof Template.Fields fields
                                && fields.fields().get("method") instanceof Template.Literal method
                                && "GET".equals(method.value()));
    }

    private void contradictions(Step step, Effect effect) {
        StepHead head = step.head();
        boolean known = step instanceof CommandStep cmdlet
                && catalogue.find(cmdlet.command()).isPresent();
        if (head.effect() == Effect.READ && known && byCatalogue((CommandStep) step) != Effect.READ) {
            problems.error(
                    step.position(),
                    "effect_contradicts",
                    "'effect: read' contradicts the catalogue: " + ((CommandStep) step).command()
                            + " changes something, and a plan would run it.",
                    "Leave 'effect' out.");
        } else if (effect == Effect.READ && (head.state() != null || head.undo() != null)) {
            String key = head.state() == null ? "undo" : "state";
            problems.error(at(head), "reading_step", "A step that only reads has no '" + key + "'.", null);
        }
        if (head.undo() instanceof UndoRule.Restore restore && head.state() == null) {
            problems.error(
                    restore.position(),
                    "undo_without_state",
                    "'undo: restore' needs a 'state': without one nothing was read that could be written back.",
                    null);
        }
        if (head.restoreAsk() && head.state() == null && head.undo() == null) {
            problems.error(
                    step.position(),
                    "restore_without_state",
                    "'restore: ask' needs a 'state' or an 'undo' that it could leave out.",
                    null);
        }
    }

    private static Position at(StepHead head) {
        if (head.state() != null) {
            return head.state().position();
        }
        return head.undo() == null ? head.position() : head.undo().position();
    }

    private void reading(CommandStep step, StateRule state, Effect effect) {
        Effect itself = catalogue
                .find(state.cmdlet())
                .map(facts -> facts.effectWith(List.copyOf(state.with().fields().keySet())))
                .orElseGet(() -> VerbEffects.of(state.cmdlet()));
        if (itself != Effect.READ) {
            problems.error(
                    state.position(),
                    "state_not_reading",
                    "'state' names a cmdlet that reads; " + state.cmdlet() + " changes something.",
                    null);
            return;
        }
        compared(step, state);
        Optional<CmdletFacts> facts = catalogue.find(step.command());
        if (facts.isPresent() && effect != Effect.READ) {
            known(step, state, facts.get());
        }
    }

    private void compared(CommandStep step, StateRule state) {
        for (String property : state.compare() == null ? List.<String>of() : state.compare()) {
            if (step.with().fields().keySet().stream().noneMatch(property::equalsIgnoreCase)) {
                problems.error(
                        state.position(),
                        "compare_unknown",
                        "'compare' names '" + property + "', which the step does not set.",
                        null);
            }
        }
    }

    private void known(CommandStep step, StateRule state, CmdletFacts facts) {
        ReadingFacts reading = facts.reading();
        if (reading == null || !isReading(state, reading)) {
            String known = reading == null
                    ? "The catalogue knows no reading of " + step.command()
                    : "The catalogue reads what " + step.command() + " changes by " + reading.cmdlet();
            problems.warning(
                    state.position(),
                    "other_reading",
                    known + "; it cannot tell how " + state.cmdlet() + " finds and shows it.",
                    null);
            return;
        }
        identity(step, state, facts, reading);
        unread(step, facts);
        inverse(step, state, reading);
    }

    private static boolean isReading(StateRule state, ReadingFacts reading) {
        return GraphCommand.of(state.cmdlet())
                .map(call ->
                        GraphCommand.of(reading.cmdlet()).filter(call::fits).isPresent())
                .orElse(reading.cmdlet().equalsIgnoreCase(state.cmdlet()));
    }

    private void identity(CommandStep step, StateRule state, CmdletFacts facts, ReadingFacts reading) {
        List<String> missing = reading.identity().entrySet().stream()
                .filter(entry -> step.with().fields().keySet().stream().noneMatch(entry.getKey()::equalsIgnoreCase))
                .filter(entry -> state.with().fields().keySet().stream().noneMatch(entry.getValue()::equalsIgnoreCase))
                .map(Map.Entry::getKey)
                .filter(name -> !facts.parameter(name)
                        .map(known -> known.mandatory() || known.control())
                        .orElse(false))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        String message = "The step does not give " + String.join(" and ", missing) + ", by which " + reading.cmdlet()
                + " finds what it changes.";
        if (missing.size() == reading.identity().size()) {
            problems.error(step.with().position(), "state_identity", message, null);
        } else {
            problems.warning(step.with().position(), "state_identity", message, null);
        }
    }

    private void unread(CommandStep step, CmdletFacts facts) {
        for (String name : step.with().fields().keySet()) {
            boolean known = facts.parameter(name).isPresent()
                    && !name.toLowerCase(Locale.ROOT).equals("confirm");
            if (known && facts.comparison(name) instanceof Comparison.Unread) {
                problems.warning(
                        step.with().keys().getOrDefault(name, step.with().position()),
                        "unread_parameter",
                        "The reading does not show '" + name + "': the step is always sent, and '" + name
                                + "' is neither verified nor restored.",
                        null);
            }
        }
    }

    private void inverse(CommandStep step, StateRule state, ReadingFacts reading) {
        Wants wants = state.wants() == null ? reading.wants() : state.wants();
        boolean restores = step.head().undo() == null || step.head().undo() instanceof UndoRule.Restore;
        if (wants != Wants.VALUES && reading.inverse() == null && restores) {
            problems.warning(
                    state.position(),
                    "no_inverse",
                    "The catalogue knows no cmdlet that takes " + step.command() + " back.",
                    "Give an 'undo' of its own, or say 'undo: {irreversible: why}'.");
        }
    }
}
