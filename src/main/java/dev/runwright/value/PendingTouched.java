package dev.runwright.value;

/** Leaves an evaluation that has met a value which is not known yet: the whole expression is that {@link Pending}. */
final class PendingTouched extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Pending pending;

    PendingTouched(Pending pending) {
        super(pending.step(), null, false, false);
        this.pending = pending;
    }

    Pending pending() {
        return pending;
    }
}
