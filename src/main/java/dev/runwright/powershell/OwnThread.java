package dev.runwright.powershell;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The thread on which jPowerShell is called for one session. It is never interrupted, because jPowerShell would leave its reader
 * behind to take the next reply; who waits for it may be.
 */
final class OwnThread implements AutoCloseable {
    private final ExecutorService thread;

    OwnThread(String name) {
        thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        });
    }

    /** Waits for the work's end, whatever comes; when the caller is interrupted it is told, and keeps its flag. */
    <T> T run(Callable<T> work, Runnable interrupted) {
        Future<T> future = thread.submit(work);
        boolean flag = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    flag = true;
                    interrupted.run();
                } catch (ExecutionException e) {
                    throw new IllegalStateException("the bridge failed", e);
                }
            }
        } finally {
            if (flag) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
