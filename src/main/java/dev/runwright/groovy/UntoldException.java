package dev.runwright.groovy;

import dev.runwright.value.Pending;

/** A script of a plan has read a value that is not known yet. */
final class UntoldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Pending pending;

    UntoldException(Pending pending) {
        super("not known yet: " + pending);
        this.pending = pending;
    }

    Pending pending() {
        return pending;
    }
}
