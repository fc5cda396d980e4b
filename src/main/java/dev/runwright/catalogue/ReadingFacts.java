package dev.runwright.catalogue;

import dev.runwright.model.StateRule.Wants;
import dev.runwright.value.Data;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What reads what a cmdlet changes. Immutable.
 *
 * @param cmdlet the reading cmdlet
 * @param identity own parameter to the reading's parameter: what names the object
 * @param with the reading's own fixed parameters ({@code IncludeQuarantineDetails}: true)
 * @param where property values that every object that is meant has ({@code IsInherited}: false)
 * @param matches narrow the objects that the reading gives to those that are meant, see {@link #meant}
 * @param comparisons every parameter of the cmdlet, by its name as the catalogue writes it
 * @param sets properties that the cmdlet sets by itself
 * @param wants what the cmdlet wants to be there
 * @param inverse the cmdlet that undoes it; {@link #RESTORE} to write the captured values back; null if nothing does
 * @param key the property that names the object for ever ({@code Guid}), to be used by its undo; null for the identity
 * @param volatileProperties not compared when a created object is undone
 * @param settle how long a change may take to show; null for the default
 * @param losses what is lost by the call, or not restored by its undo
 */
public record ReadingFacts(
        String cmdlet,
        Map<String, String> identity,
        Map<String, @Nullable Object> with,
        Map<String, @Nullable Object> where,
        List<Match> matches,
        Map<String, Comparison> comparisons,
        List<Sets> sets,
        Wants wants,
        @Nullable String inverse,
        @Nullable String key,
        Set<String> volatileProperties,
        @Nullable Duration settle,
        List<Loss> losses) {
    /** The inverse of a cmdlet that is undone by the same cmdlet with the values read before. */
    public static final String RESTORE = "restore";

    /** Copies the collections. */
    public ReadingFacts {
        identity = Data.copy(identity);
        comparisons = IgnoringCase.copy(comparisons);
        sets = List.copyOf(sets);
        matches = List.copyOf(matches);
        with = Data.copy(with);
        where = Data.copy(where);
        volatileProperties = Set.copyOf(volatileProperties);
        losses = List.copyOf(losses);
    }

    /** How a parameter is found in the reading, case ignored; what nothing is known of is unread. */
    public Comparison comparison(String parameter) {
        Comparison known = comparisons.get(parameter);
        return known == null ? new Comparison.Unread(parameter + " is not in the catalogue.") : known;
    }

    /**
     * The objects that a call with {@code parameters} means, out of all that the reading gave: those that have every value of
     * {@link #where} and fit every entry of {@link #matches}.
     *
     * @param absent whether the call takes something away: then an object that has any of a list's values is meant, else one that
     *     has all of them
     */
    public List<Map<String, @Nullable Object>> meant(
            List<Map<String, @Nullable Object>> objects,
            Map<String, @Nullable Object> parameters,
            boolean absent,
            Form.Recipients recipients) {
        Narrowing narrowing = new Narrowing(this, parameters, absent, recipients);
        return objects.stream().filter(narrowing::fits).toList();
    }

    /**
     * A property that the cmdlet sets by itself, without a parameter ({@code Enabled=true} of Enable-InboxRule).
     *
     * @param confirmed as in {@link Comparison.With}
     */
    public record Sets(String property, @Nullable Object value, Form form, boolean confirmed) {}

    /**
     * A parameter that picks objects out of the reading by a property: the property has the parameter's value, or is a list that
     * has it.
     *
     * @param standard the value that counts when the parameter is not given; null for none: then nothing is narrowed
     * @param confirmed as in {@link Comparison.With}
     */
    public record Match(
            String parameter,
            String property,
            Form form,
            @Nullable Object standard,
            boolean confirmed) {}

    /**
     * Something that is lost.
     *
     * @param parameter only if the call changes this parameter; null for every call
     * @param sentence what is lost, one sentence for a person
     */
    public record Loss(@Nullable String parameter, String sentence) {}
}
