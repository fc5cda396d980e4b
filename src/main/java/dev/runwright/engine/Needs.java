package dev.runwright.engine;

import dev.runwright.journal.Journal;
import dev.runwright.model.AssertStep;
import dev.runwright.model.DurationText;
import dev.runwright.model.GroupStep;
import dev.runwright.model.ParallelStep;
import dev.runwright.model.PeopleStep;
import dev.runwright.model.Runbook;
import dev.runwright.model.RunbookStep;
import dev.runwright.model.Step;
import dev.runwright.model.WaitStep;
import dev.runwright.value.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much time is reckoned for steps (design 7): what nine of ten earlier runs kept within, else the {@code timeout}; of a step that
 * holds others, the sum of these. A wait for a condition counts only as earlier runs waited. Thread-safe.
 */
public final class Needs {
    private final Definition definition;
    private final PastDurations past;

    /**
     * Of a runbook in a world.
     *
     * @param world its name, as runs have it
     */
    public Needs(Definition definition, Journal journal, String world) {
        this.definition = definition;
        this.past = new PastDurations(journal, definition.runbook().name(), world);
    }

    /**
     * What is reckoned for a step.
     *
     * @param each whether it is one item of a fan-out, of which there may be many
     * @param known of how many earlier times it is known; 0 if the runbook alone says it
     */
    public record Need(String path, Duration time, boolean each, int known) {}

    /** Every step that is begun by itself, in order; the steps of fan-outs once. */
    public List<Need> all() {
        List<Need> needs = new ArrayList<>();
        collect(steps(definition.runbook()), "", needs);
        return needs;
    }

    /** A time as people write it. */
    public static String words(Duration time) {
        long minutes = (time.toSeconds() + 59) / 60;
        long rest = minutes % 60;
        return minutes < 120 ? minutes + " min" : minutes / 60 + " h" + (rest == 0 ? "" : " " + rest + " min");
    }

    private void collect(List<Step> steps, String prefix, List<Need> needs) {
        for (Step step : steps) {
            String path = prefix + step.head().label();
            boolean each = step.head().foreach() != null;
            if (each) {
                needs.add(new Need(path + "[]", item(step, path + "[]"), true, past.count(path + "[]")));
            } else if (parts(step).isEmpty()) {
                needs.add(new Need(path, item(step, path), false, known(path)));
            } else {
                collect(parts(step), path + "/", needs);
            }
        }
    }

    private int known(String path) {
        return past.p90(path).isPresent() ? past.count(path) : 0;
    }

    /** The time for a step, of a fan-out for one item. */
    Duration item(Step step, String path) {
        Optional<Duration> before = isInstant(step) ? Optional.empty() : past.p90(path);
        if (before.isPresent()) {
            return before.get();
        }
        List<Step> parts = parts(step);
        if (parts.isEmpty()) {
            return isInstant(step)
                    ? Duration.ZERO
                    : step instanceof WaitStep wait ? wait(wait) : StepRunner.timeout(step);
        }
        Stream<Duration> times = parts.stream().map(part -> item(part, inner(part, path)));
        Duration whole = step instanceof ParallelStep
                ? times.max(Comparator.naturalOrder()).orElse(Duration.ZERO)
                : times.reduce(Duration.ZERO, Duration::plus);
        return least(whole, limit(step));
    }

    /** The time for so many items, so many of them at once. */
    Duration wave(Step step, String path, int items, int atOnce) {
        long rounds = (items + (long) atOnce - 1) / Math.max(1, atOnce);
        return item(step, path + "[]").multipliedBy(rounds);
    }

    private static String inner(Step part, String path) {
        String inside = path + "/" + part.head().label();
        return part.head().foreach() == null ? inside : inside + "[]";
    }

    private static boolean isInstant(Step step) {
        return step instanceof AssertStep || step instanceof PeopleStep;
    }

    private static Duration wait(WaitStep wait) {
        return wait.span() instanceof Template.Literal literal
                ? DurationText.parse(String.valueOf(literal.value())).orElse(Duration.ZERO)
                : Duration.ZERO;
    }

    private @Nullable Duration limit(Step step) {
        Duration own = step.head().foreach() == null ? step.head().timeout() : null;
        return own == null && step instanceof RunbookStep call
                ? definition.runbook(call.runbook()).timeout()
                : own;
    }

    private static Duration least(Duration time, @Nullable Duration limit) {
        return limit == null || time.compareTo(limit) < 0 ? time : limit;
    }

    private List<Step> parts(Step step) {
        if (step instanceof RunbookStep call) {
            return steps(definition.runbook(call.runbook()));
        }
        if (step instanceof GroupStep group) {
            return Stream.concat(group.steps().stream(), group.always().stream())
                    .toList();
        }
        return step instanceof ParallelStep parallel ? parallel.branches() : List.of();
    }

    private static List<Step> steps(Runbook runbook) {
        return Stream.concat(runbook.steps().stream(), runbook.always().stream())
                .toList();
    }
}
