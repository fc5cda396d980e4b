package dev.runwright.model;

import dev.runwright.text.Position;
import dev.runwright.text.Problem;
import java.util.List;

/** Looks at a script before anything runs. */
@FunctionalInterface
public interface ScriptCheck {
    /**
     * What is wrong with it, at its places in the runbook; empty if it can be compiled.
     *
     * @param firstLine where the script's line 1 stands in the runbook
     */
    List<Problem> problems(String script, Position firstLine);
}
