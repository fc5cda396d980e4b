package dev.runwright.wire;

import java.util.Locale;
import java.util.Optional;

/** How a request ended in the shell. */
public enum Status {
    /** Done, no errors. */
    OK,
    /** Done, with errors that did not end it. */
    ERRORS,
    /** Ended by an error. */
    FAILED,
    /** Ended by {@code exit}. */
    EXITED,
    /** Stopped at its limit. */
    TIMEOUT,
    /** Stopped by the cancel file. */
    CANCELLED,
    /** Did not stop when it should have. */
    STUCK,
    /** Not begun: the command, script or parameter is not allowed. */
    REFUSED,
    /** The bridge itself failed; whether anything was done is not known. */
    BRIDGE_ERROR;

    /** As it stands in a reply. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The status of that word. */
    static Optional<Status> of(String word) {
        for (Status status : values()) {
            if (status.word().equals(word)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
