package dev.runwright.engine;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.catalogue.CmdletFacts;
import dev.runwright.model.Effect;
import dev.runwright.value.Data;
import dev.runwright.value.Redactor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks a cmdlet itself what it would do, where the catalogue says that its {@code -WhatIf} keeps its promise. Immutable.
 *
 * @param wanted whether anybody wants to know
 */
record WhatIf(boolean wanted, Catalogue catalogue, World world, Redactor redactor) {
    private static final int LINES = 20;
    private static final Pattern CMDLET = Pattern.compile("[A-Za-z]+-\\w+");

    /** What a changing command says, as sentences of a plan; none unless they are wanted. */
    List<String> notes(Action action, Attempt limits) {
        boolean asked = wanted && action.effect() != Effect.READ && action instanceof CmdletAction;
        if (!asked) {
            return List.of();
        }
        Cmdlets.Call call = ((CmdletAction) action).cmdlet();
        return CMDLET.matcher(call.cmdlet()).matches()
                ? ask(call, limits).stream().map(redactor::redact).toList()
                : List.of();
    }

    private List<String> ask(Cmdlets.Call call, Attempt limits) {
        if (!isHonest(call)) {
            return List.of("'" + call.cmdlet() + "' was not asked: no source says that its -WhatIf changes nothing.");
        }
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>(call.parameters());
        parameters.put("WhatIf", true);
        List<String> said = Collections.synchronizedList(new ArrayList<>());
        Attempt asking = new Attempt(limits.timeout(), limits.cancellation(), event -> {
            boolean words = event.kind().equals("native") || event.kind().equals("warning");
            if (words && said.size() < LINES) {
                said.add(event.text());
            }
        });
        Outcome outcome = world.cmdlets()
                .invoke(new Cmdlets.Call(call.connection(), call.cmdlet(), parameters, List.of()), asking);
        StepError error = error(outcome);
        if (error != null) {
            said.add("With -WhatIf it fails now: " + error.message());
        } else if (said.isEmpty()) {
            said.add("With -WhatIf it says nothing.");
        }
        return List.copyOf(said);
    }

    private boolean isHonest(Cmdlets.Call call) {
        Object organisation =
                Data.map(world.connections().get(call.connection())).get("organisation");
        CmdletFacts facts = catalogue.find(call.cmdlet()).orElse(null);
        return facts != null
                && (organisation == null ? facts.honestWhatIf() : facts.honestWhatIf(organisation.toString()));
    }

    private static @Nullable StepError error(Outcome outcome) {
        if (outcome instanceof Outcome.Returned returned) {
            return returned.reply().errors().isEmpty()
                    ? null
                    : returned.reply().errors().get(0);
        }
        if (outcome instanceof Outcome.Failed failed) {
            return failed.error();
        }
        return outcome instanceof Outcome.NotSent notSent ? notSent.error() : ((Outcome.Unknown) outcome).error();
    }
}
