package dev.runwright.powershell;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs the reading tasks of jPowerShell on daemon threads. jPowerShell drops the output of a task that is done before it asks, so
 * the tasks here never say that they are: it then always waits for the output. Thread-safe.
 */
final class SafeExecutor extends ThreadPoolExecutor {
    private static final int THREADS = 4;
    private static final int IDLE_SECONDS = 30;

    SafeExecutor(String threadName) {
        super(0, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, threadName);
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) {
        return new FutureTask<>(callable) {
            @Override
            public boolean isDone() {
                return false;
            }
        };
    }
}
