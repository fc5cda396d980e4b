package dev.runwright.powershell;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Kills a process with everything that it has started. Stateless. */
final class ProcessTree {
    private static final int ROUNDS = 2;

    private ProcessTree() {}

    /** What runs below a process now, nearest first. */
    static List<ProcessHandle> below(ProcessHandle root) {
        return root.descendants().toList();
    }

    /** Kills the descendants, the deepest first, then the process; twice, for what was started meanwhile. */
    static void kill(ProcessHandle root) {
        Set<ProcessHandle> seen = new LinkedHashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            seen.addAll(below(root));
            List.copyOf(seen).forEach(process -> seen.addAll(below(process)));
            killAll(new ArrayList<>(seen));
        }
        root.destroyForcibly();
    }

    /** Kills these, the last first. */
    static void killAll(List<ProcessHandle> processes) {
        for (int i = processes.size() - 1; i >= 0; i--) {
            processes.get(i).destroyForcibly();
        }
    }
}
