package dev.runwright.engine;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.catalogue.CmdletFacts;
import dev.runwright.catalogue.ReadingFacts;
import dev.runwright.engine.StateSpec.Compared;
import dev.runwright.model.StateRule.Wants;
import dev.runwright.value.Data;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes readings and judges them (design 2.3). */
final class StateReader {
    private final Cmdlets cmdlets;
    private final Catalogue catalogue;
    private final Forms forms;

    StateReader(Cmdlets cmdlets, Catalogue catalogue, Forms forms) {
        this.cmdlets = cmdlets;
        this.catalogue = catalogue;
        this.forms = forms;
    }

    /** Reads once. */
    Reading read(StateSpec spec, Attempt attempt) {
        Cmdlets.Call call = new Cmdlets.Call(
                spec.query().connection(), spec.query().cmdlet(), spec.query().with(), List.of());
        Outcome outcome = cmdlets.invoke(call, attempt);
        if (outcome instanceof Outcome.Returned returned) {
            return judge(spec, returned.reply());
        }
        if (outcome instanceof Outcome.Failed failed) {
            boolean gone = failed.error().kind() == ErrorClass.NOT_FOUND
                    && spec.query().optional();
            return gone ? new Reading.Absent() : new Reading.Unreadable(failed.error());
        }
        return new Reading.Unreadable(
                outcome instanceof Outcome.NotSent notSent ? notSent.error() : ((Outcome.Unknown) outcome).error());
    }

    private Reading judge(StateSpec spec, Reply reply) {
        if (!reply.errors().isEmpty()) {
            StepError first = reply.errors().get(0);
            boolean gone = spec.query().optional()
                    && reply.errors().size() == 1
                    && first.kind() == ErrorClass.NOT_FOUND
                    && objects(reply.output()).isEmpty();
            return gone ? new Reading.Absent() : new Reading.Unreadable(first);
        }
        if (!reply.whole()) {
            return unreadable(spec, "was cut");
        }
        List<Map<String, @Nullable Object>> objects = new ArrayList<>();
        for (Object item : objects(reply.output())) {
            if (!(item instanceof Map<?, ?>)) {
                return unreadable(spec, "gave something that is no object");
            }
            objects.add(Data.map(item));
        }
        return only(spec, meant(spec, objects));
    }

    private static List<@Nullable Object> objects(@Nullable Object output) {
        return output instanceof Map<?, ?> ? List.of(output) : Data.list(output);
    }

    private static Reading only(StateSpec spec, List<Map<String, @Nullable Object>> objects) {
        if (objects.size() > 1) {
            return unreadable(spec, "gave " + objects.size() + " objects where one is needed");
        }
        if (objects.isEmpty()) {
            return spec.query().optional() ? new Reading.Absent() : unreadable(spec, "gave no object");
        }
        return new Reading.Present(objects.get(0));
    }

    private List<Map<String, @Nullable Object>> meant(StateSpec spec, List<Map<String, @Nullable Object>> objects) {
        ReadingFacts facts =
                catalogue.find(spec.query().changer()).map(CmdletFacts::reading).orElse(null);
        return facts == null
                ? objects
                : facts.meant(objects, spec.query().narrowing(), spec.wants() == Wants.ABSENT, forms.recipients());
    }

    private static Reading unreadable(StateSpec spec, String why) {
        return new Reading.Unreadable(StepError.of(
                ErrorClass.UNKNOWN, "The reading " + spec.query().cmdlet() + " " + why + "; it cannot be relied on."));
    }

    /** The compared properties that the reading does not carry at all. */
    static List<String> missing(StateSpec spec, Reading reading) {
        if (!(reading instanceof Reading.Present present) || spec.wants() == Wants.ABSENT) {
            return List.of();
        }
        return spec.compared().stream()
                .map(Compared::property)
                .filter(property -> Data.entry(present.properties(), property) == null)
                .toList();
    }

    /** Whether the reading shows what the call wants. */
    boolean asWanted(StateSpec spec, Reading reading) {
        if (spec.wants() == Wants.ABSENT) {
            return reading instanceof Reading.Absent;
        }
        return reading instanceof Reading.Present && differing(spec, reading).isEmpty();
    }

    /** The compared properties that are not as wanted. */
    List<Compared> differing(StateSpec spec, Reading reading) {
        return spec.compared().stream()
                .filter(one -> !forms.asWanted(one, Data.get(reading.values(), one.property())))
                .toList();
    }

    /** Whether two readings are the same in what the spec compares. */
    static boolean same(StateSpec spec, Reading one, Reading other) {
        if (one.getClass() != other.getClass()) {
            return false;
        }
        return spec.compared().stream()
                .allMatch(c -> Forms.sameReading(
                        c.form(), Data.get(one.values(), c.property()), Data.get(other.values(), c.property())));
    }

    Forms forms() {
        return forms;
    }
}
