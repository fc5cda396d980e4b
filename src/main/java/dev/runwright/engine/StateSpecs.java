package dev.runwright.engine;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.catalogue.CmdletFacts;
import dev.runwright.catalogue.Comparison;
import dev.runwright.catalogue.Form;
import dev.runwright.catalogue.ParameterFacts;
import dev.runwright.catalogue.ReadingFacts;
import dev.runwright.catalogue.VerbEffects;
import dev.runwright.engine.StateSpec.Compared;
import dev.runwright.model.GraphCommand;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a {@link StateSpec} from a step's {@code state:}, the call's values and the catalogue (design 2.3, "Parameters"). */
final class StateSpecs {
    private static final Duration SETTLE = Duration.ofSeconds(60);
    private static final Set<String> ABSENT = Set.of("remove", "uninstall", "delete");
    private static final Duration EVERY = Duration.ofSeconds(5);
    /** Parameters that say on which computer a call acts: its reading looks there too. */
    private static final Set<String> WHERE = Set.of("computername", "cimsession");

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
        CmdletFacts facts = catalogue.find(call.cmdlet()).orElse(null);
        ReadingFacts reading = facts == null ? null : facts.reading();
        Parts parts = new Parts();
        if (reading != null) {
            if (reads(reading, rule)) {
                parts.with.putAll(reading.with());
            }
            reading.sets()
                    .forEach(set ->
                            parts.compared.add(new Compared("", set.property(), set.form(), set.value(), false)));
        }
        call.parameters().forEach((name, value) -> sort(name, value, facts, rule, parts));
        parts.with.putAll(ruleWith);
        return spec(call, rule, reading, parts);
    }

    /** Whether the catalogue's reading is the step's own: what it adds to a Graph call is meant for that one only. */
    private static boolean reads(ReadingFacts reading, StateRule rule) {
        return GraphCommand.of(rule.cmdlet())
                .map(call ->
                        GraphCommand.of(reading.cmdlet()).filter(call::fits).isPresent())
                .orElse(true);
    }

    private static final class Parts {
        private final Map<String, @Nullable Object> with = new LinkedHashMap<>();
        private final Map<String, @Nullable Object> identity = new LinkedHashMap<>();
        private final List<Compared> compared = new ArrayList<>();
        private final List<String> unread = new ArrayList<>();
    }

    private void sort(String name, @Nullable Object value, @Nullable CmdletFacts facts, StateRule rule, Parts parts) {
        Comparison comparison = comparison(name, facts);
        if (comparison instanceof Comparison.Control && says(name, rule)) {
            parts.with.put(name, value);
        }
        if (comparison instanceof Comparison.Control || GraphCommand.isReserved(name)) {
            return;
        }
        if (comparison instanceof Comparison.Identity identity) {
            parts.identity.put(name, value);
            parts.with.put(identity.readingParameter(), value);
            return;
        }
        boolean asked = rule.compare() == null || rule.compare().stream().anyMatch(name::equalsIgnoreCase);
        boolean named = rule.compare() != null;
        if (asked && comparison instanceof Comparison.With with && (with.confirmed() || confirmed || named)) {
            boolean takesChange = facts != null
                    && facts.parameter(name).map(ParameterFacts::addRemove).orElse(false);
            parts.compared.add(
                    new Compared(name, with.property(), with.form(), value, takesChange && isListChange(value)));
        } else {
            parts.unread.add(name);
        }
    }

    /** Whether a control of the call says on which computer it acts, and the reading can look there. */
    private boolean says(String name, StateRule rule) {
        return WHERE.contains(name.toLowerCase(Locale.ROOT))
                && catalogue
                        .find(rule.cmdlet())
                        .flatMap(reading -> reading.parameter(name))
                        .isPresent();
    }

    /** What the catalogue does not know is compared under its own name; the author's {@code state:} says that it can be. */
    private static Comparison comparison(String name, @Nullable CmdletFacts facts) {
        if (facts != null && facts.parameter(name).isPresent()) {
            return facts.comparison(name);
        }
        return name.equalsIgnoreCase("Identity")
                ? new Comparison.Identity("Identity")
                : new Comparison.With(name, Form.EXACT, true);
    }

    private static boolean isListChange(@Nullable Object value) {
        return value instanceof Map<?, ?> map
                && !map.isEmpty()
                && map.keySet().stream()
                        .map(key -> String.valueOf(key).toLowerCase(Locale.ROOT))
                        .allMatch(key -> key.equals("add") || key.equals("remove"));
    }

    private static StateSpec spec(Cmdlets.Call call, StateRule rule, @Nullable ReadingFacts reading, Parts parts) {
        Wants wants = rule.wants() != null ? rule.wants() : reading != null ? reading.wants() : wantsOf(call.cmdlet());
        boolean optional = wants != Wants.VALUES || rule.returns() == Returns.OPTIONAL;
        Duration settle = rule.settle() != null ? rule.settle() : reading == null ? null : reading.settle();
        return new StateSpec(
                new StateSpec.Query(
                        call.connection(),
                        GraphCalls.reading(rule.cmdlet(), parts.with, parts.compared),
                        parts.with,
                        call.cmdlet(),
                        narrowing(call, reading),
                        optional),
                wants,
                parts.compared,
                parts.unread,
                inverse(reading, wants, parts.identity),
                new StateSpec.Settling(settle == null ? SETTLE : settle, rule.every() == null ? EVERY : rule.every()));
    }

    private static StateSpec.Inverse inverse(
            @Nullable ReadingFacts reading, Wants wants, Map<String, @Nullable Object> identity) {
        return reading == null
                ? new StateSpec.Inverse(wants == Wants.VALUES ? ReadingFacts.RESTORE : null, null, identity, List.of())
                : new StateSpec.Inverse(
                        reading.inverse(), reading.key(), identity, List.copyOf(reading.volatileProperties()));
    }

    private static Map<String, @Nullable Object> narrowing(Cmdlets.Call call, @Nullable ReadingFacts reading) {
        Map<String, @Nullable Object> narrowing = new LinkedHashMap<>();
        if (reading != null) {
            reading.matches().forEach(match -> {
                Map.Entry<String, @Nullable Object> given = Data.entry(call.parameters(), match.parameter());
                if (given != null) {
                    narrowing.put(match.parameter(), given.getValue());
                }
            });
        }
        return narrowing;
    }

    /** Design 2.3: New, Add want the object to be there, Remove, Uninstall want it gone. */
    private static Wants wantsOf(String cmdlet) {
        String verb = VerbEffects.verb(cmdlet);
        if (verb.equals("new") || verb.equals("add")) {
            return Wants.PRESENT;
        }
        return ABSENT.contains(verb) ? Wants.ABSENT : Wants.VALUES;
    }
}
