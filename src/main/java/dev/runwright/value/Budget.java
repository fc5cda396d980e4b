package dev.runwright.value;

/** What one evaluation may spend: a second, and a million elements (design 2.8). Used by one thread. */
final class Budget {
    private static final long ELEMENTS = 1_000_000;
    private static final long NANOS = 1_000_000_000;
    private static final int CLOCK_EVERY = 256;

    private final long deadline = System.nanoTime() + NANOS;
    private long spent;
    private int steps;

    /** Counts elements: list items, range members, characters of a text that is made. */
    void spend(long elements) {
        spent += elements;
        if (elements < 0 || spent > ELEMENTS) {
            throw Failure.of(
                    "The expression looks at more than a million elements, which is its limit.",
                    "Narrow the list first, with 'filter' parameters of the step that reads it.");
        }
        step();
    }

    /** Looks at the clock now and then; called by everything that may go on for long. */
    void step() {
        if (++steps % CLOCK_EVERY == 0 && System.nanoTime() > deadline) {
            throw Failure.of("The expression takes longer than one second, which is its limit.", "Make it simpler.");
        }
    }
}
