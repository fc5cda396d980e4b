package dev.runwright.engine;

import dev.runwright.journal.Journal;
import dev.runwright.model.AssertStep;
import dev.runwright.model.DurationText;
import dev.runwright.model.FanOut;
import dev.runwright.model.GroupStep;
import dev.runwright.model.ParallelStep;
import dev.runwright.model.PeopleStep;
import dev.runwright.model.Retry;
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
 * How much time is reckoned for steps (design 7): what nine of ten earlier runs kept within, else the {@code timeout} of one attempt,
 * because each further one asks for its own time; of a step that holds others, the sum of these. A wait for a condition counts only as
 * earlier runs waited. Thread-safe.
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
        this(definition, journal, new PastTimes(), world);
    }

    /** The same, where others have read earlier runs. */
    Needs(Definition definition, Journal journal, PastTimes runs, String world) {
        this.definition = definition;
        this.past = new PastDurations(journal, runs, definition.runbook().name(), world);
    }

    /**
     * What is reckoned for a step.
     *
     * @param path of an item of a fan-out, with {@code []} for its key
     * @param time of a fan-out, for one item
     * @param known of how many earlier times it is known; 0 if the runbook alone says it
     */
    public record Need(Step step, String path, Duration time, int known) {
        /** Whether it is one item of a fan-out, of which there may be many. */
        public boolean each() {
            return step.head().foreach() != null;
        }

        /** The path without the place of a key. */
        public String name() {
            return each() ? path.substring(0, path.length() - 2) : path;
        }

        /** How often it is tried if it fails in a way that is tried again. */
        public int attempts() {
            Retry retry = step.head().retry();
            return retry == null ? 1 : retry.times() + 1;
        }
    }

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
                needs.add(new Need(step, path + "[]", item(step, path + "[]"), known(path + "[]")));
            } else if (parts(step).isEmpty()) {
                needs.add(new Need(step, path, item(step, path), known(path)));
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

    /** The time for so many items of a fan-out, wave by wave, with the steps between the waves. */
    public Duration items(Need need, int items) {
        FanOut fanOut = java.util.Objects.requireNonNull(need.step().head().foreach());
        List<Integer> ends = new ArrayList<>();
        fanOut.waves().forEach(wave -> ends.add(Math.min(items, wave.of(items))));
        ends.add(items);
        Duration whole = Duration.ZERO;
        int done = 0;
        for (int end : ends) {
            if (end > done) {
                whole = whole.plus(done == 0 ? Duration.ZERO : between(fanOut, need.name()))
                        .plus(wave(need.step(), need.name(), end - done, fanOut.atOnce()));
                done = end;
            }
        }
        return whole;
    }

    private Duration between(FanOut fanOut, String path) {
        return fanOut.betweenWaves().stream()
                .map(step -> item(step, inner(step, path + "/after_wave")))
                .reduce(Duration.ZERO, Duration::plus);
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
