package dev.runwright.engine;

import dev.runwright.journal.Act;
import dev.runwright.journal.JournalEntry.PersonAsked;
import dev.runwright.journal.JournalEntry.StepEnded;
import dev.runwright.journal.StepView;
import dev.runwright.model.ApproveStep;
import dev.runwright.model.Audience;
import dev.runwright.model.StepHead;
import dev.runwright.text.Position;
import dev.runwright.value.Data;
import dev.runwright.value.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds a run that goes against a calendar until somebody else has approved that (design 7); no profile waives it. */
final class CalendarGate {
    /** The path under which the approval stands in the journal and is given. */
    static final String PATH = "against_calendar";

    private static final String EVENT = "event";

    private final RunContext run;
    private final People people;
    private final Origin origin;
    private final Windows.@Nullable Ban ban;

    /**
     * Of a run.
     *
     * @param origin who drives it now
     * @param ban what forbids it now; null if nothing does
     */
    CalendarGate(RunContext run, People people, Origin origin, Windows.@Nullable Ban ban) {
        this.run = run;
        this.people = people;
        this.origin = origin;
        this.ban = ban;
    }

    /** Whether a run may be driven on against a calendar without asking for it anew: that was asked, or approved, for the same event. */
    static boolean knows(@Nullable StepView past, Windows.Ban ban) {
        PersonAsked asked = past == null ? null : past.asked();
        return asked != null && ban.event().equals(asked.shown().get(EVENT));
    }

    /** What the run waits for, or why it ends; null if it goes on. */
    @Nullable Flow open() {
        StepView past = run.history.step(PATH);
        boolean over = past != null && past.ended() != null;
        if (ban == null || (over && knows(past, ban))) {
            return past == null ? null : over ? ended(past) : allowed();
        }
        Frame frame = Frame.top(Map.of(), new StepResults(), people.started().now());
        boolean anew = past != null && !over && !knows(past, ban);
        StepResult result = new PersonRunner(run, people).insist(step(ban), PATH, frame, anew ? null : past);
        if (result.state().equals("waiting")) {
            return Flow.Halted.of("waiting", PATH, error(result));
        }
        if (!result.good()) {
            return new Flow.Failed(PATH, error(result), null);
        }
        String who = String.valueOf(Data.get(Data.map(result.output()), "by"));
        people.journal()
                .act(new Act(
                        people.clock().instant(),
                        origin.actor(),
                        Act.CALENDAR_OVERRIDDEN,
                        run.run(),
                        ban.event() + "; " + reason() + "; approved by " + who));
        return null;
    }

    private String reason() {
        String own = origin.reason() == null ? people.started().reason() : origin.reason();
        return own == null ? "no reason given" : own;
    }

    private static StepError error(StepResult result) {
        return result.error() == null ? StepError.of(ErrorClass.UNKNOWN, "No error was given.") : result.error();
    }

    private static @Nullable Flow ended(StepView past) {
        StepEnded ended = java.util.Objects.requireNonNull(past.ended());
        StepError error = History.error(ended.error());
        return ended.state().equals("failed")
                ? new Flow.Failed(
                        PATH, error == null ? StepError.of(ErrorClass.DENIED, "It was rejected.") : error, null)
                : null;
    }

    /** Nobody has answered, and no calendar forbids it any more. */
    private @Nullable Flow allowed() {
        run.record(
                new StepEnded(PATH, "skipped", 1, null, null, null, null, List.of("No calendar forbids it any more.")));
        return null;
    }

    private ApproveStep step(Windows.Ban ban) {
        Position place = Position.startOf(run.definition.runbook().source().name());
        Map<String, Template> shown = new LinkedHashMap<>();
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put(EVENT, ban.event());
        facts.put("reason", reason());
        facts.put(Answers.ASKED_BY, origin.actor());
        facts.forEach((name, value) -> shown.put(name, new Template.Literal(place, value)));
        return new ApproveStep(
                StepHead.bare(place, null, PATH),
                new Template.Literal(place, "Run against the calendar? " + ban.sentence() + " Reason: " + reason()),
                new Template.Fields(place, shown, Map.of()),
                new Audience(null, null),
                1,
                false,
                false);
    }
}
