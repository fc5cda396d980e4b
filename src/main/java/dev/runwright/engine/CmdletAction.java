package dev.runwright.engine;

import dev.runwright.catalogue.CmdletFacts;
import dev.runwright.catalogue.VerbEffects;
import dev.runwright.model.CommandStep;
import dev.runwright.model.Effect;
import dev.runwright.model.GraphStep;
import dev.runwright.model.UndoRule;
import dev.runwright.value.Data;
import dev.runwright.value.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A step rendered as one command with its parameters as data. */
public final class CmdletAction implements Action {
    private final Cmdlets cmdlets;
    private final Cmdlets.Call call;
    private final Effect effect;
    private final @Nullable String text;

    private CmdletAction(Cmdlets cmdlets, Cmdlets.Call call, Effect effect, @Nullable String text) {
        this.cmdlets = cmdlets;
        this.call = call;
        this.effect = effect;
        this.text = text;
    }

    /** A command of a kind of its own; {@code text} is how a person would write it. */
    public static CmdletAction of(Cmdlets cmdlets, Cmdlets.Call call, Effect effect, String text) {
        return new CmdletAction(cmdlets, call, effect, text);
    }

    /**
     * Renders a step. The engine adds {@code Confirm: false} where the cmdlet would pause.
     *
     * @throws dev.runwright.value.EvaluationException if an expression has no value
     */
    static CmdletAction of(CommandStep step, Scope scope, RunTools tools) {
        Optional<CmdletFacts> facts = tools.catalogue().find(step.command());
        String connection = Connections.of(step.head(), step.command(), tools.catalogue(), scope);
        if (step instanceof GraphStep graph) {
            Cmdlets.Call call = GraphCalls.of(graph, scope, connection);
            Effect effect = effect(step, facts.orElse(null), call.parameters());
            return new CmdletAction(
                    tools.cmdlets(),
                    call,
                    step.head().effect() != null
                            ? effect
                            : GraphCalls.batch(call, tools.catalogue()).orElse(effect),
                    null);
        }
        Map<String, @Nullable Object> parameters =
                new LinkedHashMap<>(step.with().render(scope));
        facts.ifPresent(known -> addAnswers(known, parameters));
        Cmdlets.Call call = new Cmdlets.Call(
                connection, step.command(), parameters, step.head().select());
        return new CmdletAction(tools.cmdlets(), call, effect(step, facts.orElse(null), parameters), null);
    }

    /** Answers in advance what the cmdlet would ask: nobody is there to answer (Exchange documentation, "-Confirm"). */
    static void addAnswers(CmdletFacts facts, Map<String, @Nullable Object> parameters) {
        if (facts.passConfirm() && Data.entry(parameters, "Confirm") == null) {
            parameters.put("Confirm", false);
        }
        if (facts.passForce() && Data.entry(parameters, "Force") == null) {
            parameters.put("Force", true);
        }
    }

    private static Effect effect(
            CommandStep step, @Nullable CmdletFacts facts, Map<String, @Nullable Object> parameters) {
        Effect own = step.head().effect();
        if (own != null) {
            return own;
        }
        boolean undone =
                step.head().undo() instanceof UndoRule.Explicit || step.head().undo() instanceof UndoRule.Restore;
        List<String> given = parameters.entrySet().stream()
                .filter(entry -> !Boolean.FALSE.equals(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        return facts == null ? VerbEffects.of(step.command(), undone) : facts.effectWith(given, undone);
    }

    /** The command. */
    Cmdlets.Call cmdlet() {
        return call;
    }

    @Override
    public String call() {
        return text == null ? CallText.of(call) : text;
    }

    @Override
    public Effect effect() {
        return effect;
    }

    @Override
    public Outcome perform(Attempt attempt) {
        return cmdlets.invoke(call, attempt);
    }
}
