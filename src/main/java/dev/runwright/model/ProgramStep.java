package dev.runwright.model;

import dev.runwright.value.Template;
import java.util.List;

/**
 * {@code program: [name, argument, …]}: a program of this machine by argument list, no shell.
 *
 * @param command the program and its arguments; each element renders to text or a number
 * @param exits what exit codes mean; a code that is not in it is a failure
 */
public record ProgramStep(StepHead head, Template command, List<Exit> exits) implements Step {
    /** Copies the list. */
    public ProgramStep {
        exits = List.copyOf(exits);
    }

    /**
     * One row of {@code exit:}.
     *
     * @param meaning {@code ok}, or another word such as {@code reboot}: a success too, with that word in {@code exit_meaning}
     */
    public record Exit(String meaning, List<Integer> codes) {
        /** Copies the list. */
        public Exit {
            codes = List.copyOf(codes);
        }
    }

    @Override
    public String kind() {
        return "program";
    }
}
