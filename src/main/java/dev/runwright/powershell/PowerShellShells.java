package dev.runwright.powershell;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.Connections;
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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
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

    private final Map<String, ConnectionShells> connections = new ConcurrentSkipListMap<>();
    private final Collection<ConnectionShells> draining = new ConcurrentLinkedQueue<>();
    private final ShellServices services;
    private final Thread lastResort = new Thread(this::kill, "rw-last-resort");
    private int states;

    /** Opens and ends shells where no step waits for it. */
    private final ExecutorService background = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "rw-shells");
        thread.setDaemon(true);
        return thread;
    });

    /** For the connections of these profiles, in the way that the self-test of jPowerShell tells. Nothing is started yet. */
    public PowerShellShells(Collection<ShellProfile> profiles, ShellLimits limits) {
        this(profiles, limits, BridgeChoice.tested(), OpeningNotes.NONE);
    }

    /** For the connections of these profiles. Nothing is started yet. */
    public PowerShellShells(
            Collection<ShellProfile> profiles, ShellLimits limits, BridgeChoice bridge, OpeningNotes notes) {
        this(profiles, limits, bridge, notes, new PoolTime(MOST, System::nanoTime));
    }

    /** How many shells at once in all, and the time in nanoseconds. */
    record PoolTime(int most, LongSupplier nanos) {}

    PowerShellShells(
            Collection<ShellProfile> profiles,
            ShellLimits limits,
            BridgeChoice bridge,
            OpeningNotes notes,
            PoolTime time) {
        ShellPool pool = new ShellPool(time.most(), time.nanos(), background);
        this.services = new ShellServices(limits, bridge, new Watchdog(), pool, time.nanos(), background, notes);
        renew(profiles);
        sweepLater();
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /**
     * From now on these profiles count. A connection whose profile is another now gets new shells; a step under way keeps its own,
     * which ends with it. What else its shells were to know stays known, so that runs can take turns.
     */
    public synchronized void renew(Collection<ShellProfile> profiles) {
        draining.removeIf(ConnectionShells::over);
        Map<String, ShellProfile> wanted = new LinkedHashMap<>();
        for (ShellProfile profile : profiles) {
            ConnectionShells known = connections.get(profile.connection());
            wanted.put(profile.connection(), known == null ? profile : profile.allowingThoseOf(known.profile()));
        }
        connections.values().removeIf(known -> {
            boolean other = !known.profile()
                    .equals(of(Connections.Place.of(known.profile().connection()), wanted));
            if (other) {
                draining.add(known);
                known.drain();
            }
            return other;
        });
        wanted.forEach((connection, profile) -> connections.computeIfAbsent(connection, name -> made(profile)));
    }

    /** The profile of a connection, or of that connection on another computer; null if there is none. */
    private static @Nullable ShellProfile of(Connections.Place place, Map<String, ShellProfile> profiles) {
        ShellProfile base = profiles.get(place.connection());
        return base == null || place.host() == null ? base : base.on(place.toString(), place.host());
    }

    private void sweepLater() {
        services.watchdog().after(BETWEEN_SWEEPS, () -> {
            background.execute(this::sweep);
            sweepLater();
        });
    }

    /** Ends the shells that were idle for too long. */
    void sweep() {
        services.pool().endSpent();
    }

    /** Begins to open the shells of these connections that are to be ready before a step asks. */
    public void prepare(Collection<String> names) {
        connections.forEach((name, shells) -> {
            if (names.contains(name)) {
                background.execute(shells::prepare);
            }
        });
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
        ConnectionShells shells = shells(connection);
        if (shells == null) {
            return new Outcome.NotSent(StepError.of(
                    ErrorClass.INVALID,
                    "There is no connection '" + connection + "' with a shell in this profile. "
                            + DidYouMean.hint(connection, connections.keySet())));
        }
        return shells.perform(work, attempt);
    }

    /** Those of a connection; of one on another computer they are made when it is first named. */
    private synchronized @Nullable ConnectionShells shells(String connection) {
        Connections.Place place = Connections.Place.of(connection);
        ConnectionShells known = connections.get(connection);
        ConnectionShells base = connections.get(place.connection());
        if (known != null || base == null || place.host() == null) {
            return known;
        }
        ConnectionShells there = made(base.profile().on(connection, place.host()));
        connections.put(connection, there);
        return there;
    }

    private ConnectionShells made(ShellProfile profile) {
        return new ConnectionShells(profile, profile.connection() + "#" + ++states, services);
    }

    @Override
    public Map<String, Map<String, Object>> shells() {
        Map<String, Map<String, Object>> known = new LinkedHashMap<>();
        connections.forEach((connection, shells) -> {
            Map<String, Object> shell = shells.known();
            if (!shell.isEmpty()) {
                known.put(connection, shell);
            }
        });
        return known;
    }

    /** Kills all shells and all they started, at once, whatever they are doing; a call under way ends as unknown. */
    public void kill() {
        connections.values().forEach(ConnectionShells::kill);
        draining.forEach(ConnectionShells::kill);
    }

    /** Disconnects and ends the shells that are idle, kills those that are not; what they started is killed. */
    @Override
    public void close() {
        services.pool().close().forEach(shell -> background.execute(shell::end));
        background.shutdown();
        try {
            if (!background.awaitTermination(services.limits().close().toMillis() * 3, TimeUnit.MILLISECONDS)) {
                background.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
        services.watchdog().close();
        forget();
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(lastResort);
        } catch (IllegalStateException e) {
            return; // this program is ending: the hook may run, and finds nothing to kill
        }
    }
}
