package dev.runwright.serve;

import dev.runwright.engine.RunEngine;
import dev.runwright.engine.RunIdentity;
import dev.runwright.journal.Firing;
import dev.runwright.journal.Journal;
import dev.runwright.schedule.FiringListener;
import dev.runwright.schedule.Openings;
import dev.runwright.schedule.QuartzTriggers;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One node of the service: takes over what dead processes left, carries on runs whose time has come, opens windows, and drains when it is
 * told to stop. All that it knows is in the store, so it may die at any moment. {@link #serve} belongs to one thread.
 */
public final class Service implements AutoCloseable {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final Duration RELOAD = Duration.ofSeconds(20);
    private static final Duration RANK = Duration.ofSeconds(3);
    private static final Duration STUCK = Duration.ofMinutes(2);

    private static final String STORE_LOST = "the store cannot be used";

    /** Looking for runs that can be carried on may take this part of the time while there are none, and that part while there are. */
    private static final int IDLE_SHARE = 100;

    private static final int BUSY_SHARE = 4;

    private final Setup setup;
    private final Report report;
    private final Peers peers;
    private final Firings firings;
    private final Crew crew;
    private final Dispatcher dispatcher;
    private final Timetable timetable;
    private final QuartzTriggers triggers;
    private final WaitingRuns waiting;
    private final HealthServer health;
    private final Metrics metrics = new Metrics();
    private final Times next = new Times();
    private final Deque<WaitingRuns.Due> due = new ArrayDeque<>();
    private final Semaphore bell = new Semaphore(0);
    private volatile boolean stopping;
    private Set<String> gone = new TreeSet<>();
    private boolean scanned;
    private volatile Instant ticked;
    private volatile @Nullable String unready = "starting";
    private volatile Map<String, Number> gauges = Map.of();

    /** Makes a node that does nothing yet but say how it is. */
    public Service(Setup setup) {
        this.setup = setup;
        this.report = new Report(setup.log(), metrics, setup.clock());
        this.ticked = setup.clock().instant();
        this.health = HealthServer.at(
                setup.address(), new HealthServer.Questions(this::ill, () -> Optional.ofNullable(unready), this::text));
        InetSocketAddress at = health.address();
        this.peers = new Peers(setup.journal().nodes(), setup.identity(), at.getHostString() + ":" + at.getPort());
        this.firings = new Firings(setup.journal(), peers.id(), report);
        this.crew = new Crew(setup.atOnce(), bell::release);
        this.dispatcher = new Dispatcher(setup.runs(), firings, setup.engine()::newId, crew, report);
        this.timetable = new Timetable(
                firings, setup.clock(), dispatcher::begin, (name, e) -> report.trouble("schedule", name, e));
        this.triggers = setup.triggers().apply(peers.id(), timetable);
        this.waiting = new WaitingRuns(setup.journal());
    }

    /**
     * What a node works with.
     *
     * @param schedules all schedules as they are now; the same list as long as nothing has changed
     * @param triggers makes the triggers of a node
     * @param address where health and metrics are asked for
     * @param atOnce how many runs are driven at once
     */
    public record Setup(
            Journal journal,
            RunEngine engine,
            RunIdentity identity,
            Runs runs,
            Supplier<List<Openings>> schedules,
            BiFunction<String, FiringListener, QuartzTriggers> triggers,
            InetSocketAddress address,
            int atOnce,
            Clock clock,
            EventLog log) {}

    /** When what is done now and then is due. */
    private static final class Times {
        private Instant beat = Instant.MIN;
        private Instant reload = Instant.MIN;
        private Instant look = Instant.MIN;
        private Instant measure = Instant.MIN;
        private List<Openings> schedules = new ArrayList<>();

        /** The clock was set back: nothing waits for a time that is far away now. */
        void forget() {
            beat = reload = look = measure = Instant.MIN;
        }
    }

    /** Where health and metrics are. */
    public InetSocketAddress address() {
        return health.address();
    }

    /** Serves until {@link #stop}, then lets what is under way come to its end. */
    public void serve() throws InterruptedException {
        report.log()
                .info(
                        "service_started",
                        Map.of(
                                "node",
                                peers.id(),
                                "address",
                                health.address().getHostString() + ":"
                                        + health.address().getPort(),
                                "at_once",
                                setup.atOnce()));
        triggers.start();
        do {
            tick();
            untilTheNextRound();
        } while (!stopping);
        drain();
    }

    /** Gives whoever gets free something to do. */
    private void untilTheNextRound() throws InterruptedException {
        long end = System.nanoTime() + TICK.toNanos();
        while (!stopping && bell.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            bell.drainPermits();
            try {
                dispatch(setup.clock().instant());
            } catch (RuntimeException e) {
                unready(e);
            }
        }
    }

    /** No step begins any more; {@link #serve} returns once those under way have ended. */
    public void stop() {
        dispatcher.end();
        stopping = true;
        bell.release();
    }

    /** One round of everything that is due. A store that is lost is told, and tried again in the next round. */
    void tick() {
        Instant now = setup.clock().instant();
        if (now.isBefore(ticked)) {
            next.forget();
        }
        ticked = now;
        try {
            if (!now.isBefore(next.beat)) {
                peers.beat(now, false);
                takeOver(now);
                next.beat = now.plus(BEAT);
            }
            if (!now.isBefore(next.reload)) {
                reload();
                next.reload = now.plus(RELOAD);
            }
            timetable.sweep().forEach(this::arm);
            dispatch(now);
            if (!now.isBefore(next.measure)) {
                measure(now);
                next.measure = now.plus(BEAT);
            }
            ready();
        } catch (RuntimeException e) {
            unready(e);
        }
    }

    private void ready() {
        if (unready != null) {
            report.log().info("ready", Map.of("schedules", timetable.names().size()));
            unready = null;
        }
    }

    private void unready(RuntimeException e) {
        if (!STORE_LOST.equals(unready)) {
            report.trouble("service", "store", e);
        }
        unready = STORE_LOST;
        next.beat = Instant.MIN;
    }

    // ---- what others left

    private void takeOver(Instant now) {
        for (String run : setup.engine().noticeOverdue(setup.runs().actor())) {
            report.quiet("run_left_behind", run);
        }
        List<Firing> left = setup.journal().schedules().unsettled().stream()
                .filter(firing -> peers.isGone(firing.node(), now))
                .toList();
        timetable.takeOver(left);
        Set<String> nowGone = peers.gone(now);
        nowGone.stream()
                .filter(node -> !gone.contains(node))
                .forEach(node -> report.log().warn("node_gone", Map.of("node", node)));
        if (!scanned || !gone.containsAll(nowGone)) {
            timetable.unbegun(peers).forEach(dispatcher::begin);
            scanned = !timetable.names().isEmpty();
        }
        gone = nowGone;
    }

    // ---- schedules

    private void reload() {
        List<Openings> all = setup.schedules().get();
        if (all != next.schedules) {
            Set<String> changed = timetable.use(all);
            triggers.keepOnly(timetable.names());
            changed.forEach(this::arm);
            next.schedules = all;
            report.log().info("schedules_read", Map.of("schedules", all.size(), "changed", changed.size()));
        }
    }

    private void arm(String schedule) {
        timetable.next(schedule).ifPresent(time -> triggers.set(schedule, time));
    }

    // ---- waiting runs

    /** Openings come first, then what can go on. */
    private void dispatch(Instant now) {
        dispatcher.beginPending();
        if (due.isEmpty() && dispatcher.isFree() && !now.isBefore(next.look)) {
            look(now);
        }
        while (!due.isEmpty() && dispatcher.isFree()) {
            WaitingRuns.Due one = due.remove();
            if (waiting.stands(one)) {
                dispatcher.carryOn(one.run());
            }
        }
    }

    /** Each run is left for a moment to the nodes that come before this one. */
    private void look(Instant now) {
        long begun = System.nanoTime();
        dispatcher.takePaused().forEach(waiting::carried);
        for (WaitingRuns.Due one : waiting.due(now)) {
            Instant turn = one.since().plus(RANK.multipliedBy(peers.rank(one.run(), now)));
            if (!now.isBefore(turn)) {
                due.add(one);
            }
        }
        long share = due.isEmpty() ? IDLE_SHARE : BUSY_SHARE;
        Duration cost = Duration.ofNanos((System.nanoTime() - begun) * share);
        next.look = cost.compareTo(TICK) > 0 ? now.plus(cost) : now;
    }

    // ---- the end

    private void drain() throws InterruptedException {
        unready = "draining";
        report.log().info("draining", Map.of("runs", crew.busy().size(), "orders", dispatcher.waiting()));
        triggers.stop();
        try {
            peers.beat(setup.clock().instant(), true);
        } catch (RuntimeException e) {
            report.trouble("service", "store", e);
        }
        crew.awaitIdle();
        try {
            peers.leave();
        } catch (RuntimeException e) {
            report.trouble("service", "store", e);
        }
        report.log().info("service_stopped", Map.of("node", peers.id()));
    }

    // ---- how it is

    private Optional<String> ill() {
        boolean stuck = ticked.plus(STUCK).isBefore(setup.clock().instant()) && !stopping;
        return stuck ? Optional.of("no round since " + ticked) : Optional.empty();
    }

    private void measure(Instant now) {
        Map<String, Number> all = new TreeMap<>();
        Map<String, Integer> states = waiting.states();
        for (String state : List.of("running", "waiting", "interrupted", "unknown")) {
            all.put(Metrics.gauge("runs", "state", state), states.getOrDefault(state, 0));
        }
        peers.states(now).forEach((state, number) -> all.put(Metrics.gauge("nodes", "state", state), number));
        all.put("leases", setup.journal().leases().size());
        all.put("schedules", timetable.names().size());
        all.put("orders_waiting", dispatcher.waiting());
        all.put("runs_due", due.size());
        all.put("runs_driven_here", crew.busy().size());
        gauges = all;
    }

    private String text() {
        Runtime java = Runtime.getRuntime();
        Map<String, Number> all = new TreeMap<>(gauges);
        all.put("ready", unready == null ? 1 : 0);
        all.put("jvm_memory_used_bytes", java.totalMemory() - java.freeMemory());
        all.put("jvm_memory_committed_bytes", java.totalMemory());
        return metrics.text(all);
    }

    /** Ends what is left; after {@link #serve}, or if it could not begin. */
    @Override
    public void close() {
        triggers.close();
        crew.close();
        health.close();
    }
}
