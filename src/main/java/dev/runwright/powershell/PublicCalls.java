package dev.runwright.powershell;

import com.profesorfalken.jpowershell.PowerShell;
import com.profesorfalken.jpowershell.PowerShellNotAvailableException;
import com.profesorfalken.jpowershell.PowerShellResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * jPowerShell by its public methods alone. A script is a file of a comment; what is to be said stands behind its name on the line that
 * goes to standard input, where the bridge's loop takes it. For one thread at a time, but for {@link #close}.
 */
final class PublicCalls implements AutoCloseable {
    private static final String POLL_MS = "1";
    private static final String CLOSE_MS = "2000";

    private final PowerShell session;
    private final String temporary;

    /** Held, so that the level set on it lives as long as the session. */
    private final Logger quiet = Logger.getLogger("com.profesorfalken.jpowershell");

    private PublicCalls(PowerShell session, String temporary) {
        quiet.setLevel(Level.OFF);
        this.session = session;
        this.temporary = temporary;
    }

    /**
     * What came back.
     *
     * @param text all that was written up to the end mark, or, of a command, up to the first silence
     * @param late whether nothing came in time
     */
    record Output(String text, boolean late) {
        /** The shell has ended. */
        static final Output NONE = new Output("", true);
    }

    /** Starts that program as a PowerShell; takes five seconds at least. */
    static PublicCalls open(Path program, Path temporary) throws IOException {
        Logger.getLogger("com.profesorfalken.jpowershell").setLevel(Level.OFF);
        try {
            return new PublicCalls(PowerShell.openSession(program.toString()), temporary.toString());
        } catch (PowerShellNotAvailableException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Writes a line of PowerShell. */
    Output command(String line, Duration longest) {
        configure(Long.toString(longest.toMillis()));
        return output(session.executeCommand(line));
    }

    /** Writes a line that ends in {@code text}, which is no PowerShell. */
    Output say(String text, Duration longest) {
        configure(Long.toString(longest.toMillis()));
        return output(session.executeScript(new BufferedReader(new StringReader("#")), text));
    }

    private static Output output(PowerShellResponse response) {
        return new Output(response.getCommandOutput(), response.isTimeout());
    }

    /** What the map lacks, jPowerShell would take from its own file. */
    private void configure(String maxWait) {
        session.configuration(Map.of("maxWait", maxWait, "waitPause", POLL_MS, "tempFolder", temporary));
    }

    /** Lets jPowerShell's threads go; the shell has ended before, else it would be killed by a process id that may be another's. */
    @Override
    public void close() {
        configure(CLOSE_MS);
        session.close();
    }
}
