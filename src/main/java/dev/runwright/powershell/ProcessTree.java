package dev.runwright.powershell;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Kills a process with everything that it has started. Stateless. */
final class ProcessTree {
    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final int ROUNDS = 2;

    private ProcessTree() {}

    /** What runs below a process now, nearest first. */
    static List<ProcessHandle> below(ProcessHandle root) {
        return root.descendants().toList();
    }

    /**
     * Kills the descendants, the deepest first, then the process; twice, for what was started meanwhile. Gives all of them; does not
     * wait for their ends.
     */
    static List<ProcessHandle> kill(ProcessHandle root) {
        Set<ProcessHandle> seen = new LinkedHashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            seen.addAll(below(root));
            List.copyOf(seen).forEach(process -> seen.addAll(below(process)));
            killAll(new ArrayList<>(seen));
        }
        root.destroyForcibly();
        if (WINDOWS) {
            killByTaskkill(root.pid());
        }
        seen.add(root);
        return List.copyOf(seen);
    }

    /** Windows itself may know of children that Java was not told of. */
    private static void killByTaskkill(long pid) {
        try {
            new ProcessBuilder("taskkill", "/PID", Long.toString(pid), "/T", "/F")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .getOutputStream()
                    .close();
        } catch (IOException e) {
            return; // there is no such program: Java has killed what it knows
        }
    }

    /** Kills these, the last first. */
    static void killAll(List<ProcessHandle> processes) {
        for (int i = processes.size() - 1; i >= 0; i--) {
            processes.get(i).destroyForcibly();
        }
    }

    /** Those that live on, after a wait of at most that long for their ends. */
    static List<ProcessHandle> left(Collection<ProcessHandle> killed, Duration longest) {
        CompletableFuture<?>[] ends = killed.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            return killed.stream().filter(ProcessHandle::isAlive).toList();
        }
        return killed.stream().filter(ProcessHandle::isAlive).toList();
    }
}
