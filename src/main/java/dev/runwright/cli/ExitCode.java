package dev.runwright.cli;

/** What the process says to its caller (design 6). */
public enum ExitCode {
    DONE(0),
    FAILED(1),
    INVALID(2),
    WAITING(3),
    UNKNOWN(4),
    CANCELLED(5),
    REFUSED(6);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** The number. */
    public int number() {
        return number;
    }
}
