package dev.runwright.model;

import dev.runwright.text.Position;
import dev.runwright.value.Template;

/** {@code cmdlet: Set-X} with {@code with:}: one PowerShell command, its parameters splatted as data. */
public record CmdletStep(StepHead head, Position cmdletPosition, String cmdlet, Template.Fields with) implements Step {
    @Override
    public String kind() {
        return "cmdlet";
    }
}
