package dev.runwright.serve;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Drives so many runs at once, each on a thread of its own; there is no queue. Thread-safe. */
final class Crew implements AutoCloseable {
    private final int size;
    private final Runnable freed;
    private final Set<String> busy = new TreeSet<>();
    private final ThreadPoolExecutor threads;

    /** So many; {@code freed} is called whenever one of them has become free. */
    Crew(int size, Runnable freed) {
        this.size = size;
        this.freed = freed;
        this.threads = new ThreadPoolExecutor(0, size, 1, TimeUnit.MINUTES, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "run");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Whether one more run can be driven now. */
    synchronized boolean isFree() {
        return busy.size() < size;
    }

    /** The runs that are driven now. */
    synchronized Set<String> busy() {
        return Set.copyOf(busy);
    }

    /** Does the work of a run; false if everybody is busy, or this run is driven here already. */
    boolean take(String run, Runnable work) {
        synchronized (this) {
            if (busy.size() >= size || !busy.add(run)) {
                return false;
            }
        }
        Runnable whole = () -> {
            try {
                work.run();
            } finally {
                release(run);
            }
        };
        while (true) {
            try {
                threads.execute(whole);
                return true;
            } catch (java.util.concurrent.RejectedExecutionException e) {
                if (threads.isShutdown()) {
                    release(run);
                    return false;
                }
                Thread.onSpinWait(); // the thread of a run that was just released is on its way back
            }
        }
    }

    private void release(String run) {
        synchronized (this) {
            busy.remove(run);
            notifyAll();
        }
        freed.run();
    }

    /** Waits until nothing is driven any more. */
    synchronized void awaitIdle() throws InterruptedException {
        while (!busy.isEmpty()) {
            wait();
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
