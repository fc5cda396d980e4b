package dev.runwright.estate.world;

import dev.runwright.text.DidYouMean;
import dev.runwright.text.RunwrightException;
import java.util.Collection;

/** An estate's description that cannot be made into an estate. */
public final class BadDescription extends RunwrightException {
    private static final long serialVersionUID = 1L;

    private BadDescription(String code, String message) {
        super(code, message, null);
    }

    /** A key that nobody reads. */
    public static BadDescription unknownKey(String where, String key, Collection<String> known) {
        String hint = DidYouMean.hint(key, known);
        return new BadDescription(
                "estate_unknown_key",
                "The estate's " + where + " has the key '" + key + "', which is not one of its keys. "
                        + (hint.isEmpty() ? "Remove it." : hint));
    }

    /** A key that must be there. */
    public static BadDescription missing(String where, String key) {
        return new BadDescription("estate_missing_key", "The estate's " + where + " needs the key '" + key + "'.");
    }

    /** A value that is not what it must be. */
    public static BadDescription badValue(String where, String expected, String found) {
        return new BadDescription(
                "estate_bad_value", "The estate's " + where + " must be " + expected + ", but is " + found + ".");
    }
}
