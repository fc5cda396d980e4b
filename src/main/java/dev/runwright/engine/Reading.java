package dev.runwright.engine;

import dev.runwright.value.Data;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a reading showed. */
sealed interface Reading {
    /** The object as it was, property names as read. */
    record Present(Map<String, @Nullable Object> properties) implements Reading {
        /** Copies the properties. */
        public Present {
            properties = Data.copy(properties);
        }
    }

    /** The object was not there. */
    record Absent() implements Reading {}

    /** No reading: cut, ended with errors, none or more than one object. */
    record Unreadable(StepError error) implements Reading {}

    /** The properties; none for an object that is not there. */
    default Map<String, @Nullable Object> values() {
        return this instanceof Present present ? present.properties() : Map.of();
    }
}
