package dev.runwright.engine;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.catalogue.CmdletFacts;
import dev.runwright.catalogue.Comparison;
import dev.runwright.catalogue.Form;
import dev.runwright.catalogue.ParameterFacts;
import dev.runwright.catalogue.ReadingFacts;
import dev.runwright.engine.StateSpec.Compared;
import dev.runwright.model.Returns;
import dev.runwright.model.StateRule;
import dev.runwright.model.StateRule.Wants;
import dev.runwright.value.Data;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a {@link StateSpec} from a step's {@code state:}, the call's values and the catalogue (design 2.3, "Parameters"). */
final class StateSpecs {
    private static final Duration SETTLE = Duration.ofSeconds(60);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Catalogue catalogue;
    private final boolean confirmed;

    /**
     * Over a catalogue.
     *
     * @param confirmed whether unconfirmed names count as confirmed: on an estate, which is built from the same catalogue
     */
    StateSpecs(Catalogue catalogue, boolean confirmed) {
        this.catalogue = catalogue;
        this.confirmed = confirmed;
    }

    /**
     * The spec of one call.
     *
     * @param rule the step's {@code state:} with its own parameters rendered
     */
    StateSpec of(Cmdlets.Call call, StateRule rule, Map<String, @Nullable Object> ruleWith) {
        Optional<CmdletFacts> facts = catalogue.find(call.cmdlet());
        ReadingFacts reading = facts.map(CmdletFacts::reading).orElse(null);
        Map<String, String> identity = reading == null ? Map.of("Identity", "Identity") : reading.identity();
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        Map<String, @Nullable Object> with = new LinkedHashMap<>(reading == null ? Map.of() : reading.with());
        List<Compared> compared = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        call.parameters().forEach((name, value) -> {
            Map.Entry<String, @Nullable Object> own = Data.entry(Data.map(identity), name);
            ParameterFacts parameter = facts.flatMap(f -> f.parameter(name)).orElse(null);
            if (own != null) {
                named.put(name, value);
                with.put(String.valueOf(own.getValue()), value);
            } else if (parameter == null || !parameter.control()) {
                compare(name, value, parameter, reading, rule, compared, unread);
            }
        });
        with.putAll(ruleWith);
        if (reading != null) {
            reading.sets()
                    .forEach(set -> compared.add(new Compared("", set.property(), set.form(), set.value(), false)));
        }
        return spec(call, rule, reading, with, named, compared, unread);
    }

    private void compare(
            String name,
            @Nullable Object value,
            @Nullable ParameterFacts parameter,
            @Nullable ReadingFacts reading,
            StateRule rule,
            List<Compared> compared,
            List<String> unread) {
        Comparison comparison = reading == null || parameter == null
                ? new Comparison.With(name, Form.EXACT, true)
                : reading.comparison(parameter.name());
        boolean asked = rule.compare() == null || rule.compare().stream().anyMatch(name::equalsIgnoreCase);
        if (asked
                && comparison instanceof Comparison.With with
                && (with.confirmed() || confirmed || rule.compare() != null)) {
            boolean change = parameter != null && parameter.addRemove() && isListChange(value);
            compared.add(new Compared(name, with.property(), with.form(), value, change));
        } else {
            unread.add(name);
        }
    }

    private static boolean isListChange(@Nullable Object value) {
        return value instanceof Map<?, ?> map
                && !map.isEmpty()
                && map.keySet().stream()
                        .map(key -> String.valueOf(key).toLowerCase(Locale.ROOT))
                        .allMatch(key -> key.equals("add") || key.equals("remove"));
    }

    private StateSpec spec(
            Cmdlets.Call call,
            StateRule rule,
            @Nullable ReadingFacts reading,
            Map<String, @Nullable Object> with,
            Map<String, @Nullable Object> named,
            List<Compared> compared,
            List<String> unread) {
        Wants wants = rule.wants() != null ? rule.wants() : reading != null ? reading.wants() : wantsOf(call.cmdlet());
        boolean optional = wants != Wants.VALUES || rule.returns() == Returns.OPTIONAL;
        Duration settle = rule.settle() != null ? rule.settle() : reading == null ? null : reading.settle();
        return new StateSpec(
                call.connection(),
                rule.cmdlet(),
                with,
                reading == null ? Map.of() : reading.where(),
                wants,
                optional,
                compared,
                unread,
                named,
                reading == null ? (wants == Wants.VALUES ? "restore" : null) : reading.inverse(),
                reading == null ? null : reading.key(),
                reading == null ? List.of() : List.copyOf(reading.volatileProperties()),
                settle == null ? SETTLE : settle,
                rule.every() == null ? EVERY : rule.every());
    }

    /** Design 2.3: New, Add want the object to be there, Remove, Uninstall want it gone. */
    private static Wants wantsOf(String cmdlet) {
        String verb =
                cmdlet.contains("-") ? cmdlet.substring(0, cmdlet.indexOf('-')).toLowerCase(Locale.ROOT) : "";
        if (verb.equals("new") || verb.equals("add")) {
            return Wants.PRESENT;
        }
        return verb.equals("remove") || verb.equals("uninstall") ? Wants.ABSENT : Wants.VALUES;
    }
}
