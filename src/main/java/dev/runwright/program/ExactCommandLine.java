package dev.runwright.program;

import java.util.List;
import org.apache.commons.exec.CommandLine;

/** A command line whose arguments arrive exactly as given: Commons Exec itself trims and quotes them and turns slashes. */
final class ExactCommandLine extends CommandLine {
    private final List<String> arguments;

    ExactCommandLine(List<String> arguments) {
        super(arguments.get(0));
        this.arguments = arguments;
    }

    @Override
    public String[] toStrings() {
        return arguments.toArray(String[]::new);
    }
}
