package dev.runwright.engine;

import dev.runwright.value.Data;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a step ended (design 2.7). Immutable.
 *
 * @param state {@code ok changed unchanged skipped failed rescued cancelled unknown}
 * @param before the reading before the change; null without one
 * @param after the reading after it; null without one
 * @param results of a fan-out, by key; null for other steps
 */
record StepResult(
        String state,
        @Nullable Object output,
        @Nullable StepError error,
        @Nullable Map<String, @Nullable Object> before,
        @Nullable Map<String, @Nullable Object> after,
        int attempts,
        @Nullable Integer exit,
        @Nullable String stderr,
        List<String> warnings,
        @Nullable Map<String, @Nullable Object> results) {

    static StepResult of(String state) {
        return new StepResult(state, null, null, null, null, 0, null, null, List.of(), null);
    }

    static StepResult failed(StepError error, int attempts) {
        return new StepResult("failed", null, error, null, null, attempts, null, null, List.of(), null);
    }

    StepResult withState(String other) {
        return new StepResult(other, output, error, before, after, attempts, exit, stderr, warnings, results);
    }

    StepResult withError(StepError other) {
        return new StepResult(state, output, other, before, after, attempts, exit, stderr, warnings, results);
    }

    /** This after so many attempts. */
    StepResult after(int number) {
        return new StepResult(state, output, error, before, after, number, exit, stderr, warnings, results);
    }

    /** This with what came back. */
    StepResult with(Reply reply) {
        return new StepResult(
                state, reply.output(), error, before, after, attempts, reply.exit(), reply.stderr(), warnings, results);
    }

    /** This with an output in its shape, and warnings. */
    StepResult withOutput(@Nullable Object shaped, List<String> more) {
        return new StepResult(state, shaped, error, before, after, attempts, exit, stderr, more, results);
    }

    /** Whether the run may go on after it without a rescue. */
    boolean good() {
        return !state.equals("failed")
                && !state.equals("unknown")
                && !state.equals("cancelled")
                && !state.equals("waiting");
    }

    /** What expressions see under {@code steps}. */
    Map<String, @Nullable Object> toData() {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("state", state);
        data.put("output", output);
        data.put("error", error == null ? null : errorData(error));
        data.put("before", before);
        data.put("after", after);
        data.put("attempts", (long) attempts);
        data.put("exit", exit == null ? null : (Object) exit.longValue());
        data.put("stderr", stderr);
        if (results != null) {
            data.put("results", results);
        }
        return Data.copy(data);
    }

    static Map<String, @Nullable Object> errorData(StepError error) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("class", error.kind().word());
        data.put("message", error.message());
        data.put("position", error.position() == null ? null : error.position().toString());
        data.put("details", error.details());
        return data;
    }
}
