package dev.runwright.estate.world;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of the sandbox company. Stateless: all it knows is in the documents. */
public interface World {
    /** The key of its part of the estate's description, and the first word of its documents' paths. */
    String name();

    /** The cmdlets that it carries out. */
    Collection<Rule> rules();

    /** The programs that it stands in for. */
    default Collection<ProgramRule> programs() {
        return List.of();
    }

    /**
     * Makes its documents from its part of the description.
     *
     * @param organisation {@code cloud} or {@code on_premises}
     * @throws BadDescription if the description says something that it cannot understand
     */
    void found(Map<String, @Nullable Object> description, String organisation, Documents documents);
}
