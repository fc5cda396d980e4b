package dev.runwright.text;

/**
 * A file's name and its decoded text, line ends as {@code \n}, without a byte order mark. Immutable.
 *
 * @param name the file as the user named it, used in positions
 * @param text the text
 */
public record SourceText(String name, String text) {}
