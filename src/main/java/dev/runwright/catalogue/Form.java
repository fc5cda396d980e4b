package dev.runwright.catalogue;

/**
 * How a value that is sent is compared with the value that is read (design 2.3, "Form").
 *
 * @param base the form of one element
 * @param set whether the value is a list whose order does not count
 */
public record Form(Base base, boolean set) {
    /** The form when nothing is said. */
    public static final Form EXACT = new Form(Base.EXACT, false);

    /** The form of one element. */
    public enum Base {
        EXACT,
        NO_CASE,
        ADDRESS,
        HTML,
        SIZE,
        DURATION,
        RECIPIENT,
        WORD
    }
}
