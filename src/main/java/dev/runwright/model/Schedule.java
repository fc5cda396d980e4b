package dev.runwright.model;

import dev.runwright.text.Position;
import dev.runwright.text.SourceText;
import dev.runwright.value.Scope;
import dev.runwright.value.Template;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A schedule (design 7): which runbook is run in which windows. Immutable.
 *
 * @param source the text it was read from
 * @param runbook its name, or a path relative to the schedule's folder
 * @param with the runbook's inputs, plain data
 * @param profile in which it is run; null for the default one
 * @param stopAfterFailures after so many failed runs in a row the schedule pauses itself; 0 for never
 * @param jitter over how long after an opening starts are spread; zero for none
 */
public record Schedule(
        Position position,
        SourceText source,
        String name,
        @Nullable String title,
        PlacedText runbook,
        Template.Fields with,
        @Nullable PlacedText profile,
        WindowRule window,
        Missed missed,
        AtClose atClose,
        Overlap overlap,
        int stopAfterFailures,
        Duration jitter) {

    /** The inputs as a run takes them. */
    public Map<String, RawInput> inputs() {
        Map<String, RawInput> inputs = new LinkedHashMap<>();
        with.render(Scope.of(Map.of(), Instant.EPOCH))
                .forEach((name, value) -> inputs.put(name, new RawInput.Plain(value)));
        return inputs;
    }

    /** The folder to which paths in it are relative. */
    public Path folder() {
        return Path.of(source.name()).resolveSibling("");
    }
}
