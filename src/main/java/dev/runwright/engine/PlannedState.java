package dev.runwright.engine;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.catalogue.CmdletFacts;
import dev.runwright.engine.Plan.Difference;
import dev.runwright.engine.StateSpec.Compared;
import dev.runwright.model.StateRule;
import dev.runwright.model.StateRule.Wants;
import dev.runwright.model.StepHead;
import dev.runwright.value.Data;
import dev.runwright.value.Pending;
import dev.runwright.value.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The world as it would be after the steps planned so far: readings with the planned values laid over them. Not thread-safe. */
final class PlannedState {
    private final Catalogue catalogue;
    private final StateReader reader;
    private final StateSpecs specs;
    private final Protection protection;
    private final Map<String, Reading> overlay = new HashMap<>();

    PlannedState(Catalogue catalogue, StateReader reader, StateSpecs specs, Protection protection) {
        this.catalogue = catalogue;
        this.reader = reader;
        this.specs = specs;
        this.protection = protection;
    }

    /**
     * What one call would change.
     *
     * @param problem why it would fail before anything is sent; null if it would not
     * @param open whether a value of it is known only after an earlier change
     * @param always whether it is sent even if nothing that is read differs
     */
    record Change(
            @Nullable String problem,
            List<Difference> differences,
            boolean open,
            boolean always,
            List<String> notes,
            @Nullable Map<String, @Nullable Object> before,
            @Nullable Map<String, @Nullable Object> after) {
        static Change problem(String why) {
            return new Change(why, List.of(), false, false, List.of(), null, null);
        }
    }

    static boolean holdsPending(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(PlannedState::holdsPending);
        }
        if (value instanceof Collection<?> list) {
            return list.stream().anyMatch(PlannedState::holdsPending);
        }
        return value instanceof Pending;
    }

    UndoAssessment assessment(PastRun past, Attempt attempt) {
        return new UndoAssessment(past, reader, specs, attempt);
    }

    /** Why a call that changes must not be sent; null if it may. */
    @Nullable String refusal(Cmdlets.Call call, @Nullable Reading reading) {
        return protection.refuses(call, reading).map(StepError::message).orElse(null);
    }

    Change change(Cmdlets.Call call, StepHead head, Scope scope, Attempt attempt) {
        StateRule rule = head.state();
        if (rule == null) {
            throw new IllegalArgumentException("the step has no reading");
        }
        StateSpec spec = specs.of(call, rule, rule.with().render(scope));
        List<String> notes = notes(call, spec);
        if (holdsPending(spec.query().with())
                || Connections.isPending(spec.query().connection())) {
            return new Change(null, List.of(), true, true, notes, null, null);
        }
        Reading now = overlay.containsKey(spec.object()) ? overlay.get(spec.object()) : reader.read(spec, attempt);
        if (now instanceof Reading.Unreadable unreadable) {
            return Change.problem(unreadable.error().message());
        }
        String refusal = refusal(call, now);
        if (refusal != null) {
            return Change.problem(refusal);
        }
        List<String> missing = StateReader.missing(spec, now);
        if (!missing.isEmpty()) {
            return Change.problem(
                    "The reading " + spec.query().cmdlet() + " has no property " + String.join(", ", missing) + ".");
        }
        return spec.wants() == Wants.VALUES ? values(spec, now, notes) : existence(spec, now, notes);
    }

    private Change values(StateSpec spec, Reading now, List<String> notes) {
        List<Difference> differences = new ArrayList<>();
        Map<String, @Nullable Object> after = new LinkedHashMap<>(now.values());
        boolean open = false;
        for (Compared one : spec.compared()) {
            Object before = Data.get(now.values(), one.property());
            if (holdsPending(one.wanted())) {
                open = true;
                differences.add(new Difference(one.property(), before, one.wanted()));
            } else if (!reader.forms().asWanted(one, before)) {
                Object planned = one.change() ? applied(one, before) : one.wanted();
                differences.add(new Difference(one.property(), before, planned));
                after.put(one.property(), planned);
            }
        }
        overlay.put(spec.object(), new Reading.Present(after));
        return new Change(null, differences, open, !spec.unread().isEmpty(), notes, now.values(), after);
    }

    private List<@Nullable Object> applied(Compared one, @Nullable Object before) {
        Map<String, @Nullable Object> open = reader.forms().missingPart(one, before);
        List<@Nullable Object> list = new ArrayList<>(before instanceof List<?> ? Data.list(before) : List.of());
        List<@Nullable Object> gone = Data.list(open.get("Remove"));
        list.removeIf(item -> gone.stream()
                .anyMatch(g -> one.form().element().same(g, item, reader.forms().recipients())));
        list.addAll(Data.list(open.get("Add")));
        return list;
    }

    private Change existence(StateSpec spec, Reading now, List<String> notes) {
        boolean present = now instanceof Reading.Present;
        if (spec.wants() == Wants.ABSENT) {
            overlay.put(spec.object(), new Reading.Absent());
            List<Difference> gone = present ? List.of(new Difference("(object)", "present", "absent")) : List.of();
            return new Change(null, gone, false, false, notes, now.values(), null);
        }
        if (present) {
            List<Compared> others = reader.differing(spec, now);
            if (!others.isEmpty()) {
                return Change.problem("It is there already with other values: "
                        + String.join(
                                ", ", others.stream().map(Compared::property).toList()) + ".");
            }
            return new Change(null, List.of(), false, false, notes, now.values(), now.values());
        }
        Map<String, @Nullable Object> after = new LinkedHashMap<>();
        List<Difference> made = new ArrayList<>(List.of(new Difference("(object)", "absent", "present")));
        for (Compared one : spec.compared()) {
            after.put(one.property(), one.wanted());
            made.add(new Difference(one.property(), null, one.wanted()));
        }
        boolean open = holdsPending(after);
        overlay.put(spec.object(), new Reading.Present(after));
        return new Change(null, made, open, false, notes, Map.of(), after);
    }

    private List<String> notes(Cmdlets.Call call, StateSpec spec) {
        List<String> notes = new ArrayList<>(Losses.of(
                catalogue.find(call.cmdlet()).map(CmdletFacts::reading).orElse(null),
                call.parameters().keySet()));
        if (!spec.unread().isEmpty()) {
            notes.add("Not read, so sent every time and not restored: " + String.join(", ", spec.unread()) + ".");
        }
        return notes;
    }
}
