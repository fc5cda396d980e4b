package dev.runwright.powershell;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.StepError;
import dev.runwright.text.DidYouMean;
import dev.runwright.text.Position;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The shells of a run's connections: opened on first use or in advance, kept over the run's steps, replaced after an outcome in
 * doubt, ended by {@link #close}. Thread-safe; one step at a time in each shell.
 */
public final class PowerShellShells implements Cmdlets, AutoCloseable {
    private static final int MOST = 8;
    private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(30);

    private final Map<String, ConnectionShells> connections = new LinkedHashMap<>();
    private final Watchdog watchdog = new Watchdog();
    private final ShellPool pool;
    private final ShellLimits limits;

    /** Opens and ends shells where no step waits for it. */
    private final ExecutorService background = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "rw-shells");
        thread.setDaemon(true);
        return thread;
    });

    /** For the connections of these profiles. Nothing is started yet. */
    public PowerShellShells(Collection<ShellProfile> profiles, ShellLimits limits) {
        this(profiles, limits, MOST, System::nanoTime);
    }

    PowerShellShells(Collection<ShellProfile> profiles, ShellLimits limits, int most, LongSupplier nanos) {
        this.limits = limits;
        this.pool = new ShellPool(most, nanos);
        profiles.forEach(profile ->
                connections.put(profile.connection(), new ConnectionShells(profile, limits, watchdog, pool, nanos)));
        sweepLater();
    }

    private void sweepLater() {
        watchdog.after(BETWEEN_SWEEPS, () -> {
            background.execute(this::sweep);
            sweepLater();
        });
    }

    /** Ends the shells that were idle for too long. */
    void sweep() {
        PooledShell.end(pool.takeSpent());
    }

    /** Begins to open the shells that are to be ready before a step asks for one. */
    public void prepare() {
        connections.values().forEach(each -> background.execute(each::prepare));
    }

    @Override
    public Outcome invoke(Call call, Attempt attempt) {
        return perform(call.connection(), new ShellWork.Command(call), attempt);
    }

    /**
     * Runs a script that changes nothing in a connection's shell.
     *
     * @param file its path
     * @param parameters bound to its parameters by name
     */
    public Outcome script(
            String connection, String file, String text, Map<String, @Nullable Object> parameters, Attempt attempt) {
        ScriptPlace place = new ScriptPlace(file, Position.startOf(file));
        String folder = System.getProperty("java.io.tmpdir");
        return perform(connection, new ShellWork.Script(text, place, folder, parameters, List.of()), attempt);
    }

    Outcome perform(String connection, ShellWork work, Attempt attempt) {
        ConnectionShells shells = connections.get(connection);
        if (shells == null) {
            return new Outcome.NotSent(StepError.of(
                    ErrorClass.INVALID,
                    "There is no connection '" + connection + "' with a shell in this profile. "
                            + DidYouMean.hint(connection, connections.keySet())));
        }
        return shells.perform(work, attempt);
    }

    @Override
    public Map<String, Map<String, Object>> shells() {
        Map<String, Map<String, Object>> known = new LinkedHashMap<>();
        connections.forEach((connection, shells) -> shells.facts().ifPresent(facts -> {
            Map<String, Object> shell = new LinkedHashMap<>();
            shell.put("engine", facts.engine());
            shell.put("version", facts.version());
            known.put(connection, shell);
        }));
        return known;
    }

    /** Kills all shells and all they started, at once, whatever they are doing; a call under way ends as unknown. */
    public void kill() {
        connections.values().forEach(ConnectionShells::kill);
    }

    /** Disconnects and ends all shells; what they started is killed. */
    @Override
    public void close() {
        PooledShell.end(pool.close());
        background.shutdown();
        try {
            if (!background.awaitTermination(limits.close().toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
        watchdog.close();
    }
}
