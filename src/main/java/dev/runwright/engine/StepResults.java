package dev.runwright.engine;

import dev.runwright.value.Data;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the steps of a run, or of one iteration, gave so far, as expressions see it under {@code steps}. Not thread-safe. */
final class StepResults {
    private final Map<String, @Nullable Object> visible;
    private final Map<String, @Nullable Object> own = new LinkedHashMap<>();

    StepResults() {
        this.visible = new LinkedHashMap<>();
    }

    private StepResults(Map<String, @Nullable Object> outer) {
        this.visible = new LinkedHashMap<>(outer);
    }

    /** Results of steps that see those of a run of the past. */
    static StepResults over(Map<String, @Nullable Object> past) {
        return new StepResults(past);
    }

    /** Results of one iteration: it sees what was before it, and keeps its own. */
    StepResults iteration() {
        return new StepResults(visible);
    }

    void put(String id, StepResult result) {
        Map<String, @Nullable Object> data = result.toData();
        visible.put(id, data);
        own.put(id, data);
    }

    /** Takes over what a branch has put. */
    void take(StepResults branch) {
        visible.putAll(branch.own);
        own.putAll(branch.own);
    }

    /** The states of what was put here and not outside. */
    List<Object> states() {
        return own.values().stream()
                .<Object>map(result -> String.valueOf(Data.map(result).get("state")))
                .toList();
    }

    /** Makes a step known as not reached, unless it already has a result. */
    void expect(String id) {
        visible.putIfAbsent(id, StepResult.of("skipped").toData());
    }

    /** All that can be read; a view. */
    Map<String, @Nullable Object> visible() {
        return Collections.unmodifiableMap(visible);
    }

    /** What was put here and not outside. */
    Map<String, @Nullable Object> own() {
        return Collections.unmodifiableMap(own);
    }
}
