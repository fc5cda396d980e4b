package dev.runwright.catalogue;

import org.jspecify.annotations.Nullable;

/** How one parameter of a changing cmdlet is found in its reading (design 2.3, "Parameters"). */
public sealed interface Comparison {
    /**
     * Compared with a property of the reading, in a form.
     *
     * @param confirmed whether a source says that the reading has the property; on an estate all count as confirmed
     */
    record With(String property, Form form, boolean confirmed) implements Comparison {}

    /** The reading does not show it, or nobody has confirmed that it does: a step with it is never unchanged. */
    record Unread(String why) implements Comparison {}

    /** A property that the cmdlet sets by itself, without a parameter ({@code Enabled=$true} of Enable-InboxRule). */
    record Sets(String property, @Nullable Object value, Form form) implements Comparison {}
}
