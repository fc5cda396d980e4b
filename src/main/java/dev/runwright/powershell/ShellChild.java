package dev.runwright.powershell;

import dev.runwright.wire.Frame;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A shell's process, driven through jPowerShell, with what belongs to it: its private folder, the last lines that it said. Calls on
 * one thread, one at a time; everything else on any thread.
 */
interface ShellChild extends AutoCloseable {
    /** The connection's name. */
    String name();

    /** Where cancel files and pipes are. */
    SessionFolder folder();

    /** What it said outside of the protocol. */
    LastWords words();

    /**
     * Writes a request's line and waits for the reply; its events go to the listener.
     *
     * @param longest when this is over, there is no reply
     * @return empty if none came
     */
    Optional<Frame> call(String id, String line, Duration longest, ShellListener listener);

    /** Takes further requests to the pipe that the shell was given. */
    void useRequestPipe() throws IOException;

    /** Whether it can be asked something. */
    boolean alive();

    /** Whether it will say nothing more. */
    boolean outputEnded();

    /** What runs below it now. */
    List<ProcessHandle> below();

    /** Kills it with all that it has started, and does not wait for their ends; gives what was to be killed. */
    List<ProcessHandle> kill();

    /** Asks it to end by itself. */
    void askToEnd();

    /** Waits until the process has ended and its error output is read, at most that long each. */
    void awaitEnd(long milliseconds);

    /** Its exit code and what it said last, to be put behind a sentence; may hold secrets. */
    String lastWords();

    /** Lets go of everything that belongs to it; it has ended before. */
    @Override
    void close();
}
