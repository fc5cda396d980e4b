package dev.runwright.engine;

import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.ProcessMark;
import dev.runwright.journal.JournalEntry.RunInterrupted;
import dev.runwright.journal.JournalEntry.StepEnded;
import dev.runwright.journal.JournalEntry.StepStarted;
import dev.runwright.journal.JournalException;
import dev.runwright.journal.RunView;
import dev.runwright.journal.RunWriter;
import dev.runwright.journal.StepView;
import dev.runwright.value.Redactor;
import dev.runwright.value.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What all parts of one run share while it goes on: its pen, its world and what it knows. Thread-safe. */
final class RunContext {
    private static final int WAITING_ENTRIES = 64;
    private static final long WAITING_NANOS = 200_000_000;

    private final RunWriter writer;
    private final RunListener listener;
    private final List<Secret> secrets;
    private final Vault vault;
    private final Spill spill;
    private final Set<String> hidden = ConcurrentHashMap.newKeySet();
    private final Map<String, String> states = new HashMap<>();
    private final Map<String, Recent> recent = new HashMap<>();
    private final Set<String> failed = new LinkedHashSet<>();
    private final Set<String> open = new LinkedHashSet<>();
    private volatile Redactor redactor;
    private boolean overdue;
    private int waiting;
    private long committed = System.nanoTime();

    final Definition definition;
    final World world;
    final History history;
    final ChosenKeys chosen;
    final Cancellation cancellation;
    final Shift shift;
    final StateSpecs specs;
    final StateReader reader;
    final Timers timers;
    final @Nullable People people;
    final Protection protection;
    final WindowBudget budget;

    RunContext(Definition definition, World world, RunWriter writer, RunRequest.Watch watch, Behind behind) {
        this.definition = definition;
        this.world = world;
        this.writer = writer;
        this.listener = watch.listener();
        this.cancellation = watch.cancellation();
        this.history = behind.history();
        this.vault = behind.vault();
        this.spill = behind.spill();
        this.chosen = behind.chosen();
        this.people = behind.people();
        this.budget = behind.budget();
        this.shift = watch.shift();
        this.timers = new Timers(this::durable, world.clock(), cancellation, shift);
        this.secrets = new ArrayList<>(behind.secrets());
        this.redactor = Redactor.of(secrets);
        this.specs = new StateSpecs(definition.catalogue(), world.rehearsed());
        Attempt lookUp = new Attempt(Duration.ofMinutes(2), cancellation, Events.NONE);
        Recipients recipients = new Recipients(world.cmdlets(), lookUp, Connections.EXCHANGE);
        this.reader = new StateReader(world.cmdlets(), definition.catalogue(), new Forms(recipients));
        this.protection = Protection.of(world, recipients);
    }

    /** What a run has behind it, what it was given, and whom it may ask, and the window it keeps to. */
    record Behind(
            History history,
            List<Secret> secrets,
            Vault vault,
            Spill spill,
            ChosenKeys chosen,
            @Nullable People people,
            WindowBudget budget) {}

    /** The last change to an object in this run, by which a later reading is judged to be fresh. */
    record Recent(StateSpec spec, Reading after, Instant sent) {}

    String run() {
        return writer.run();
    }

    Redactor redactor() {
        return redactor;
    }

    /** The time outside the world: what other processes hold is held by it, in a rehearsal too. */
    Instant wallTime() {
        return people == null ? world.clock().now() : people.clock().instant();
    }

    /** From now on this is a secret too. */
    synchronized void learn(Secret secret) {
        secrets.add(secret);
        redactor = Redactor.of(secrets);
    }

    synchronized void record(JournalEntry entry) {
        writer.append(entry);
        waiting++;
        if (entry instanceof StepEnded ended) {
            states.put(ended.path(), ended.state());
            failed.remove(ended.path());
            if (ended.state().equals("failed")) {
                failed.add(ended.path());
            }
        }
        listener.appended(run(), entry);
    }

    /** Records an entry and makes it durable. */
    synchronized void durable(JournalEntry entry) {
        record(entry);
        commit();
    }

    /** Before every effect: what was recorded is durable, and the run is still this process's. */
    synchronized void commitForEffect() {
        commit();
        writer.confirm();
    }

    /** Makes durable what was recorded. */
    synchronized void commit() {
        writer.commit();
        waiting = 0;
        committed = System.nanoTime();
    }

    /** Before what has no effect, records may wait for a moment: readings in a row share a commit. */
    synchronized void commitSoon() {
        if (waiting >= WAITING_ENTRIES || System.nanoTime() - committed > WAITING_NANOS) {
            commit();
        }
    }

    /**
     * Says that this process still drives the run, and takes what others have posted: a wish to stop is heeded at once.
     *
     * @return whether something was posted
     */
    boolean renew() {
        if (!cancellation.requested() && budget.isOver()) {
            cancellation.request();
        }
        List<JournalEntry.Posted> posted = renewed();
        for (JournalEntry.Posted entry : posted) {
            listener.appended(run(), entry);
            if (entry instanceof JournalEntry.CancelRequested wish) {
                cancel(wish);
            }
        }
        return !posted.isEmpty();
    }

    /** A lost lease stops the step under way: another process settles it now. */
    private List<JournalEntry.Posted> renewed() {
        try {
            return writer.renew();
        } catch (JournalException e) {
            cancellation.request();
            cancellation.request();
            throw e;
        }
    }

    /**
     * Stops the step under way once the lease is over while the store does not answer a renewal. A process that stood still renews
     * first: only what is over at two beats in a row is.
     */
    void watchLease() {
        boolean over = !budget.now().isBefore(writer.leased());
        if (over && overdue) {
            cancellation.request();
            cancellation.request();
        }
        overdue = over;
    }

    private void cancel(JournalEntry.CancelRequested wish) {
        cancellation.request();
        if (wish.now()) {
            cancellation.request();
        }
    }

    /** Keeps a secret that a step gave, for the time until the run has ended. */
    void keep(Secret secret) {
        vault.keep(run(), secret.name(), secret);
    }

    /** A secret that an earlier process kept; the step's output is hidden without it. */
    Object secretOutput(String path) {
        Secret kept = vault.find(run(), "steps." + path)
                .orElseThrow(() -> RefusedException.secretLost(run(), "the output of step " + path));
        learn(kept);
        return kept.reveal();
    }

    /** Says that it stands still where a failure outside of its steps left it; a pen that does not write any more changes nothing. */
    void interrupted(ProcessMark process) {
        try {
            record(new RunInterrupted(process, ""));
            anchor(false);
        } catch (RuntimeException e) {
            return; // the failure that came before is told
        }
    }

    /** Makes the run's end or pause durable and anchors it; gives its locks back if {@code unlock}. */
    synchronized void anchor(boolean unlock) {
        writer.anchor(unlock);
    }

    /** Takes more locks for the run; those that {@code from} holds go over. */
    void lock(List<String> locks, @Nullable String from) {
        writer.lock(locks, from);
    }

    /** The step's group was rescued. */
    synchronized void rescued(String path) {
        StepView step = history.step(path);
        if (step == null || !step.rescued()) {
            record(new JournalEntry.StepRescued(path));
        }
        states.put(path, "rescued");
    }

    /** A container begins; one that had begun before goes on. */
    void beginContainer(StepStarted started) {
        if (history.step(started.path()) == null) {
            record(started);
        }
    }

    /** A step's end as it is journalled: no known secret stands in its texts. */
    StepEnded ended(String path, StepResult result, @Nullable Object output) {
        Redactor hiding = redactor;
        return new StepEnded(
                path,
                result.state(),
                result.attempts(),
                output,
                errorRecord(result.error()),
                result.exit(),
                result.stderr() == null ? null : hiding.redact(result.stderr()),
                result.warnings().stream().map(hiding::redact).toList());
    }

    /** A container's end is no step of its own in the recap. */
    synchronized void recordContainer(StepEnded ended) {
        if (History.isOver(history.step(ended.path()))) {
            return;
        }
        record(ended);
        states.remove(ended.path());
        failed.remove(ended.path());
    }

    /** The step that made {@code path} fail: itself, or the one in it that failed last. */
    synchronized String failedStep(String path) {
        String last = path;
        for (String leaf : failed) {
            last = leaf.startsWith(path + "/") || leaf.startsWith(path + "[") ? leaf : last;
        }
        return last;
    }

    /** The step waits, or its outcome is open. */
    synchronized void open(String path) {
        open.add(path);
    }

    /** The step that keeps {@code path} open: itself, or the first one in it. */
    synchronized String openStep(String path) {
        return open.stream()
                .filter(leaf -> leaf.startsWith(path + "/") || leaf.startsWith(path + "["))
                .findFirst()
                .orElse(path);
    }

    synchronized Map<String, Integer> recap() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        RunView.RECAP.forEach(word -> counts.put(word, 0));
        states.values().forEach(state -> counts.computeIfPresent(state, (word, count) -> count + 1));
        return counts;
    }

    /** A step that ended before this process drove the run: known as if it had ended now. */
    synchronized StepResult taken(StepView step) {
        StepResult result = history.result(step);
        states.put(step.path(), step.state());
        if (step.sent() != null && step.newest() != null && step.after() != null) {
            StateSpec spec = StateSpec.ofData(step.newest().state());
            changed(spec, History.reading(step.after()), step.newest().world());
        }
        if (result.state().equals("failed")) {
            failed.add(step.path());
        }
        return result;
    }

    synchronized void changed(StateSpec spec, Reading after, Instant sent) {
        recent.put(spec.object(), new Recent(spec, after, sent));
    }

    synchronized @Nullable Recent recent(StateSpec spec) {
        return recent.get(spec.object());
    }

    Attempt attempt(String path, Duration timeout) {
        StepEvents events = new StepEvents(
                () -> hidden.contains(path),
                this::redactor,
                event -> listener.event(path, event),
                stream -> spill.open(run(), path + "." + stream));
        return new Attempt(timeout, cancellation, events);
    }

    /** What the step gives is secret: nothing of it is shown or put into a file while it runs. */
    void hide(String path) {
        hidden.add(path);
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
