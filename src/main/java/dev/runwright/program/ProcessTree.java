package dev.runwright.program;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A process and all that it has started. Stateless. */
final class ProcessTree {
    /** How often to look for children that were started while others were killed. */
    private static final int ROUNDS = 10;

    private ProcessTree() {}

    /** Kills the children's children first and the process itself last, and whoever was started meanwhile. */
    static void kill(ProcessHandle root) {
        List<ProcessHandle> known = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<ProcessHandle> alive = new ArrayList<>(
                    root.descendants().filter(ProcessHandle::isAlive).toList());
            if (alive.isEmpty()) {
                break;
            }
            Collections.reverse(alive);
            alive.forEach(ProcessHandle::destroyForcibly);
            known.addAll(alive);
        }
        root.destroyForcibly();
        known.stream().flatMap(ProcessHandle::descendants).forEach(ProcessHandle::destroyForcibly);
    }
}
