package dev.runwright.powershell;

import dev.runwright.wire.Reply;

/** How one request to a shell went, seen from this side. */
sealed interface Exchange {
    /** The shell answered. */
    record Replied(Reply reply) implements Exchange {}

    /** Not a byte of the request was written. */
    record NotWritten(String why) implements Exchange {}

    /** It was written, or may have been, and no answer came. */
    record Lost(Loss loss, String why) implements Exchange {}

    /** Why there is no answer. */
    enum Loss {
        /** Not in time: the shell's processes were killed. */
        KILLED,
        /** A person wanted it stopped now, and the shell did not answer in time: killed. */
        CANCELLED,
        /** The shell ended by itself. */
        DIED,
        /** Something came that is no reply. */
        GARBLED
    }
}
