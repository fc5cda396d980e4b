package dev.runwright.check;

import dev.runwright.model.AssertStep;
import dev.runwright.model.CmdletStep;
import dev.runwright.model.FanOut;
import dev.runwright.model.PowerShellStep;
import dev.runwright.model.ProgramStep;
import dev.runwright.model.Step;
import dev.runwright.model.UndoRunStep;
import dev.runwright.value.Expression;
import dev.runwright.value.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The places of one step at which expressions stand. Stateless. */
final class Places {
    private Places() {}

    /**
     * A value at a place.
     *
     * @param key the step's key
     * @param shown whether the value is shown to people or to the machine's other users, so that a secret must not be in it
     * @param perElement whether it is read for each element of the step's fan-out
     */
    record Place(String key, Template template, boolean shown, boolean perElement) {}

    /** All places of a step, those of the steps in it left out. */
    static List<Place> of(Step step) {
        List<Place> places = new ArrayList<>();
        add(places, "name", step.head().name(), true, true);
        expression(places, "when", step.head().when());
        expression(places, "ok_when", step.head().okWhen());
        if (step.head().state() != null) {
            add(places, "state", step.head().state().with(), false, true);
        }
        FanOut foreach = step.head().foreach();
        if (foreach != null) {
            add(places, "foreach", foreach.items(), true, false);
            add(places, "key", foreach.key(), true, true);
        }
        own(places, step);
        return places;
    }

    private static void own(List<Place> places, Step step) {
        if (step instanceof CmdletStep cmdlet) {
            add(places, "with", cmdlet.with(), false, true);
        } else if (step instanceof PowerShellStep script) {
            add(places, "with", script.with(), false, true);
        } else if (step instanceof ProgramStep program) {
            add(places, "program", program.command(), true, true);
        } else if (step instanceof AssertStep check) {
            expression(places, "assert", check.that());
            add(places, "else", check.otherwise(), true, true);
        } else if (step instanceof UndoRunStep undo) {
            Stream.of(undo.run(), undo.only(), undo.except(), undo.include(), undo.ifDrifted())
                    .forEach(template -> add(places, "undo_run", template, true, true));
        }
    }

    private static void add(
            List<Place> places, String key, @Nullable Template template, boolean shown, boolean perElement) {
        if (template != null) {
            places.add(new Place(key, template, shown, perElement));
        }
    }

    private static void expression(List<Place> places, String key, @Nullable Expression expression) {
        if (expression != null) {
            places.add(new Place(key, new Template.Whole(expression.position(), expression), false, true));
        }
    }
}
