package dev.runwright.app;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.StepError;
import dev.runwright.estate.Estate;
import dev.runwright.estate.world.ProgramAnswer;
import dev.runwright.program.ProcessLauncher;
import dev.runwright.text.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Programs as the estate answers them: nothing is started, and what they write lands in the run's scratch folder only. */
record EstatePrograms(Estate estate) implements ProcessLauncher {
    @Override
    public Launched launch(Command command, Attempt attempt) {
        Estate.Ran ran = estate.program(command.arguments()).orElse(null);
        if (ran == null) {
            return new Launched.NotStarted(StepError.of(
                    ErrorClass.INVALID,
                    "The estate " + estate.name() + " does not say what " + String.join(" ", command.arguments())
                            + " does; name it under 'programs:' in the estate's file."));
        }
        if (ran.disturbance() != null) {
            return new Launched.Stopped(StepError.of(
                    ErrorClass.UNKNOWN, command.program() + " was stopped; what it had done by then is not known."));
        }
        ProgramAnswer answer = ran.answer();
        String failed = write(answer.files(), command.folder());
        return failed == null
                ? new Launched.Ended(answer.exit(), Captured.of(answer.output()), Captured.of(answer.errors()))
                : new Launched.Stopped(StepError.of(ErrorClass.UNKNOWN, failed));
    }

    private static @Nullable String write(Map<String, String> files, Path folder) {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path place = within(folder, file.getKey());
            try {
                Files.createDirectories(place.resolveSibling("."));
                Files.writeString(place, file.getValue());
            } catch (IOException e) {
                return "The file " + place + " of a program in the rehearsal could not be written: " + FileTrouble.of(e)
                        + ".";
            }
        }
        return null;
    }

    /** Where a program's file is put: at its own path if that is in the folder, else by its name alone. */
    static Path within(Path folder, String path) {
        String slashed = path.replace('\\', '/');
        Path whole = folder.toAbsolutePath().normalize();
        try {
            Path wanted = whole.resolve(slashed).normalize();
            boolean drive = slashed.matches("[A-Za-z]:.*");
            if (!drive && wanted.startsWith(whole) && !wanted.equals(whole)) {
                return wanted;
            }
        } catch (InvalidPathException e) {
            return whole.resolve("output"); // no path of this system can have such a name
        }
        String name = slashed.substring(slashed.lastIndexOf('/') + 1).replace(':', '_');
        return whole.resolve(name.isEmpty() || name.equals("..") ? "output" : name);
    }
}
