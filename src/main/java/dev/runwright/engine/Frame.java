package dev.runwright.engine;

import dev.runwright.value.Data;
import dev.runwright.value.Scope;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where in a run a list of steps stands: the path so far, what its expressions see, whether it still runs after a cancellation.
 *
 * @param prefix path of what holds the steps, with a slash at its end; empty at the top
 * @param names what expressions see besides {@code steps}
 * @param sign says when nothing new may begin here
 * @param last whether these are {@code always} steps, which a first cancellation does not stop
 * @param rescue whether these are a group's {@code rescue}
 */
record Frame(
        String prefix,
        Map<String, @Nullable Object> names,
        StepResults results,
        Instant now,
        StopSign sign,
        boolean last,
        boolean rescue) {
    Frame {
        names = Data.copy(names);
    }

    /** Where the steps of a runbook stand at its beginning. */
    static Frame top(Map<String, @Nullable Object> names, StepResults results, Instant now) {
        return new Frame("", names, results, now, StopSign.NONE, false, false);
    }

    Scope scope() {
        return Scope.of(names, now).with("steps", results.visible());
    }

    String path(String label) {
        return prefix + label;
    }

    Frame inside(String path) {
        return new Frame(path + "/", names, results, now, sign, last, rescue);
    }

    Frame with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(names);
        more.put(name, value);
        return new Frame(prefix, more, results, now, sign, last, rescue);
    }

    /** One iteration of a fan-out at {@code path}. */
    Frame iteration(String as, @Nullable Object item) {
        Frame with = with(as, item);
        return new Frame(prefix, with.names, results.iteration(), now, sign, last, rescue);
    }

    Frame finishing() {
        return new Frame(prefix, names, results, now, sign, true, rescue);
    }

    /** The way back after a failure. */
    Frame back() {
        return new Frame(prefix, names, results, now, sign, last, true);
    }

    /** Whether its steps run whatever is left of a window: the reserve is theirs. */
    boolean wayBack() {
        return last || rescue;
    }

    /** The same place, where {@code other} says when to stop. */
    Frame under(StopSign other) {
        return new Frame(prefix, names, results, now, other, last, rescue);
    }

    /** One branch of several: it sees what was before it, and keeps its own. */
    Frame branch() {
        return new Frame(prefix, names, results.iteration(), now, sign, last, rescue);
    }

    /** A called runbook at {@code path}: other names, and steps of its own. */
    Frame called(String path, Map<String, @Nullable Object> other, StepResults own) {
        return new Frame(path + "/", other, own, now, sign, last, rescue);
    }
}
