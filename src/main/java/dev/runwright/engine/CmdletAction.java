package dev.runwright.engine;

import dev.runwright.catalogue.CmdletFacts;
import dev.runwright.catalogue.VerbEffects;
import dev.runwright.model.CmdletStep;
import dev.runwright.model.Effect;
import dev.runwright.model.UndoRule;
import dev.runwright.value.Data;
import dev.runwright.value.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@code cmdlet:} step rendered: the command as data. */
final class CmdletAction implements Action {
    private final Cmdlets cmdlets;
    private final Cmdlets.Call call;
    private final Effect effect;

    private CmdletAction(Cmdlets cmdlets, Cmdlets.Call call, Effect effect) {
        this.cmdlets = cmdlets;
        this.call = call;
        this.effect = effect;
    }

    /**
     * Renders a step. The engine adds {@code Confirm: false} where the cmdlet would pause.
     *
     * @throws dev.runwright.value.EvaluationException if an expression has no value
     */
    static CmdletAction of(CmdletStep step, Scope scope, RunTools tools) {
        Optional<CmdletFacts> facts = tools.catalogue().find(step.cmdlet());
        Map<String, @Nullable Object> parameters =
                new LinkedHashMap<>(step.with().render(scope));
        if (facts.isPresent() && facts.get().passConfirm() && Data.entry(parameters, "Confirm") == null) {
            parameters.put("Confirm", false);
        }
        Cmdlets.Call call = new Cmdlets.Call(
                Connections.of(step, step.cmdlet(), tools.catalogue()),
                step.cmdlet(),
                parameters,
                step.head().select());
        return new CmdletAction(tools.cmdlets(), call, effect(step, facts, parameters));
    }

    private static Effect effect(
            CmdletStep step, Optional<CmdletFacts> facts, Map<String, @Nullable Object> parameters) {
        Effect own = step.head().effect();
        if (own != null) {
            return own;
        }
        Effect known = facts.map(f -> f.effectWith(parameters.keySet())).orElseGet(() -> VerbEffects.of(step.cmdlet()));
        boolean undone =
                step.head().undo() instanceof UndoRule.Explicit || step.head().undo() instanceof UndoRule.Restore;
        return known == Effect.FINAL && undone ? Effect.CHANGE : known;
    }

    /** The command. */
    Cmdlets.Call cmdlet() {
        return call;
    }

    @Override
    public String call() {
        return CallText.of(call.cmdlet(), call.parameters());
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
