package dev.runwright.powershell;

import com.profesorfalken.jpowershell.PowerShell;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The one place that calls jPowerShell: a session object over a process of ours. Used by one thread at a time. */
final class JPowerShellCalls implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int PAUSE_MS = 1;

    private final JPowerShellShape<PowerShell> shape = JPowerShellShape.check();
    private final SafeExecutor readers;
    private final PowerShell session;

    /** Held, so that the level set on it lives as long as the session: jPowerShell logs with stack traces to standard error. */
    private final Logger quiet = Logger.getLogger("com.profesorfalken.jpowershell");

    JPowerShellCalls(Process process, OutputStream requests, String name) {
        quiet.setLevel(Level.OFF);
        readers = new SafeExecutor("rw-reader-" + name);
        PrintWriter writer = new PrintWriter(
                new OutputStreamWriter(new BufferedOutputStream(requests, BUFFER), StandardCharsets.US_ASCII), true);
        session = shape.make(Map.of(
                "p", process,
                "commandWriter", writer,
                "threadpool", readers,
                "pid", -1L, // else its close() would run taskkill
                "waitPause", PAUSE_MS,
                "scriptMode", true)); // read up to the end mark
    }

    /** Writes a line and gives what the process's input stream gives up to the end mark; empty if nothing came. */
    String execute(String line, long maxWaitMs) {
        shape.set(session, "maxWait", maxWaitMs);
        return session.executeCommand(line).getCommandOutput();
    }

    /** Lets the reading threads go; the process is its owner's. */
    @Override
    public void close() {
        readers.shutdownNow();
    }
}
