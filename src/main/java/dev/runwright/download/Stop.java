package dev.runwright.download;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cancellation;
import dev.runwright.engine.ErrorClass;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ends a transfer when its time is over or the run is cancelled: what it waits for then breaks. Thread-safe. */
final class Stop implements AutoCloseable {
    private final Cancellation.Registration registration;
    private final Future<?> timer;
    private @Nullable Failed reason;
    private @Nullable AutoCloseable waitedFor;

    Stop(Attempt attempt, ScheduledExecutorService timers) {
        long seconds = attempt.timeout().toSeconds();
        timer = timers.schedule(
                () -> end(
                        Failed.later(
                                ErrorClass.TIMEOUT,
                                "The download was stopped after " + seconds
                                        + " s, its time limit; what came so far is kept, and the next attempt goes on from there.")),
                attempt.timeout().toNanos(),
                TimeUnit.NANOSECONDS);
        registration = attempt.cancellation()
                .onNow(() -> end(
                        Failed.later(ErrorClass.UNKNOWN, "The download was stopped because the run was cancelled.")));
    }

    private void end(Failed why) {
        AutoCloseable open;
        synchronized (this) {
            reason = reason == null ? why : reason;
            open = waitedFor;
        }
        close(open);
    }

    private static void close(@Nullable AutoCloseable open) {
        try {
            if (open != null) {
                open.close();
            }
        } catch (Exception e) {
            return; // it is given up either way
        }
    }

    /** Waits for an answer. */
    <T> T await(CompletableFuture<T> answer) throws IOException, Failed {
        watch(() -> answer.cancel(true));
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failed.later(ErrorClass.UNKNOWN, "The download was interrupted.");
        } catch (ExecutionException e) {
            check();
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (java.util.concurrent.CancellationException e) {
            check();
            throw e;
        }
    }

    /** Closes a body when it is time to stop. */
    InputStream watch(InputStream body) throws Failed {
        watch((AutoCloseable) body);
        return body;
    }

    private void watch(AutoCloseable open) throws Failed {
        synchronized (this) {
            waitedFor = open;
        }
        try {
            check();
        } catch (Failed e) {
            close(open);
            throw e;
        }
    }

    /** Throws if it was stopped. */
    synchronized void check() throws Failed {
        if (reason != null) {
            throw reason;
        }
    }

    @Override
    public void close() {
        timer.cancel(false);
        registration.close();
    }
}
