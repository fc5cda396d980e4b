package dev.runwright.engine;

import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.StepEnded;
import dev.runwright.journal.RunView;
import dev.runwright.journal.RunWriter;
import dev.runwright.value.Redactor;
import dev.runwright.value.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all parts of one run share while it goes on: its pen, its world and what it knows. Used by the run's own thread. */
final class RunContext {
    private static final int WAITING_ENTRIES = 64;
    private static final long WAITING_NANOS = 200_000_000;

    private final RunWriter writer;
    private final RunListener listener;
    private final List<Secret> secrets;
    private final Map<String, String> states = new HashMap<>();
    private final Map<String, Recent> recent = new HashMap<>();
    private Redactor redactor;
    private @Nullable String lastFailed;
    private int waiting;
    private long committed = System.nanoTime();

    final Definition definition;
    final World world;
    final Cancellation cancellation;
    final StateSpecs specs;
    final StateReader reader;

    RunContext(Definition definition, World world, RunWriter writer, RunRequest.Watch watch, List<Secret> secrets) {
        this.definition = definition;
        this.world = world;
        this.writer = writer;
        this.listener = watch.listener();
        this.cancellation = watch.cancellation();
        this.secrets = new ArrayList<>(secrets);
        this.redactor = Redactor.of(secrets);
        this.specs = new StateSpecs(definition.catalogue(), world.rehearsed());
        Attempt lookUp = new Attempt(Duration.ofMinutes(2), cancellation, Events.NONE);
        this.reader = new StateReader(
                world.cmdlets(),
                definition.catalogue(),
                new Forms(new Recipients(world.cmdlets(), lookUp, Connections.EXCHANGE)));
    }

    /** The last change to an object in this run, by which a later reading is judged to be fresh. */
    record Recent(StateSpec spec, Reading after, Instant sent) {}

    String run() {
        return writer.run();
    }

    Redactor redactor() {
        return redactor;
    }

    /** From now on this is a secret too. */
    void learn(Secret secret) {
        secrets.add(secret);
        redactor = Redactor.of(secrets);
    }

    void record(JournalEntry entry) {
        writer.append(entry);
        waiting++;
        if (entry instanceof StepEnded ended) {
            states.put(ended.path(), ended.state());
            lastFailed = ended.state().equals("failed") ? ended.path() : lastFailed;
        }
        listener.appended(run(), entry);
    }

    /** Makes durable what was recorded: before every effect. */
    void commit() {
        writer.commit();
        waiting = 0;
        committed = System.nanoTime();
    }

    /** Before what has no effect, records may wait for a moment: readings in a row share a commit. */
    void commitSoon() {
        if (waiting >= WAITING_ENTRIES || System.nanoTime() - committed > WAITING_NANOS) {
            commit();
        }
    }

    /** Makes the run's end or pause durable and anchors it; gives its locks back if {@code unlock}. */
    void anchor(boolean unlock) {
        writer.anchor(unlock);
    }

    /** Takes more locks for the run; those that {@code from} holds go over. */
    void lock(List<String> locks, String from) {
        writer.lock(locks, from);
    }

    /** The step's group was rescued. */
    void rescued(String path) {
        record(new JournalEntry.StepRescued(path));
        states.put(path, "rescued");
    }

    /** A container's end is no step of its own in the recap. */
    void recordContainer(StepEnded ended) {
        String failed = lastFailed;
        record(ended);
        states.remove(ended.path());
        lastFailed = failed;
    }

    /** The step that made {@code path} fail: itself, or the one in it that failed last. */
    String failedStep(String path) {
        String failed = lastFailed;
        if (failed != null && (failed.startsWith(path + "/") || failed.startsWith(path + "["))) {
            return failed;
        }
        return path;
    }

    Map<String, Integer> recap() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        RunView.RECAP.forEach(word -> counts.put(word, 0));
        states.values().forEach(state -> counts.computeIfPresent(state, (word, count) -> count + 1));
        return counts;
    }

    void changed(StateSpec spec, Reading after, Instant sent) {
        recent.put(spec.object(), new Recent(spec, after, sent));
    }

    @Nullable Recent recent(StateSpec spec) {
        return recent.get(spec.object());
    }

    Attempt attempt(String path, Duration timeout) {
        return new Attempt(timeout, cancellation, event -> listener.event(path, clean(event)));
    }

    private Events.Event clean(Events.Event event) {
        return new Events.Event(event.kind(), redactor.redact(event.text()), event.percent());
    }

    JournalEntry.@Nullable ErrorRecord errorRecord(@Nullable StepError error) {
        if (error == null) {
            return null;
        }
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        error.details().forEach((key, value) -> details.put(key, redactor.redact(value)));
        return new JournalEntry.ErrorRecord(
                error.kind().word(), redactor.redact(error.message()), error.position(), details);
    }
}
