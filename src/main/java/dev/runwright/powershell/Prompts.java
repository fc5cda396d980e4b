package dev.runwright.powershell;

import dev.runwright.value.Data;
import dev.runwright.wire.ShellError;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the errors of commands that wanted to ask somebody. Stateless. */
final class Prompts {
    /** Not translated: the name of PowerShell's own option, and of a method that reads a key. */
    private static final Pattern ASKED = Pattern.compile("NonInteractive|\"ReadKey\"");

    private static final Pattern SOURCE_LINE = Pattern.compile("(?m)^\\+ (?!\\s*~)(.+)$");
    private static final String RUNNER = "$RwCommand";

    private Prompts() {}

    /** A sentence that names the prompt; empty if the error is another one. */
    static Optional<String> sentence(ShellError error) {
        if (!ASKED.matcher(error.message()).find()) {
            return Optional.empty();
        }
        return Optional.of("It wanted to ask, and nobody is there to answer: " + prompt(error)
                + ". Give it what it asks for as a parameter; a question whether to go on is answered by 'Confirm: false' or"
                + " 'Force: true'.");
    }

    /** The line of code that asked; of a cmdlet that a step calls itself, its name. */
    private static String prompt(ShellError error) {
        Matcher line =
                SOURCE_LINE.matcher(String.valueOf(Data.text(error.details().get("position"))));
        if (line.find() && !line.group(1).contains(RUNNER)) {
            return line.group(1).strip();
        }
        String command = Data.text(error.details().get("command"));
        return command == null ? error.id() : command;
    }
}
