package dev.runwright.engine;

import dev.runwright.journal.RunView;

/** When a run cannot be undone here and now (design 2.5). */
interface UndoRefusals {
    /**
     * Refuses, or returns.
     *
     * @throws RefusedException with the reason
     */
    void check(RunView run, World world);
}
