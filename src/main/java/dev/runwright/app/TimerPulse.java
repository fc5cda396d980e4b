package dev.runwright.app;

import dev.runwright.engine.Pulse;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Beats about once a second on a thread of its own that does not keep the process alive. */
final class TimerPulse implements Pulse {
    private static final long MILLIS = 700;

    @Override
    public Beat start(Runnable beat) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "pulse");
            thread.setDaemon(true);
            return thread;
        });
        var unused = timer.scheduleWithFixedDelay(beat, MILLIS, MILLIS, TimeUnit.MILLISECONDS);
        return () -> end(timer);
    }

    /** A beat under way comes to its end first. */
    private static void end(ScheduledExecutorService timer) {
        timer.shutdown();
        try {
            timer.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
