package dev.runwright.catalogue;

/** How one parameter of a changing cmdlet is found in its reading (design 2.3, "Parameters"). */
public sealed interface Comparison {
    /** It names the object; the reading takes it under {@code readingParameter}. */
    record Identity(String readingParameter) implements Comparison {}

    /** It steers the call and is no state. */
    record Control() implements Comparison {}

    /**
     * Compared with a property of the reading, in a form.
     *
     * @param confirmed whether a source shows that the property is the parameter's; if not, it counts as unread on a real
     *     connection and as confirmed on an estate (design 9)
     */
    record With(String property, Form form, boolean confirmed) implements Comparison {}

    /** The reading does not show it: a step with it is never unchanged. */
    record Unread(String why) implements Comparison {}
}
