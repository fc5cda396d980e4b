package dev.runwright.powershell;

import dev.runwright.engine.Cancellation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The places that shells may take: so many for each connection, so many in all. Who wants one waits in a queue, first come first
 * served, past those whose own connection is full. A spent shell is ended in the background, and holds its place till then.
 * Thread-safe.
 */
final class ShellPool {
    private final int most;
    private final LongSupplier nanos;
    private final Executor background;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Turn> queue = new ArrayDeque<>();
    private final Deque<Idle> idle = new ArrayDeque<>(); // the one that was used last comes first
    private final Map<String, Integer> places = new HashMap<>();
    private final Set<String> retired = new HashSet<>();
    private int taken;
    private boolean closed;

    private record Idle(String connection, PooledShell shell) {}

    /**
     * An empty pool.
     *
     * @param most shells at once in all
     * @param nanos the time in nanoseconds
     * @param background where spent shells are ended
     */
    ShellPool(int most, LongSupplier nanos, Executor background) {
        this.background = background;
        this.most = most;
        this.nanos = nanos;
    }

    /** A place that somebody has, with the shell that was there; to be closed when the step is over. */
    final class Turn implements AutoCloseable {
        private final String connection;
        private final int atMost;
        private @Nullable PooledShell shell;
        private List<PooledShell> displaced = List.of();

        private Turn(String connection, int atMost) {
            this.connection = connection;
            this.atMost = atMost;
        }

        /** The open shell of this place; null if one is to be opened. */
        @Nullable PooledShell shell() {
            return shell;
        }

        /** From now on this shell has the place; null if the old one has ended. */
        void shell(@Nullable PooledShell now) {
            shell = now;
        }

        /** Idle shells of other connections that must end before another is opened. */
        List<PooledShell> displaced() {
            return displaced;
        }

        /** Gives the place back: with its shell for the next, or, if that is spent, empty once it has ended. */
        @Override
        public void close() {
            PooledShell left = shell;
            if (left == null || (left.spent(nanos.getAsLong()) == null && !isRetired(connection))) {
                give(connection, left);
            } else {
                end(connection, left);
            }
        }
    }

    private void end(String connection, PooledShell shell) {
        Runnable ending = () -> {
            try {
                shell.retire();
            } finally {
                give(connection, null);
            }
        };
        try {
            background.execute(ending);
        } catch (RejectedExecutionException e) { // all is being closed
            ending.run();
        }
    }

    private boolean isRetired(String connection) {
        lock.lock();
        try {
            return retired.contains(connection);
        } finally {
            lock.unlock();
        }
    }

    /** A place of a connection for one more shell, only if one is free now and nobody waits. */
    Optional<Turn> reserve(String connection, int atMost) {
        lock.lock();
        try {
            int own = places.getOrDefault(connection, 0);
            if (closed || !queue.isEmpty() || own >= atMost || taken >= most) {
                return Optional.empty();
            }
            taken++;
            places.merge(connection, 1, Integer::sum);
            return Optional.of(new Turn(connection, atMost));
        } finally {
            lock.unlock();
        }
    }

    /** How many shells a connection has that are open or being opened. */
    int count(String connection) {
        lock.lock();
        try {
            return places.getOrDefault(connection, 0);
        } finally {
            lock.unlock();
        }
    }

    /** Nobody asks for a connection any more: its idle shells end, those that are used end with their step. */
    void retire(String connection) {
        List<Idle> old;
        lock.lock();
        try {
            retired.add(connection);
            old = idle.stream()
                    .filter(each -> each.connection().equals(connection))
                    .toList();
            idle.removeAll(old);
        } finally {
            lock.unlock();
        }
        old.forEach(each -> end(connection, each.shell()));
    }

    /**
     * Waits for a place of a connection.
     *
     * @param atMost places of this connection
     * @param longest how long to wait
     * @return empty if there was none in time, or somebody wants it stopped now
     */
    @SuppressWarnings("Interruption") // an interrupted thread asks for a stop, as everywhere
    Optional<Turn> enter(String connection, int atMost, Duration longest, Cancellation cancellation) {
        Turn turn = new Turn(connection, atMost);
        Cancellation.Registration stop = cancellation.onNow(this::wake);
        lock.lock();
        try {
            queue.addLast(turn);
            long left = longest.toNanos();
            while (!closed && !cancellation.now() && !isNext(turn) && left > 0) {
                left = changed.awaitNanos(left);
            }
            queue.remove(turn);
            if (closed || cancellation.now() || !fits(turn)) {
                return Optional.empty();
            }
            take(turn);
            return Optional.of(turn);
        } catch (InterruptedException e) {
            queue.remove(turn);
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            changed.signalAll();
            lock.unlock();
            stop.close();
        }
    }

    /** How many wait for a place. */
    int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isNext(Turn turn) {
        return queue.stream().filter(this::fits).findFirst().orElse(null) == turn;
    }

    private boolean fits(Turn turn) {
        return hasIdle(turn.connection)
                || (places.getOrDefault(turn.connection, 0) < turn.atMost && (taken < most || !idle.isEmpty()));
    }

    private boolean hasIdle(String connection) {
        return idle.stream().anyMatch(each -> each.connection().equals(connection));
    }

    private void take(Turn turn) {
        for (Iterator<Idle> each = idle.iterator(); each.hasNext(); ) {
            Idle found = each.next();
            if (found.connection().equals(turn.connection)) {
                each.remove();
                turn.shell = found.shell();
                return;
            }
        }
        if (taken >= most) {
            Idle oldest = Objects.requireNonNull(idle.pollLast(), "a turn that fits");
            release(oldest.connection());
            turn.displaced = List.of(oldest.shell());
        }
        taken++;
        places.merge(turn.connection, 1, Integer::sum);
    }

    private void release(String connection) {
        taken--;
        places.merge(connection, -1, Integer::sum);
    }

    private void give(String connection, @Nullable PooledShell shell) {
        boolean late;
        lock.lock();
        try {
            late = closed && shell != null;
            if (shell == null || late) {
                release(connection);
            } else {
                idle.addFirst(new Idle(connection, shell));
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (late) {
            Objects.requireNonNull(shell).end();
        }
    }

    /** Ends the idle shells that are not to be used again. */
    void endSpent() {
        List<Idle> old;
        lock.lock();
        try {
            old = idle.stream()
                    .filter(each -> each.shell().spent(nanos.getAsLong()) != null)
                    .toList();
            idle.removeAll(old);
        } finally {
            lock.unlock();
        }
        old.forEach(each -> end(each.connection(), each.shell()));
    }

    /** Nobody gets a place any more; the caller ends what was idle. */
    List<PooledShell> close() {
        lock.lock();
        try {
            closed = true;
            List<PooledShell> rest = idle.stream().map(Idle::shell).toList();
            idle.clear();
            changed.signalAll();
            return rest;
        } finally {
            lock.unlock();
        }
    }
}
