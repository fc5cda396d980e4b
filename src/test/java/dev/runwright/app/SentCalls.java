package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.ChangeSent;
import dev.runwright.journal.JournalEntry.RunResumed;
import dev.runwright.journal.JournalEntry.StateRead;
import dev.runwright.journal.JournalEntry.StepEnded;
import dev.runwright.journal.JournalEntry.StepStarted;
import dev.runwright.journal.Recorded;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;

/** What the journal of a run says that each step sent, against what its company was asked to change. */
@NullUnmarked
final class SentCalls {
    private static final Set<String> CONTAINERS = Set.of("group", "foreach", "parallel", "runbook", "undo_run");

    /** The calls of each step in the order in which they were sent, by path; more than one if it was sent again. */
    private final Map<String, List<String>> calls = new TreeMap<>();

    /** What had been sent and not ended when the first process left the run; that may have arrived or not. */
    private final Set<String> underWay = new LinkedHashSet<>();

    /** Of these a reading was taken by a later process before anything was sent again. */
    private final Set<String> looked = new LinkedHashSet<>();

    /** What the company was asked to change, and how often. */
    private final Map<String, Long> asked = new TreeMap<>();

    /**
     * Of one run.
     *
     * @param asked the commands of the company's log that change something
     * @param neutral takes out of a call what is another one in each run
     */
    SentCalls(List<Recorded> entries, List<String> asked, UnaryOperator<String> neutral) {
        asked.forEach(command -> this.asked.merge(command, 1L, Long::sum));
        Map<String, StepStarted> steps = new TreeMap<>();
        Set<String> open = new LinkedHashSet<>();
        boolean resumed = false;
        for (Recorded recorded : entries) {
            JournalEntry entry = recorded.entry();
            if (entry instanceof RunResumed && !resumed) {
                resumed = true;
                underWay.addAll(open);
            } else if (entry instanceof StepStarted started) {
                steps.put(started.path(), started);
            } else if (entry instanceof StepEnded ended) {
                open.remove(ended.path());
            } else if (entry instanceof StateRead read && resumed) {
                looked.add(read.path());
            }
            if (sends(entry)) {
                String call = neutral.apply(steps.get(entry.path()).call());
                calls.computeIfAbsent(entry.path(), path -> new ArrayList<>()).add(call);
                open.add(entry.path());
            }
        }
    }

    /** A step without a reading is on its way from its beginning. */
    private static boolean sends(JournalEntry entry) {
        return entry instanceof ChangeSent
                || (entry instanceof StepStarted started
                        && started.reading() == null
                        && !started.effect().equals("read")
                        && !CONTAINERS.contains(started.kind()));
    }

    /** Whether nothing was under way when the first process left the run. */
    boolean isQuiet() {
        return underWay.isEmpty();
    }

    int steps() {
        return calls.size();
    }

    /** An undisturbed run: each step has sent once, and the company was asked for just that. */
    void assertOnceEach() {
        assertThat(underWay).isEmpty();
        assertThat(calls.values()).allSatisfy(sent -> assertThat(sent).hasSize(1));
        assertThat(asked.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(calls.size());
        calls.values().forEach(sent -> command(sent.get(0)));
    }

    /**
     * A disturbed run: each step has sent what it sends undisturbed, and the company was asked for it once. Only of a step that was
     * under way when the process was killed may the journal know a second call. The first one had not arrived then, as a reading has
     * shown, or the runbook says that twice does no harm.
     *
     * @param rerun ids of the steps of which it says so
     */
    void assertSameAs(SentCalls undisturbed, Set<String> rerun) {
        assertThat(calls.keySet()).isEqualTo(undisturbed.calls.keySet());
        Map<String, Long> twice = new TreeMap<>();
        calls.forEach((path, sent) -> {
            String once = undisturbed.calls.get(path).get(0);
            assertThat(sent).as(path).hasSizeBetween(1, 2).allMatch(once::equals);
            if (sent.size() == 2) {
                assertThat(underWay).contains(path);
                if (rerun.contains(path.replaceAll(".*/", ""))) {
                    twice.merge(undisturbed.command(once), 1L, Long::sum);
                } else {
                    assertThat(looked).contains(path);
                }
            }
        });
        assertThat(asked.keySet()).isEqualTo(undisturbed.asked.keySet());
        asked.forEach((command, times) -> assertThat(times)
                .as(command)
                .isBetween(
                        undisturbed.asked.get(command),
                        undisturbed.asked.get(command) + twice.getOrDefault(command, 0L)));
    }

    /** The command of the company's log that a call of the journal is there. */
    private String command(String call) {
        return asked.keySet().stream()
                .filter(command -> Pattern.compile(
                                "\\Q" + command.replaceAll("\\{\\w+}", "\\\\E[^/ ]+\\\\Q") + "\\E( .*|$)",
                                Pattern.DOTALL)
                        .matcher(call)
                        .matches())
                .reduce((one, other) -> {
                    throw new IllegalStateException(call + ": " + one + " or " + other);
                })
                .orElseThrow(() -> new IllegalStateException(call + " is none of " + asked.keySet()));
    }
}
