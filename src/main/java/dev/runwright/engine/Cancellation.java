package dev.runwright.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A person's wish to stop: the first request lets the step under way finish, the second stops it now, each further one is told to
 * it again: whoever has asked it politely then does not wait any more. Thread-safe.
 */
public final class Cancellation {
    private final List<Runnable> listeners = new ArrayList<>();
    private int requests;

    /** Asks once more to stop. */
    public void request() {
        List<Runnable> toTell;
        synchronized (this) {
            requests++;
            toTell = requests >= 2 ? List.copyOf(listeners) : List.of();
            notifyAll();
        }
        toTell.forEach(Runnable::run);
    }

    /** Whether no new step may begin. */
    public synchronized boolean requested() {
        return requests > 0;
    }

    /** Whether the step under way is to be stopped. */
    public synchronized boolean now() {
        return requests > 1;
    }

    /** What was to stop has stopped: what always runs now comes to its own end, unless it is asked to stop once more. */
    synchronized void stopped() {
        requests = Math.min(requests, 1);
    }

    /** Has {@code listener} run at the second request and at each after it, at once if one is past; close the result to take it back. */
    public Registration onNow(Runnable listener) {
        boolean past;
        synchronized (this) {
            past = requests > 1;
            listeners.add(listener);
        }
        if (past) {
            listener.run();
        }
        return () -> {
            synchronized (this) {
                listeners.remove(listener);
            }
        };
    }

    /** Waits until {@code nanos} have passed or a request comes. */
    public synchronized void await(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && requests == 0; left = deadline - System.nanoTime()) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
    }

    /** Really waits until {@code span} has passed or a request comes; an interrupted thread asks for a stop. */
    void await(Duration span) {
        try {
            await(span.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            request();
        }
    }

    /** A listener's entry. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
