package dev.runwright.check;

import dev.runwright.model.ApproveStep;
import dev.runwright.model.AskStep;
import dev.runwright.model.AssertStep;
import dev.runwright.model.CmdletStep;
import dev.runwright.model.DownloadStep;
import dev.runwright.model.FanOut;
import dev.runwright.model.GraphStep;
import dev.runwright.model.ManualStep;
import dev.runwright.model.NotifyStep;
import dev.runwright.model.PowerShellStep;
import dev.runwright.model.ProgramStep;
import dev.runwright.model.ReadStep;
import dev.runwright.model.RunbookStep;
import dev.runwright.model.Step;
import dev.runwright.model.UndoRunStep;
import dev.runwright.model.WaitStep;
import dev.runwright.value.Expression;
import dev.runwright.value.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The places of one step at which expressions stand. Stateless. */
final class Places {
    /** The condition of a wait that sees what its reading gave. */
    static final String WAIT_FOR_READING = "wait for reading";

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
        add(places, "on", step.head().on(), true, true);
        expression(places, "when", step.head().when());
        expression(places, "ok_when", step.head().okWhen());
        expression(places, "until", step.head().until());
        if (step.head().state() != null) {
            add(places, "state", step.head().state().with(), false, true);
        }
        FanOut foreach = step.head().foreach();
        if (foreach != null) {
            add(places, "foreach", foreach.items(), true, false);
            add(places, "key", foreach.key(), true, true);
            if (foreach.lock() != null) {
                add(places, "lock", foreach.lock().name(), true, true);
            }
        }
        own(places, step);
        return places;
    }

    private static void own(List<Place> places, Step step) {
        if (step instanceof CmdletStep cmdlet) {
            add(places, "with", cmdlet.with(), false, true);
        } else if (step instanceof GraphStep graph) {
            add(places, "graph", graph.url(), true, true);
            add(places, "body", graph.body(), false, true);
            add(places, "headers", graph.headers(), false, true);
        } else if (step instanceof PowerShellStep script) {
            add(places, "with", script.with(), false, true);
        } else if (step instanceof ProgramStep program) {
            add(places, "program", program.command(), true, true);
        } else if (step instanceof DownloadStep download) {
            add(places, "download", download.url(), true, true);
            add(places, "download", download.options(), true, true);
        } else if (step instanceof NotifyStep notify) {
            add(places, "notify", notify.message(), true, true);
        } else if (step instanceof ReadStep read) {
            add(places, "read", read.path(), true, true);
        } else if (step instanceof AssertStep check) {
            expression(places, "assert", check.that());
            add(places, "else", check.otherwise(), true, true);
        } else if (step instanceof UndoRunStep undo) {
            Stream.of(undo.run(), undo.only(), undo.except(), undo.include(), undo.ifDrifted())
                    .forEach(template -> add(places, "undo_run", template, true, true));
        } else if (step instanceof RunbookStep call) {
            add(places, "with", call.with(), false, true);
        } else if (step instanceof WaitStep wait) {
            add(places, "wait", wait.span(), true, true);
            expression(places, wait.read() == null ? "wait" : WAIT_FOR_READING, wait.until());
        } else {
            people(places, step);
        }
    }

    private static void people(List<Place> places, Step step) {
        if (step instanceof ApproveStep approve) {
            shown(places, approve.question(), approve.show(), approve.audience().from());
        } else if (step instanceof AskStep ask) {
            shown(places, ask.question(), ask.show(), ask.audience().from());
        } else if (step instanceof ManualStep manual) {
            shown(
                    places,
                    manual.instructions(),
                    manual.evidence(),
                    manual.audience().from());
        }
    }

    private static void shown(List<Place> places, @Nullable Template... templates) {
        for (Template template : templates) {
            add(places, "show", template, true, true);
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
