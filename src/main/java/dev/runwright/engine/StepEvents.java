package dev.runwright.engine;

import dev.runwright.value.Redactor;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What one step says, without the secrets that are known by then. Of a step whose output is secret nothing that may be output is
 * passed on, and nothing goes into a file. Thread-safe.
 *
 * @param secret whether the step's output is
 * @param files opens the file of a stream
 */
record StepEvents(
        BooleanSupplier secret,
        Supplier<Redactor> redactor,
        Consumer<Events.Event> shown,
        Function<String, Spill.Sink> files)
        implements Events {
    private static final Set<String> OUTPUT = Set.of("output", "stdout", "native");

    @Override
    public void event(Event event) {
        if (!secret.getAsBoolean() || !OUTPUT.contains(event.kind())) {
            shown.accept(new Event(event.kind(), redactor.get().redact(event.text()), event.percent()));
        }
    }

    @Override
    public Spill.Sink spill(String stream) {
        return secret.getAsBoolean()
                ? Spill.Sink.NONE
                : new RedactedSink(files.apply(stream), redactor.get().bytes());
    }
}
