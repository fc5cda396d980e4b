package dev.runwright.catalogue;

import dev.runwright.model.StateRule.Wants;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What reads what a cmdlet changes. Immutable.
 *
 * @param cmdlet the reading cmdlet
 * @param identity own parameter to the reading's parameter or property: what names the object
 * @param with fixed parameters of the reading ({@code IncludeHidden: true})
 * @param where property to value: objects of its reply without it are no part of the reading ({@code IsInherited: false})
 * @param comparisons by own parameter, case ignored by {@link #comparison}
 * @param sets properties that the cmdlet sets by itself
 * @param wants what the cmdlet wants to be there
 * @param inverse the cmdlet that undoes it; {@code restore} to write the captured values back; null if nothing does
 * @param key the property that names the object for its inverse for ever ({@code Guid}); null for the identity
 * @param volatileProperties not compared when a created object is undone
 * @param settle how long a change may take to show; null for the default
 * @param losses what is lost by the call, or not restored by its undo, in one sentence each
 */
public record ReadingFacts(
        String cmdlet,
        Map<String, String> identity,
        Map<String, Object> with,
        Map<String, Object> where,
        Map<String, Comparison> comparisons,
        List<Comparison.Sets> sets,
        Wants wants,
        @Nullable String inverse,
        @Nullable String key,
        Set<String> volatileProperties,
        @Nullable Duration settle,
        List<String> losses) {

    /** How a parameter is found in the reading; what nothing is known of is unread. */
    public Comparison comparison(String parameter) {
        return comparisons.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(parameter))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> new Comparison.Unread("the catalogue knows no property for it"));
    }
}
