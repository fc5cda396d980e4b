package dev.runwright.model;

import dev.runwright.text.Position;
import dev.runwright.value.Template;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The line {@code state:} of a step: how to read what it changes (design 2.3). Null fields mean "as the catalogue says".
 *
 * @param cmdlet the reading cmdlet
 * @param with the reading's own parameters, besides the identity
 * @param compare the properties to compare; null for all that the step sets
 * @param settle how long a change may take to show
 * @param every how long between two readings
 */
public record StateRule(
        Position position,
        String cmdlet,
        Template.Fields with,
        @Nullable List<String> compare,
        @Nullable Wants wants,
        @Nullable Returns returns,
        @Nullable Duration settle,
        @Nullable Duration every) {

    /** What the step wants to be there afterwards. */
    public enum Wants {
        /** The object's properties have the step's values. */
        VALUES,
        /** The object exists. */
        PRESENT,
        /** The object does not exist. */
        ABSENT
    }
}
