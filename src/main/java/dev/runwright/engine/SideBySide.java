package dev.runwright.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Does pieces of work at the same time, at most so many at once, and waits for all of them. Stateless. */
final class SideBySide {
    private SideBySide() {}

    /** The results in the order of the work. If a piece throws, the first error is thrown once all have come to an end. */
    static <T> List<T> all(List<Supplier<T>> work, int atOnce) {
        if (atOnce <= 1 || work.size() <= 1) {
            return work.stream().map(Supplier::get).toList();
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(atOnce, work.size()), task -> {
            Thread thread = new Thread(task, "branch");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<T>> futures = new ArrayList<>();
            work.forEach(piece -> futures.add(threads.submit(piece::get)));
            return results(futures);
        } finally {
            threads.shutdown();
        }
    }

    private static <T> List<T> results(List<Future<T>> futures) {
        List<T> results = new ArrayList<>();
        Throwable first = null;
        for (Future<T> future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                if (first == null) {
                    first = cause;
                } else {
                    first.addSuppressed(cause);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while branches were under way", e);
            }
        }
        if (first instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (first instanceof Error error) {
            throw error;
        }
        return results;
    }
}
