package dev.runwright.program;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.StepError;
import java.nio.file.Path;
import java.util.List;

/** Runs a program to its end: on this machine, or, in a rehearsal, as the estate answers for it. Thread-safe. */
@FunctionalInterface
public interface ProcessLauncher {
    /** Runs one program; blocks until it has ended, was stopped or could not be started. */
    Launched launch(Command command, Attempt attempt);

    /**
     * What to run.
     *
     * @param arguments the program and its arguments, each exactly as it arrives
     * @param folder its working folder
     */
    record Command(List<String> arguments, Path folder) {
        /** Copies the list. */
        public Command {
            arguments = List.copyOf(arguments);
        }

        /** The program's name as written. */
        public String program() {
            return arguments.get(0);
        }
    }

    /** How it went. */
    sealed interface Launched {
        /**
         * It ended by itself.
         *
         * @param exit its exit code, 32 bits
         */
        record Ended(int exit, Captured output, Captured errors) implements Launched {}

        /** It never began: nothing has happened. */
        record NotStarted(StepError error) implements Launched {}

        /** It was stopped with all its children; what it had done by then is unknown. */
        record Stopped(StepError error) implements Launched {}
    }

    /**
     * What a program wrote to one of its streams.
     *
     * @param text what was kept of it
     * @param written how many bytes it wrote
     * @param kept how many of them are in {@code text}
     * @param whole whether all of it was read and kept
     * @param rest where what was not kept is, as half a sentence; empty if nothing was left out
     */
    record Captured(String text, long written, long kept, boolean whole, String rest) {
        /** All that was written. */
        public static Captured of(String text) {
            int length = text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
            return new Captured(text, length, length, true, "");
        }
    }
}
