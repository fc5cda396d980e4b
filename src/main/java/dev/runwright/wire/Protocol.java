package dev.runwright.wire;

/**
 * The fixed words of the bridge.
 *
 * <p>A shell is a child process. It gets the variables {@link #NONCE}, {@link #CANCEL}, {@link #PARENT} and {@link #PIPE} in its
 * environment, or in place of the last {@link #EVENTS} and {@link #MIN_MS}, then one boot line on standard input, which ends in {@link #BOOT_MARK}; it answers with a reply frame of id
 * {@link #BOOT_ID} whose data is one {@link ShellFacts}. From then on each line is a {@link Request}, which begins with
 * {@link #REQUEST_MARK} wherever that stands in the line; a line {@link #EXIT} or the end of input ends the shell. Lines end in LF
 * or CRLF, and are ASCII. Answers are {@link Frame}s on standard output: events while a request is worked on, then one reply.
 */
public final class Protocol {
    /** Ends the boot line. */
    public static final String BOOT_MARK = "#RW1-BOOT";

    /** The id of the reply to the boot line. */
    public static final String BOOT_ID = "boot";

    /** Stands before the base64 text of a request. */
    public static final String REQUEST_MARK = "RW1 ";

    /** The line that ends a shell. */
    public static final String EXIT = "exit";

    /** The line after a reply frame: jPowerShell's mark for the end of a script's output. */
    public static final String END_MARK = "--END-JPOWERSHELL-SCRIPT--";

    /** Environment variable: random letters that every frame of the session must carry. */
    public static final String NONCE = "RW_NONCE";

    /** Environment variable: a request is cancelled when the file of this name, a dot and the request's id exists. */
    public static final String CANCEL = "RW_CANCEL";

    /** Environment variable: process id of the program that the shell belongs to; without it the shell ends. */
    public static final String PARENT = "RW_PARENT";

    /**
     * Environment variable, may be missing: a pipe (on Unix a socket's path) on which the shell may take requests in place of
     * standard input; it says so by {@link ShellFacts#pipe}, then the first line on it is the nonce.
     */
    public static final String PIPE = "RW_PIPE";

    /**
     * Environment variable, may be missing: events go to the file of this name, a dot and the request's id, one body on a line, and not
     * to standard output.
     */
    public static final String EVENTS = "RW_EVENTS";

    /** Environment variable, may be missing: no reply is written before that many milliseconds after its request was read. */
    public static final String MIN_MS = "RW_MIN_MS";

    /** Environment variable, may be missing: the computer on which a sandbox's commands are done; without it the shells' own. */
    public static final String HOST = "RW_HOST";

    /** A line before the boot line that asks for the process id alone, as jPowerShell does. */
    public static final String PID = "$pid";

    /** The longest request line, in characters. */
    public static final int REQUEST_LIMIT = 1 << 20;

    /** The longest reply frame, in characters. */
    public static final int REPLY_LIMIT = 32 << 20;

    private Protocol() {}
}
