package dev.runwright.model;

import dev.runwright.text.Position;

/** One step of a runbook; the closed list of kinds. */
public sealed interface Step
        permits AssertStep, CmdletStep, GroovyStep, GroupStep, PowerShellStep, ProgramStep, UndoRunStep {
    /** What every step may say. */
    StepHead head();

    /** The kind's key in the runbook. */
    String kind();

    /** Where the step begins. */
    default Position position() {
        return head().position();
    }
}
