package dev.runwright.engine;

import dev.runwright.catalogue.Form;
import dev.runwright.engine.Restoration.Difference;
import dev.runwright.engine.Restoration.Drift;
import dev.runwright.engine.StateSpec.Compared;
import dev.runwright.journal.JournalEntry.ChangeSent;
import dev.runwright.journal.JournalEntry.StateRead;
import dev.runwright.journal.StepView;
import dev.runwright.model.StateRule.Wants;
import dev.runwright.value.Data;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what a run changed and at what is there now, three ways: before, after, now (design 2.5). It only reads. One use: what an
 * earlier answer would put back is laid over the readings of the next ones.
 */
final class UndoAssessment {
    /** Stands for the object itself in a list of differences. */
    private static final String OBJECT = "(object)";

    private final PastRun past;
    private final StateReader reader;
    private final InverseCalls inverses;
    private final Attempt attempt;
    private final Map<String, Reading> laid = new HashMap<>();

    UndoAssessment(PastRun past, StateReader reader, StateSpecs specs, Attempt attempt) {
        this.past = past;
        this.reader = reader;
        this.inverses = new InverseCalls(past.definition().catalogue(), specs);
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
        ChangeSent sent = step.view().sent();
        return restore(
                new Change(path, step.view(), sent, step.view().before(), StateSpec.ofData(sent.state())), choice);
    }

    /** A change as the journal kept it. */
    private record Change(String path, StepView view, ChangeSent sent, StateRead before, StateSpec spec) {
        /** What was read after it, where the object was there. */
        @Nullable StateRead seenAfter() {
            StateRead after = view.after();
            return after == null || !after.exists() ? null : after;
        }

        @Nullable Object after(Compared one) {
            StateRead after = view.after();
            return after == null ? one.wanted() : Data.get(after.properties(), one.property());
        }
    }

    private Restoration restore(Change change, UndoChoice choice) {
        StateSpec spec = change.spec();
        if (spec.inverse().cmdlet() == null) {
            return new Restoration.Irreversible(
                    change.path(),
                    "no cmdlet is known that takes " + change.sent().cmdlet() + " back");
        }
        Reading now = now(spec);
        if (now instanceof Reading.Unreadable unreadable) {
            return new Restoration.Unreadable(change.path(), unreadable.error());
        }
        if (spec.wants() == Wants.VALUES) {
            return values(change, now, choice);
        }
        return spec.wants() == Wants.PRESENT ? created(change, now) : removed(change, now);
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

    private Restoration values(Change change, Reading now, UndoChoice choice) {
        StateSpec spec = change.spec();
        WayBack way = new WayBack();
        for (Compared one : spec.compared()) {
            Object was = Data.get(change.before().properties(), one.property());
            Object is = Data.get(now.values(), one.property());
            if (one.change()) {
                takeBack(one, was, is, way);
            } else if (!Forms.sameReading(one.form(), is, was)) {
                boolean ours = isOurs(change, one, is);
                if (!ours) {
                    way.drifted.add(new Drift(one.property(), was, change.after(one), is));
                }
                if (ours || choice.ifDrifted().equals("overwrite")) {
                    way.add(new Compared(one.parameter(), one.property(), reading(one.form()), was, false), is, was);
                }
            }
        }
        if (way.back.isEmpty() && way.drifted.isEmpty()) {
            return new Restoration.Done(change.path());
        }
        if (way.back.isEmpty() && choice.ifDrifted().equals("keep")) {
            return new Restoration.LeftOut(change.path(), "changed by somebody else meanwhile, and kept");
        }
        lay(spec, now, way.differences);
        Cmdlets.Call call = inverses.writeBack(change.sent(), spec, way.back);
        return new Restoration.Write(
                change.path(), call, inverses.writeBackSpec(call, spec, way.back), way.differences, way.drifted);
    }

    private boolean isOurs(Change change, Compared one, @Nullable Object is) {
        boolean own = change.view().after() == null
                ? reader.forms().asWanted(one, is)
                : Forms.sameReading(one.form(), is, change.after(one));
        return own
                || past.view().steps().values().stream()
                        .anyMatch(other -> wroteMeanwhile(other, change) && left(other, change, one, is));
    }

    /** Whether a step beside this one, in another branch, was under way at the same time. */
    private static boolean wroteMeanwhile(StepView other, Change change) {
        StateRead after = change.view().after();
        StateRead its = other.after();
        return other.sent() != null
                && its != null
                && !its.world().isBefore(change.sent().world())
                && (after == null || !other.sent().world().isAfter(after.world()));
    }

    /** Whether that step left the object as it is now. */
    private static boolean left(StepView other, Change change, Compared one, @Nullable Object is) {
        ChangeSent sent = Objects.requireNonNull(other.sent());
        Map<String, @Nullable Object> read =
                Objects.requireNonNull(other.after()).properties();
        return StateSpec.ofData(sent.state()).object().equals(change.spec().object())
                && read.containsKey(one.property())
                && Forms.sameReading(one.form(), is, read.get(one.property()));
    }

    /** What is to be written back, and what stands against it. */
    private static final class WayBack {
        private final List<Difference> differences = new ArrayList<>();
        private final List<Drift> drifted = new ArrayList<>();
        private final List<Compared> back = new ArrayList<>();

        void add(Compared one, @Nullable Object is, @Nullable Object was) {
            differences.add(new Difference(one.property(), is, was));
            back.add(one);
        }
    }

    /** Readings are compared with readings: exactly, but for the order of a list without order. */
    private static Form reading(Form form) {
        return new Form(Form.Base.EXACT, form.set());
    }

    private void takeBack(Compared one, @Nullable Object was, @Nullable Object is, WayBack way) {
        Map<String, @Nullable Object> reverse = new LinkedHashMap<>();
        Data.map(one.wanted()).forEach((key, elements) -> reverse.put(key.equals("Add") ? "Remove" : "Add", elements));
        Compared reversed = new Compared(one.parameter(), one.property(), one.form(), reverse, true);
        Map<String, @Nullable Object> open = reader.forms().missingPart(reversed, is);
        if (!open.isEmpty()) {
            way.add(new Compared(one.parameter(), one.property(), one.form(), open, true), is, was);
        }
    }

    // ---- created and removed objects

    private Restoration created(Change change, Reading now) {
        StateSpec spec = change.spec();
        if (now instanceof Reading.Absent) {
            return new Restoration.Done(change.path());
        }
        StateRead after = change.seenAfter();
        List<Drift> drifted = new ArrayList<>();
        for (Compared one : spec.compared()) {
            Object is = Data.get(now.values(), one.property());
            boolean same = after == null
                    ? reader.forms().asWanted(one, is)
                    : Forms.sameReading(one.form(), is, change.after(one));
            if (!same && spec.inverse().ignored().stream().noneMatch(one.property()::equalsIgnoreCase)) {
                drifted.add(new Drift(one.property(), null, change.after(one), is));
            }
        }
        Cmdlets.Call call =
                inverses.inverse(change.sent(), spec, after == null ? now.values() : after.properties(), false);
        laid.put(spec.object(), new Reading.Absent());
        List<Difference> gone = List.of(new Difference(OBJECT, "present", "absent"));
        return new Restoration.Write(change.path(), call, inverses.spec(call, spec, Wants.ABSENT), gone, drifted);
    }

    private Restoration removed(Change change, Reading now) {
        StateSpec spec = change.spec();
        Map<String, @Nullable Object> before = change.before().properties();
        List<Drift> drifted = now instanceof Reading.Present ? drifted(spec, before, now.values()) : List.of();
        boolean thereAgain = now instanceof Reading.Present && drifted.isEmpty();
        if (thereAgain || !change.before().exists()) {
            return new Restoration.Done(change.path());
        }
        Cmdlets.Call call = inverses.inverse(change.sent(), spec, before, true);
        laid.put(spec.object(), new Reading.Present(before));
        List<Difference> made = List.of(new Difference(OBJECT, "absent", "present"));
        return new Restoration.Write(change.path(), call, inverses.spec(call, spec, Wants.PRESENT), made, drifted);
    }

    private static List<Drift> drifted(
            StateSpec spec, Map<String, @Nullable Object> before, Map<String, @Nullable Object> now) {
        List<Drift> drifted = new ArrayList<>();
        for (Compared one : spec.compared()) {
            Object was = Data.get(before, one.property());
            Object is = Data.get(now, one.property());
            if (!Forms.sameReading(one.form(), is, was)) {
                drifted.add(new Drift(one.property(), was, null, is));
            }
        }
        return drifted;
    }
}
