package dev.runwright.program;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cancellation;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.StepError;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.commons.exec.ProcessDestroyer;
import org.jspecify.annotations.Nullable;

/** Watches one process while it runs and kills it, with its tree, when its time is over or the run is cancelled. Thread-safe. */
final class Watch implements ProcessDestroyer {
    private final String program;
    private final Attempt attempt;
    private final ScheduledExecutorService timer;
    private @Nullable Future<?> limit;
    private Cancellation.@Nullable Registration registration;
    private @Nullable ProcessHandle process;
    private @Nullable StepError stopped;
    private @Nullable ProcessHandle launched;

    Watch(String program, Attempt attempt, ScheduledExecutorService timer) {
        this.program = program;
        this.attempt = attempt;
        this.timer = timer;
    }

    @Override
    public boolean add(Process begun) {
        synchronized (this) {
            launched = begun.toHandle();
            process = launched;
            limit = timer.schedule(this::timeIsOver, attempt.timeout().toNanos(), TimeUnit.NANOSECONDS);
        }
        Cancellation.Registration registered = attempt.cancellation().onNow(this::cancelled);
        synchronized (this) {
            registration = registered;
        }
        return true;
    }

    @Override
    public boolean remove(Process ended) {
        Cancellation.Registration registered;
        synchronized (this) {
            process = null;
            if (limit != null) {
                limit.cancel(false);
            }
            registered = registration;
        }
        if (registered != null) {
            registered.close();
        }
        return true;
    }

    @Override
    public synchronized int size() {
        return process == null ? 0 : 1;
    }

    /** Whether the process was ever there. */
    synchronized boolean started() {
        return launched != null;
    }

    /** Why it was killed; null if it was not. */
    synchronized @Nullable StepError stopped() {
        return stopped;
    }

    /** Nobody waits for it any more: kills what is left of it. */
    synchronized void lost(String sentence) {
        if (launched != null && stopped == null) {
            stopped = StepError.of(ErrorClass.UNKNOWN, sentence);
            ProcessTree.kill(launched);
        }
    }

    private void timeIsOver() {
        kill(
                ErrorClass.TIMEOUT,
                program + " was stopped after " + words(attempt.timeout())
                        + ", its time limit; what it had done by then is not known. Give the step a longer 'timeout' if it needs one.");
    }

    private void cancelled() {
        kill(
                ErrorClass.UNKNOWN,
                program + " was stopped because the run was cancelled; what it had done is not known.");
    }

    private synchronized void kill(ErrorClass kind, String sentence) {
        if (process != null && stopped == null && process.isAlive()) {
            stopped = StepError.of(kind, sentence);
            ProcessTree.kill(process);
        }
    }

    private static String words(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds == 0 || duration.toNanosPart() != 0) {
            return duration.toMillis() + " ms";
        }
        return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
