package dev.runwright.engine;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.catalogue.CmdletFacts;
import dev.runwright.catalogue.Comparison;
import dev.runwright.catalogue.Form;
import dev.runwright.catalogue.ParameterFacts;
import dev.runwright.catalogue.ReadingFacts;
import dev.runwright.engine.StateSpec.Compared;
import dev.runwright.journal.JournalEntry.ChangeSent;
import dev.runwright.model.GraphCommand;
import dev.runwright.model.StateRule;
import dev.runwright.model.StateRule.Wants;
import dev.runwright.text.Position;
import dev.runwright.value.Data;
import dev.runwright.value.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calls that take changes back, made from what the journal kept of them (design 2.4). */
final class InverseCalls {
    private final Catalogue catalogue;
    private final StateSpecs specs;

    InverseCalls(Catalogue catalogue, StateSpecs specs) {
        this.catalogue = catalogue;
        this.specs = specs;
    }

    /** The call that writes captured values back: the same cmdlet, or its inverse where it has one. */
    Cmdlets.Call writeBack(ChangeSent sent, StateSpec spec, List<Compared> back) {
        String inverse = spec.inverse().cmdlet();
        if (inverse == null || inverse.equals("restore")) {
            Map<String, @Nullable Object> parameters =
                    new LinkedHashMap<>(spec.inverse().identity());
            for (Compared one : back) {
                parameters.put(
                        one.parameter(),
                        one.change() ? one.wanted() : originalForm(spec, one).written(one.wanted()));
            }
            addControls(sent, sent.cmdlet(), parameters);
            return new Cmdlets.Call(spec.query().connection(), sent.cmdlet(), parameters, List.of());
        }
        Map<String, @Nullable Object> parameters =
                new LinkedHashMap<>(spec.inverse().identity());
        addControls(sent, inverse, parameters);
        String command = GraphCalls.related(catalogue, sent.cmdlet(), inverse, null);
        return new Cmdlets.Call(spec.query().connection(), command, parameters, List.of());
    }

    /** How the write-back is read: what takes it back in its turn is what its own cmdlet's facts say. */
    StateSpec writeBackSpec(Cmdlets.Call call, StateSpec spec, List<Compared> back) {
        ReadingFacts facts =
                catalogue.find(call.cmdlet()).map(CmdletFacts::reading).orElse(null);
        String inverse = facts == null || call.cmdlet().equals(spec.query().changer())
                ? spec.inverse().cmdlet()
                : facts.inverse();
        return spec.comparing(back).invertedBy(inverse);
    }

    private static Form originalForm(StateSpec spec, Compared one) {
        return spec.compared().stream()
                .filter(c -> c.parameter().equals(one.parameter()))
                .map(Compared::form)
                .findFirst()
                .orElse(Form.EXACT);
    }

    /** What steered the call steers its way back too, where the inverse knows it; no pause that nobody could answer. */
    private void addControls(ChangeSent sent, String cmdlet, Map<String, @Nullable Object> parameters) {
        Optional<CmdletFacts> facts = catalogue.find(cmdlet);
        sent.parameters().forEach((name, value) -> {
            boolean control = catalogue
                    .find(sent.cmdlet())
                    .flatMap(f -> f.parameter(name))
                    .map(ParameterFacts::control)
                    .orElse(false);
            if (control && facts.flatMap(f -> f.parameter(name)).isPresent()) {
                parameters.put(name, value);
            }
        });
        facts.ifPresent(known -> CmdletAction.addAnswers(known, parameters));
    }

    /**
     * The call of the inverse cmdlet.
     *
     * @param source the object's properties
     * @param make whether the object is made again from them; else it is only named
     */
    Cmdlets.Call inverse(ChangeSent sent, StateSpec spec, Map<String, @Nullable Object> source, boolean make) {
        String inverse =
                spec.inverse().cmdlet() == null ? sent.cmdlet() : spec.inverse().cmdlet();
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        CmdletFacts facts = catalogue.find(inverse).orElse(null);
        spec.inverse().identity().forEach((name, value) -> {
            String known = known(sent, name, facts);
            if (known != null) {
                parameters.put(known, value);
            }
        });
        Object key = spec.inverse().key() == null
                ? null
                : Data.get(source, spec.inverse().key());
        String command = GraphCalls.related(catalogue, sent.cmdlet(), inverse, key);
        if (!make && key != null && command.equals(inverse)) {
            parameters.put("Identity", key);
        }
        if (facts != null) {
            Map<String, @Nullable Object> values = make ? made(facts, source) : sent.parameters();
            fill(facts, values, parameters);
        }
        addControls(sent, inverse, parameters);
        return new Cmdlets.Call(spec.query().connection(), command, parameters, List.of());
    }

    /** What the inverse calls the parameter that names the object: as the call does, or as the reading does; null for neither. */
    private @Nullable String known(ChangeSent sent, String name, @Nullable CmdletFacts inverse) {
        if (inverse == null || inverse.parameter(name).isPresent()) {
            return name;
        }
        return catalogue
                .find(sent.cmdlet())
                .map(CmdletFacts::reading)
                .map(reading -> reading.identity().get(name))
                .filter(read -> inverse.parameter(read).isPresent())
                .orElse(null);
    }

    /** Gives the inverse what it takes of these values, besides what names the object. */
    private static void fill(
            CmdletFacts inverse, Map<String, @Nullable Object> values, Map<String, @Nullable Object> parameters) {
        for (ParameterFacts parameter : inverse.parameters().values()) {
            Map.Entry<String, @Nullable Object> value = Data.entry(values, parameter.name());
            if (value != null && !parameter.control() && Data.entry(parameters, parameter.name()) == null) {
                parameters.put(parameter.name(), value.getValue());
            }
        }
    }

    /** The parameters that make an object again from its properties; a new object is named by what it is made with. */
    private static Map<String, @Nullable Object> made(CmdletFacts inverse, Map<String, @Nullable Object> source) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        ReadingFacts reading = inverse.reading();
        for (ParameterFacts parameter : inverse.parameters().values()) {
            Comparison comparison = reading == null ? null : reading.comparison(parameter.name());
            if (comparison instanceof Comparison.Identity) {
                Object name = Data.get(source, parameter.name());
                if (name != null && !parameter.name().equalsIgnoreCase("Identity")) {
                    values.put(parameter.name(), name);
                }
            } else if (comparison instanceof Comparison.With with) {
                Object value = Data.get(source, with.property());
                boolean standard = Boolean.FALSE.equals(value) && !GraphCommand.isGraph(inverse.name());
                if (value != null && !isEmpty(value) && !standard && !parameter.reserved()) {
                    values.put(parameter.name(), with.form().written(value));
                }
            }
        }
        return values;
    }

    private static boolean isEmpty(Object value) {
        return value instanceof List<?> list && list.isEmpty();
    }

    /** How the effect of an inverse call is read. */
    StateSpec spec(Cmdlets.Call call, StateSpec spec, Wants wants) {
        ReadingFacts facts =
                catalogue.find(call.cmdlet()).map(CmdletFacts::reading).orElse(null);
        String cmdlet = facts == null
                ? spec.query().cmdlet()
                : GraphCalls.related(catalogue, call.cmdlet(), facts.cmdlet(), null);
        Position nowhere = Position.startOf("undo");
        StateRule rule = new StateRule(
                nowhere,
                cmdlet,
                Template.Fields.none(nowhere),
                null,
                wants,
                null,
                spec.settling().within(),
                spec.settling().every());
        return specs.of(call, rule, Map.of());
    }
}
