package dev.runwright.engine;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.catalogue.CmdletFacts;
import dev.runwright.catalogue.Comparison;
import dev.runwright.catalogue.Form;
import dev.runwright.catalogue.ParameterFacts;
import dev.runwright.catalogue.ReadingFacts;
import dev.runwright.engine.Restoration.Difference;
import dev.runwright.engine.Restoration.Drift;
import dev.runwright.engine.StateSpec.Compared;
import dev.runwright.journal.JournalEntry.ChangeSent;
import dev.runwright.journal.JournalEntry.StateRead;
import dev.runwright.journal.StepView;
import dev.runwright.model.StateRule;
import dev.runwright.model.StateRule.Wants;
import dev.runwright.value.Data;
import dev.runwright.value.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what a run changed and at what is there now, three ways: before, after, now (design 2.5). It only reads. One use: what an
 * earlier answer would put back is laid over the readings of the next ones.
 */
final class UndoAssessment {
    private final PastRun past;
    private final StateReader reader;
    private final StateSpecs specs;
    private final Catalogue catalogue;
    private final Attempt attempt;
    private final Map<String, Reading> laid = new HashMap<>();

    UndoAssessment(PastRun past, StateReader reader, StateSpecs specs, Attempt attempt) {
        this.past = past;
        this.reader = reader;
        this.specs = specs;
        this.catalogue = past.definition().catalogue();
        this.attempt = attempt;
    }

    /** Every step that may have reached the target, the last change first. */
    List<Restoration> assess(UndoChoice choice) {
        List<String> changes = new ArrayList<>(past.view().changes());
        java.util.Collections.reverse(changes);
        return changes.stream().map(path -> assess(path, choice)).toList();
    }

    private Restoration assess(String path, UndoChoice choice) {
        UndoneStep step = past.step(path);
        String undo =
                step.view().started() == null ? "none" : step.view().started().undo();
        String leftOut = choice.leftOut(path, undo.endsWith("ask"));
        if (!leftOut.isEmpty()) {
            return new Restoration.LeftOut(path, leftOut);
        }
        if (undo.startsWith("irreversible: ")) {
            return new Restoration.Irreversible(path, undo.substring("irreversible: ".length()));
        }
        if (step.rule() != null) {
            return new Restoration.Steps(path, step);
        }
        if (step.view().sent() == null || step.view().before() == null) {
            return new Restoration.Irreversible(path, "the step has neither a reading nor an 'undo'");
        }
        return restore(path, step.view(), step.view().sent(), step.view().before(), choice);
    }

    private Restoration restore(String path, StepView view, ChangeSent sent, StateRead before, UndoChoice choice) {
        StateSpec spec = StateSpec.ofData(sent.state());
        if (spec.inverse() == null) {
            return new Restoration.Irreversible(path, "no cmdlet is known that takes " + sent.cmdlet() + " back");
        }
        Reading now = now(spec);
        if (now instanceof Reading.Unreadable unreadable) {
            return new Restoration.Unreadable(path, unreadable.error());
        }
        if (spec.wants() == Wants.VALUES) {
            return values(path, view, sent, spec, before, now, choice);
        }
        return spec.wants() == Wants.PRESENT
                ? created(path, view, sent, spec, now)
                : removed(path, sent, spec, before, now);
    }

    /** The object as it will be when its turn comes: what later steps of the run changed is taken back before. */
    private Reading now(StateSpec spec) {
        Reading read = laid.get(spec.object());
        return read != null ? read : reader.read(spec.wants() == Wants.VALUES ? spec : spec.orNone(), attempt);
    }

    private void lay(StateSpec spec, Reading now, List<Difference> differences) {
        Map<String, @Nullable Object> then = new LinkedHashMap<>(now.values());
        differences.forEach(difference -> then.put(difference.property(), difference.then()));
        laid.put(spec.object(), new Reading.Present(then));
    }

    // ---- values

    private Restoration values(
            String path,
            StepView view,
            ChangeSent sent,
            StateSpec spec,
            StateRead before,
            Reading now,
            UndoChoice choice) {
        List<Difference> differences = new ArrayList<>();
        List<Drift> drifted = new ArrayList<>();
        List<Compared> back = new ArrayList<>();
        for (Compared one : spec.compared()) {
            Object was = Data.get(before.properties(), one.property());
            Object is = Data.get(now.values(), one.property());
            if (one.change()) {
                takeBack(one, was, is, back, differences);
            } else if (!Forms.sameReading(one.form(), is, was)) {
                boolean ours = view.after() != null
                        ? Forms.sameReading(
                                one.form(), is, Data.get(view.after().properties(), one.property()))
                        : reader.forms().asWanted(one, is);
                if (!ours) {
                    drifted.add(new Drift(one.property(), was, afterOf(view, one), is));
                }
                if (ours || choice.ifDrifted().equals("overwrite")) {
                    differences.add(new Difference(one.property(), is, was));
                    back.add(new Compared(one.parameter(), one.property(), reading(one.form()), was, false));
                }
            }
        }
        if (back.isEmpty() && drifted.isEmpty()) {
            return new Restoration.Done(path);
        }
        if (back.isEmpty() && choice.ifDrifted().equals("keep")) {
            return new Restoration.LeftOut(path, "changed by somebody else meanwhile, and kept");
        }
        lay(spec, now, differences);
        return new Restoration.Write(path, writeBack(sent, spec, back), spec.comparing(back), differences, drifted);
    }

    private static @Nullable Object afterOf(StepView view, Compared one) {
        return view.after() == null ? one.wanted() : Data.get(view.after().properties(), one.property());
    }

    /** Readings are compared with readings: exactly, but for the order of a list without order. */
    private static Form reading(Form form) {
        return new Form(Form.Base.EXACT, form.set());
    }

    private void takeBack(
            Compared one,
            @Nullable Object was,
            @Nullable Object is,
            List<Compared> back,
            List<Difference> differences) {
        Map<String, @Nullable Object> reverse = new LinkedHashMap<>();
        Data.map(one.wanted()).forEach((key, elements) -> reverse.put(key.equals("Add") ? "Remove" : "Add", elements));
        Compared reversed = new Compared(one.parameter(), one.property(), one.form(), reverse, true);
        Map<String, @Nullable Object> open = reader.forms().missingPart(reversed, is);
        if (!open.isEmpty()) {
            differences.add(new Difference(one.property(), is, was));
            back.add(new Compared(one.parameter(), one.property(), one.form(), open, true));
        }
    }

    private Cmdlets.Call writeBack(ChangeSent sent, StateSpec spec, List<Compared> back) {
        String inverse = spec.inverse();
        if (inverse == null || inverse.equals("restore")) {
            Map<String, @Nullable Object> parameters = new LinkedHashMap<>(spec.identity());
            for (Compared one : back) {
                parameters.put(
                        one.parameter(),
                        one.change() ? one.wanted() : originalForm(spec, one).written(one.wanted()));
            }
            addControls(sent, sent.cmdlet(), parameters);
            return new Cmdlets.Call(spec.connection(), sent.cmdlet(), parameters, List.of());
        }
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>(spec.identity());
        addControls(sent, inverse, parameters);
        return new Cmdlets.Call(spec.connection(), inverse, parameters, List.of());
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

    // ---- created and removed objects

    private Restoration created(String path, StepView view, ChangeSent sent, StateSpec spec, Reading now) {
        if (now instanceof Reading.Absent) {
            return new Restoration.Done(path);
        }
        List<Drift> drifted = new ArrayList<>();
        for (Compared one : spec.compared()) {
            Object after = afterOf(view, one);
            Object is = Data.get(now.values(), one.property());
            boolean unseen = view.after() == null || !view.after().exists();
            boolean same = unseen ? reader.forms().asWanted(one, is) : Forms.sameReading(one.form(), is, after);
            if (!same && spec.ignored().stream().noneMatch(one.property()::equalsIgnoreCase)) {
                drifted.add(new Drift(one.property(), null, after, is));
            }
        }
        Map<String, @Nullable Object> source =
                view.after() != null && view.after().exists() ? view.after().properties() : now.values();
        Cmdlets.Call call = inverseCall(sent, spec, source, false);
        laid.put(spec.object(), new Reading.Absent());
        List<Difference> differences = List.of(new Difference("(object)", "present", "absent"));
        return new Restoration.Write(path, call, inverseSpec(call, spec, Wants.ABSENT), differences, drifted);
    }

    private Restoration removed(String path, ChangeSent sent, StateSpec spec, StateRead before, Reading now) {
        if (!before.exists()) {
            return new Restoration.Done(path);
        }
        if (now instanceof Reading.Present present) {
            List<Drift> drifted = spec.compared().stream()
                    .filter(one -> !Forms.sameReading(
                            one.form(),
                            Data.get(present.properties(), one.property()),
                            Data.get(before.properties(), one.property())))
                    .map(one -> new Drift(
                            one.property(),
                            Data.get(before.properties(), one.property()),
                            null,
                            Data.get(present.properties(), one.property())))
                    .toList();
            if (drifted.isEmpty()) {
                return new Restoration.Done(path);
            }
            Cmdlets.Call call = inverseCall(sent, spec, before.properties(), true);
            return new Restoration.Write(path, call, inverseSpec(call, spec, Wants.PRESENT), List.of(), drifted);
        }
        Cmdlets.Call call = inverseCall(sent, spec, before.properties(), true);
        laid.put(spec.object(), new Reading.Present(before.properties()));
        List<Difference> differences = List.of(new Difference("(object)", "absent", "present"));
        return new Restoration.Write(path, call, inverseSpec(call, spec, Wants.PRESENT), differences, List.of());
    }

    /**
     * The call of the inverse cmdlet.
     *
     * @param source the object's properties
     * @param make whether the object is made again from them; else it is only named
     */
    private Cmdlets.Call inverseCall(
            ChangeSent sent, StateSpec spec, Map<String, @Nullable Object> source, boolean make) {
        String inverse = spec.inverse() == null ? sent.cmdlet() : spec.inverse();
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        CmdletFacts facts = catalogue.find(inverse).orElse(null);
        spec.identity().forEach((name, value) -> {
            if (facts == null || facts.parameter(name).isPresent()) {
                parameters.put(name, value);
            }
        });
        Object key = spec.key() == null ? null : Data.get(source, spec.key());
        if (!make && key != null) {
            parameters.put("Identity", key);
        }
        if (facts != null) {
            fill(facts, sent, source, make, parameters);
        }
        addControls(sent, inverse, parameters);
        return new Cmdlets.Call(spec.connection(), inverse, parameters, List.of());
    }

    private void fill(
            CmdletFacts inverse,
            ChangeSent sent,
            Map<String, @Nullable Object> source,
            boolean make,
            Map<String, @Nullable Object> parameters) {
        ReadingFacts reading = inverse.reading();
        for (ParameterFacts parameter : inverse.parameters().values()) {
            if (parameter.control() || Data.entry(parameters, parameter.name()) != null) {
                continue;
            }
            if (make && reading != null && reading.comparison(parameter.name()) instanceof Comparison.With with) {
                Object value = Data.get(source, with.property());
                if (value != null && !isEmpty(value) && !Boolean.FALSE.equals(value)) {
                    parameters.put(parameter.name(), with.form().written(value));
                }
            } else if (!make && Data.entry(sent.parameters(), parameter.name()) != null) {
                parameters.put(parameter.name(), Data.get(sent.parameters(), parameter.name()));
            }
        }
    }

    private static boolean isEmpty(Object value) {
        return value instanceof List<?> list && list.isEmpty();
    }

    private StateSpec inverseSpec(Cmdlets.Call call, StateSpec spec, Wants wants) {
        ReadingFacts facts =
                catalogue.find(call.cmdlet()).map(CmdletFacts::reading).orElse(null);
        String cmdlet = facts == null ? spec.cmdlet() : facts.cmdlet();
        dev.runwright.text.Position nowhere = dev.runwright.text.Position.startOf("undo");
        StateRule rule = new StateRule(
                nowhere, cmdlet, Template.Fields.none(nowhere), null, wants, null, spec.settle(), spec.every());
        return specs.of(call, rule, Map.of());
    }
}
