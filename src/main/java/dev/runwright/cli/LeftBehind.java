package dev.runwright.cli;

import dev.runwright.engine.RunEngine;
import java.util.List;

/** Runs whose process is gone: whoever comes next notices them and says how they go on. Stateless. */
final class LeftBehind {
    private LeftBehind() {}

    /** Marks them as interrupted and gives their ids. */
    static List<String> notice(RunEngine engine, Workbench workbench, Terminal terminal) {
        List<String> runs = engine.noticeInterrupted(workbench.actor());
        runs.forEach(run -> terminal.err()
                .println("Run " + run + " was left behind by a process that is gone: 'runwright resume " + run
                        + "' carries it on."));
        return runs;
    }
}
