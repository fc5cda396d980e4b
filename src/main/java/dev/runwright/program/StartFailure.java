package dev.runwright.program;

import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.StepError;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says in one sentence why a program could not be started. */
final class StartFailure {
    private static final Pattern ERROR_NUMBER = Pattern.compile("error[=:] ?([0-9]+)");

    private StartFailure() {}

    static StepError of(ProcessLauncher.Command command, IOException cause) {
        String program = command.program();
        if (!Files.isDirectory(command.folder())) {
            return StepError.of(
                    ErrorClass.NOT_FOUND,
                    program + " was not started: its working folder " + command.folder() + " is not there.");
        }
        return switch (number(cause)) {
            case 2, 3, 20 ->
                StepError.of(
                        ErrorClass.NOT_FOUND,
                        "There is no program '" + program
                                + "' here: give its full path, or a name that is found in the folders of PATH.");
            case 5, 13 ->
                StepError.of(
                        ErrorClass.DENIED,
                        "The program '" + program
                                + "' may not be run by this user: it is not executable, or access is denied.");
            case 8, 193 ->
                StepError.of(
                        ErrorClass.INVALID,
                        "'" + program
                                + "' is no program of this machine: name the interpreter first if it is a script, for example [sh, "
                                + program + "].");
            case 7, 206 ->
                StepError.of(
                        ErrorClass.INVALID,
                        "The arguments of '" + program + "' are too long for this machine: put them into a file.");
            default -> StepError.of(ErrorClass.UNKNOWN, "'" + program + "' was not started: " + reason(cause) + ".");
        };
    }

    private static int number(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher number = ERROR_NUMBER.matcher(String.valueOf(cause.getMessage()));
            if (number.find()) {
                return Integer.parseInt(number.group(1));
            }
        }
        return 0;
    }

    private static @Nullable String reason(IOException cause) {
        return cause.getMessage();
    }
}
