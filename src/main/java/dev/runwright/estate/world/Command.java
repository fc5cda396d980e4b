package dev.runwright.estate.world;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries out one cmdlet on the estate's documents. Stateless. */
@FunctionalInterface
public interface Command {
    /**
     * Carries it out.
     *
     * @return the objects that it gives; the key {@code $type} is an object's .NET type
     * @throws CommandFailure for an error record; nothing is then changed
     */
    List<Map<String, @Nullable Object>> run(Call call);
}
