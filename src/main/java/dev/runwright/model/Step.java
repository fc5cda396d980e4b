package dev.runwright.model;

import dev.runwright.text.Position;
import java.util.List;

/** One step of a runbook; the closed list of kinds. */
public sealed interface Step
        permits ApproveStep,
                AskStep,
                AssertStep,
                CmdletStep,
                DownloadStep,
                GraphStep,
                GroovyStep,
                GroupStep,
                ManualStep,
                NotifyStep,
                ParallelStep,
                PowerShellStep,
                ProgramStep,
                ReadStep,
                RunbookStep,
                UndoRunStep,
                WaitStep {
    /** What every step may say. */
    StepHead head();

    /** The kind's key in the runbook. */
    String kind();

    /** The steps in it, whatever their part; none for a step that holds no others. */
    default List<Step> inside() {
        return List.of();
    }

    /** Where the step begins. */
    default Position position() {
        return head().position();
    }
}
