package dev.runwright.powershell;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Does something when time is up; one daemon thread for all shells. Thread-safe. */
final class Watchdog implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer;

    Watchdog() {
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "rw-watchdog");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Something that will be done unless it is closed before. */
    @FunctionalInterface
    interface Guard extends AutoCloseable {
        @Override
        void close();
    }

    /** Has {@code action} done after that time. */
    Guard after(Duration time, Runnable action) {
        Future<?> future = timer.schedule(action, saturatedNanos(time), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /** Has {@code action} done again and again, with that time between; after a failure no more. */
    Guard every(Duration time, Runnable action) {
        Future<?> future = timer.scheduleWithFixedDelay(action, time.toNanos(), time.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    private static long saturatedNanos(Duration time) {
        try {
            return time.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE / 2;
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
