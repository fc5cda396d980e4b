package dev.runwright.model;

import dev.runwright.text.Position;
import dev.runwright.value.Template;

/** A step that is one command with parameters, of which a catalogue knows how it is read and taken back. */
public sealed interface CommandStep permits CmdletStep, GraphStep {
    /** What every step may say. */
    StepHead head();

    /** The command: a cmdlet, or a Graph call as {@link GraphCommand#shape} gives it. */
    String command();

    /** Where the command stands. */
    Position commandPosition();

    /** Its parameters; of a Graph call the properties of the body. */
    Template.Fields with();
}
