package dev.runwright.engine;

import dev.runwright.model.FanOut;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts the failed items of a fan-out and says when they are too many. Thread-safe. */
final class Failures {
    private final FanOut.@Nullable StopAfter stopAfter;
    private final int all;
    private final Set<String> total = new HashSet<>();
    private final Set<String> inWave = new HashSet<>();
    private int waveSize;
    private boolean tooMany;

    /**
     * Of a fan-out.
     *
     * @param stopAfter how many are too many; null: one is
     */
    Failures(FanOut.@Nullable StopAfter stopAfter, int all) {
        this.stopAfter = stopAfter;
        this.all = all;
    }

    /** A wave of {@code size} items begins. */
    synchronized void wave(int size) {
        inWave.clear();
        waveSize = size;
    }

    /** An item has failed, counted once; gives whether there are too many now. */
    synchronized boolean failed(String item) {
        total.add(item);
        inWave.add(item);
        tooMany |= stopAfter == null
                || reached(stopAfter.total(), total.size(), all)
                || reached(stopAfter.perWave(), inWave.size(), waveSize);
        return tooMany;
    }

    private static boolean reached(FanOut.@Nullable Amount limit, int failed, int of) {
        return limit != null && failed >= limit.of(of);
    }

    synchronized boolean tooMany() {
        return tooMany;
    }

    /** Why the fan-out failed: the item's own error if one failure is one too many, else the count. */
    synchronized StepError error(Collection<StepResult> results) {
        StepError first = results.stream()
                .filter(result -> result.state().equals("failed"))
                .map(StepResult::error)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(StepError.of(ErrorClass.UNKNOWN, "No error was given."));
        return stopAfter == null
                ? first
                : new StepError(
                        first.kind(),
                        total.size() + " of " + all
                                + " items have failed, which 'stop_after' does not allow; the first: "
                                + first.message(),
                        first.position(),
                        first.details());
    }

    /** What is said of failures that were allowed. */
    synchronized List<String> warnings(int of) {
        return total.isEmpty() ? List.of() : List.of(total.size() + " of " + of + " items have failed.");
    }
}
