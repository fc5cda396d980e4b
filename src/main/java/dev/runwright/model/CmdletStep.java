package dev.runwright.model;

import dev.runwright.text.Position;
import dev.runwright.value.Template;

/** {@code cmdlet: Set-X} with {@code with:}: one PowerShell command, its parameters splatted as data. */
public record CmdletStep(StepHead head, Position cmdletPosition, String cmdlet, Template.Fields with)
        implements Step, CommandStep {
    @Override
    public String kind() {
        return "cmdlet";
    }

    @Override
    public String command() {
        return cmdlet;
    }

    @Override
    public Position commandPosition() {
        return cmdletPosition;
    }
}
