package dev.runwright.engine;

import dev.runwright.engine.StateSpec.Compared;
import dev.runwright.journal.JournalEntry.ChangeReturned;
import dev.runwright.journal.JournalEntry.ChangeSent;
import dev.runwright.journal.JournalEntry.StateRead;
import dev.runwright.journal.StepView;
import dev.runwright.model.GraphCommand;
import dev.runwright.model.StateRule.Wants;
import dev.runwright.value.Data;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change that names its reading (design 2.3): read, compare, send, read back, settle. One object serves all attempts at a step: the
 * first reading before stands for ever. The steps of an undo go the same way.
 */
final class StatefulChange {
    private final RunContext run;
    private final String path;
    private final Cmdlets.Call call;
    private final StateSpec spec;
    private final Duration timeout;
    private final boolean askWhenUnknown;
    private @Nullable Reading before;
    private boolean sent;

    StatefulChange(RunContext run, String path, Cmdlets.Call call, StateSpec spec, Limits limits) {
        this.run = run;
        this.path = path;
        this.call = call;
        this.spec = spec;
        this.timeout = limits.timeout();
        this.askWhenUnknown = limits.askWhenUnknown();
    }

    /**
     * What limits a change.
     *
     * @param timeout of one call or reading
     * @param askWhenUnknown whether a lost change that the reading does not show is a question, not a failure
     */
    record Limits(Duration timeout, boolean askWhenUnknown) {}

    /** What an attempt came to. */
    sealed interface End {
        /** It was already as wanted; nothing was sent. */
        record Unchanged(Reading.Present reading) implements End {}

        /** It is as wanted now, or gone as wanted. */
        record Done(@Nullable Reply reply, List<String> warnings) implements End {}

        /** It is not as wanted. */
        record Failed(StepError error, boolean again) implements End {}

        /** Nobody can tell. */
        record Unknown(StepError error) implements End {}
    }

    /** The object before the first attempt; null before that. */
    @Nullable Reading before() {
        return before;
    }

    private @Nullable Reading after;

    /** The object after the change; null without one. */
    @Nullable Reading after() {
        return after;
    }

    /** Takes up what an earlier process knew of this change: the first reading before stands for ever. */
    StatefulChange after(@Nullable StepView past) {
        before = past == null || past.before() == null ? null : History.reading(past.before());
        sent = past != null && past.sent() != null;
        return this;
    }

    /**
     * How a change ended that was sent by a process that did not see its end: with the answer that it still wrote down, else as an
     * outcome that only the reading can tell.
     *
     * @return null if no answer came and the reading shows nothing of it: it is to be sent again
     */
    @Nullable End settle(StepView past) {
        ChangeSent lost = java.util.Objects.requireNonNull(past.newest());
        End end = settle(outcome(past.returned()), lost.world());
        return past.returned() == null && end instanceof End.Failed failed && failed.again() ? null : end;
    }

    private static Outcome outcome(@Nullable ChangeReturned returned) {
        StepError error = returned == null ? null : History.error(returned.error());
        if (returned == null || returned.outcome().equals("unknown")) {
            return new Outcome.Unknown(
                    error != null
                            ? error
                            : StepError.of(ErrorClass.UNKNOWN, "The process ended before an answer came."));
        }
        if (returned.outcome().equals("returned")) {
            List<StepError> errors = error == null ? List.of() : List.of(error);
            return new Outcome.Returned(new Reply(returned.output(), errors, List.of(), true, null, null));
        }
        StepError known = error != null ? error : StepError.of(ErrorClass.UNKNOWN, "No error was given.");
        return returned.outcome().equals("not_sent") ? new Outcome.NotSent(known) : new Outcome.Failed(known, null);
    }

    /** Whether the change makes an object. */
    boolean makes() {
        return spec.wants() == Wants.PRESENT;
    }

    /** One attempt. */
    End attempt(int number) {
        Reading first = freshReading();
        if (first instanceof Reading.Unreadable unreadable) {
            return new End.Failed(unreadable.error(), true);
        }
        StepError refusal = refusal(first);
        if (refusal != null) {
            return new End.Failed(refusal, false);
        }
        boolean firstTime = !sent;
        if (before == null) {
            before = first;
            run.record(read("before", first));
        }
        if (run.reader.asWanted(spec, first) && (spec.unread().isEmpty() || spec.wants() != Wants.VALUES)) {
            return unchanged(first, firstTime);
        }
        if (spec.wants() == Wants.PRESENT && first instanceof Reading.Present && firstTime) {
            return new End.Failed(StepError.of(ErrorClass.CONFLICT, otherValues(first)), false);
        }
        return send(number, first);
    }

    private End unchanged(Reading first, boolean firstTime) {
        after = first;
        if (!firstTime) {
            run.record(read("after", first));
            return new End.Done(null, List.of("An earlier attempt had taken effect."));
        }
        return new End.Unchanged(first instanceof Reading.Present present ? present : new Reading.Present(Map.of()));
    }

    private @Nullable StepError refusal(Reading first) {
        StepError denied = run.protection.refuses(call, first).orElse(null);
        if (denied != null) {
            return denied;
        }
        List<String> missing = StateReader.missing(spec, first);
        if (!missing.isEmpty()) {
            return StepError.of(
                    ErrorClass.INVALID,
                    "The reading " + spec.query().cmdlet() + " has no property " + String.join(", ", missing)
                            + "; nothing was sent. Correct the catalogue, or name what to compare with 'compare:'.");
        }
        for (Map.Entry<String, @Nullable Object> property : first.values().entrySet()) {
            if (run.redactor().finds(property.getValue())) {
                return StepError.of(
                        ErrorClass.INVALID,
                        "A secret would be captured in " + property.getKey()
                                + "; nothing was sent and nothing was kept.");
            }
        }
        return null;
    }

    private String otherValues(Reading first) {
        List<String> different = run.reader.differing(spec, first).stream()
                .map(c -> c.property() + " is " + CallText.literal(Data.get(first.values(), c.property())) + ", not "
                        + CallText.literal(c.wanted()))
                .toList();
        return "It is there already with other values: " + String.join("; ", different) + ". Nothing was sent.";
    }

    private End send(int number, Reading first) {
        Cmdlets.Call reduced = reduced(first);
        Instant moment = run.world.clock().now();
        sent = true;
        run.record(new ChangeSent(
                path,
                number,
                reduced.cmdlet(),
                redacted(reduced.parameters()),
                sentSpec(reduced).toData(),
                moment));
        run.commitForEffect();
        Outcome outcome = run.world.cmdlets().invoke(reduced, run.attempt(path, timeout));
        run.record(returned(number, outcome));
        if (outcome instanceof Outcome.NotSent notSent) {
            return new End.Failed(notSent.error(), true);
        }
        return settle(outcome, moment);
    }

    /** List changes without the part that is done already. */
    private Cmdlets.Call reduced(Reading first) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>(call.parameters());
        for (Compared one : spec.compared()) {
            if (one.change()) {
                Map<String, @Nullable Object> open =
                        run.reader.forms().missingPart(one, Data.get(first.values(), one.property()));
                if (open.isEmpty()) {
                    parameters.remove(one.parameter());
                } else {
                    parameters.put(one.parameter(), open);
                }
            }
        }
        if (GraphCommand.isGraph(call.cmdlet())) {
            GraphCalls.match(parameters, first);
        }
        return new Cmdlets.Call(call.connection(), call.cmdlet(), parameters, call.select());
    }

    /** The spec as it is journalled: of list changes, what is really sent. */
    private StateSpec sentSpec(Cmdlets.Call reduced) {
        List<Compared> compared = spec.compared().stream()
                .filter(one -> !one.change() || reduced.parameters().containsKey(one.parameter()))
                .map(one -> one.change()
                        ? new Compared(
                                one.parameter(),
                                one.property(),
                                one.form(),
                                reduced.parameters().get(one.parameter()),
                                true)
                        : one)
                .map(one -> new Compared(
                        one.parameter(),
                        one.property(),
                        one.form(),
                        run.redactor().redact(one.wanted()),
                        one.change()))
                .toList();
        return spec.comparing(compared);
    }

    private Map<String, @Nullable Object> redacted(Map<String, @Nullable Object> parameters) {
        return Data.map(run.redactor().redact(parameters));
    }

    private ChangeReturned returned(int number, Outcome outcome) {
        if (outcome instanceof Outcome.Returned returned) {
            Object output = run.redactor().redact(returned.reply().output());
            StepError first = returned.reply().errors().stream().findFirst().orElse(null);
            return new ChangeReturned(path, number, "returned", output, run.errorRecord(first));
        }
        String word = outcome instanceof Outcome.Failed
                ? "failed"
                : outcome instanceof Outcome.NotSent ? "not_sent" : "unknown";
        return new ChangeReturned(path, number, word, null, run.errorRecord(errorOf(outcome)));
    }

    private static @Nullable StepError errorOf(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            return failed.error();
        }
        if (outcome instanceof Outcome.NotSent notSent) {
            return notSent.error();
        }
        if (outcome instanceof Outcome.Unknown unknown) {
            return unknown.error();
        }
        return ((Outcome.Returned) outcome)
                .reply().errors().stream().findFirst().orElse(null);
    }

    /** Reads until the reading shows what is wanted, or was taken long enough after the change to say that it is not done. */
    private End settle(Outcome outcome, Instant sent) {
        RunClock clock = run.world.clock();
        while (true) {
            Instant taken = clock.now();
            Reading reading = run.reader.read(spec, run.attempt(path, timeout));
            if (run.reader.asWanted(spec, reading)) {
                return done(outcome, reading, sent);
            }
            boolean late = !taken.isBefore(sent.plus(spec.settling().within()));
            if (late || run.cancellation.now()) {
                return notAsWanted(outcome, reading, sent, late);
            }
            clock.pass(spec.settling().every(), run.cancellation);
        }
    }

    private End done(Outcome outcome, Reading reading, Instant sent) {
        after = reading;
        run.record(read("after", reading));
        run.changed(spec, reading, sent);
        StepError error = errorOf(outcome);
        Reply reply = outcome instanceof Outcome.Returned returned ? returned.reply() : null;
        List<String> warnings = new java.util.ArrayList<>(reply == null ? List.of() : reply.warnings());
        if (error != null) {
            warnings.add("The call reported an error, but the reading shows that it was done: " + error.message());
        }
        return new End.Done(reply, warnings);
    }

    private End notAsWanted(Outcome outcome, Reading reading, Instant sent, boolean late) {
        StepError error = errorOf(outcome);
        if (reading instanceof Reading.Unreadable unreadable) {
            return new End.Unknown(error == null ? unreadable.error() : error);
        }
        if (!late) {
            return new End.Unknown(
                    StepError.of(ErrorClass.UNKNOWN, "Stopped before the reading could settle the change."));
        }
        after = reading;
        run.record(read("after", reading));
        run.changed(spec, reading, sent);
        boolean untouched = before != null && StateReader.same(spec, before, reading);
        if (outcome instanceof Outcome.Unknown) {
            return untouched && !askWhenUnknown
                    ? new End.Failed(error == null ? notReadBack(reading) : error, true)
                    : new End.Unknown(error == null ? notReadBack(reading) : error);
        }
        return new End.Failed(error == null ? notReadBack(reading) : error, untouched);
    }

    private StepError notReadBack(Reading reading) {
        String what = spec.wants() == Wants.ABSENT
                ? "the object is still there"
                : reading instanceof Reading.Absent
                        ? "the object is not there"
                        : String.join(
                                "; ",
                                run.reader.differing(spec, reading).stream()
                                        .map(c -> c.property() + " is "
                                                + CallText.literal(Data.get(reading.values(), c.property()))
                                                + ", not " + CallText.literal(c.wanted()))
                                        .toList());
        return StepError.of(
                ErrorClass.CONFLICT,
                call.cmdlet() + " reported success, but "
                        + spec.settling().within().toSeconds() + " s later " + what + ".");
    }

    /**
     * The reading that a change starts from. If this run changed the same object a short while ago, a reading that does not show that
     * change yet is taken again until it does, or until it must.
     */
    private Reading freshReading() {
        RunContext.Recent recent = run.recent(spec);
        RunClock clock = run.world.clock();
        while (true) {
            Instant taken = clock.now();
            Reading reading = run.reader.read(spec, run.attempt(path, timeout));
            boolean stale = recent != null
                    && taken.isBefore(
                            recent.sent().plus(recent.spec().settling().within()))
                    && !(reading instanceof Reading.Unreadable)
                    && !StateReader.same(recent.spec(), recent.after(), reading);
            if (!stale || run.cancellation.now()) {
                return reading;
            }
            clock.pass(spec.settling().every(), run.cancellation);
        }
    }

    private StateRead read(String moment, Reading reading) {
        return new StateRead(
                path,
                moment,
                reading instanceof Reading.Present,
                reading.values(),
                run.world.clock().now());
    }
}
