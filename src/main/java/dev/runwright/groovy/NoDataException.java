package dev.runwright.groovy;

import dev.runwright.text.RunwrightException;

/** A script's value that cannot be the output of a step. */
final class NoDataException extends RunwrightException {
    private static final long serialVersionUID = 1L;

    private NoDataException(String message) {
        super("no_data", message, null);
    }

    static NoDataException type(String where, Class<?> type) {
        return new NoDataException("The Groovy script's value is no data: " + where + " is of type " + type.getName()
                + ". Return null, text, a number, a boolean, a time, or lists and maps of them.");
    }

    static NoDataException key(String where, String key) {
        return new NoDataException("The Groovy script's value is no data: " + where + " has the key " + key
                + ", which is no text. Use text for the keys of a map.");
    }

    static NoDataException depth() {
        return new NoDataException(
                "The Groovy script's value is no data: it is nested too deeply, or refers to itself. Return a flatter value.");
    }
}
