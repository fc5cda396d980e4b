package dev.runwright.catalogue;

import java.util.Map;
import java.util.Set;

/**
 * What a team says of one cmdlet, in the columns of the tables. Immutable.
 *
 * @param cmdlet columns of its own row
 * @param parameters by name, columns of the parameter's row
 * @param reading columns of the row about its reading
 * @param confirmed parameters that the reading is known to show under the name that the catalogue supposes; {@code *} for all
 */
record TeamEntry(
        String name,
        Map<String, String> cmdlet,
        Map<String, Map<String, String>> parameters,
        Map<String, String> reading,
        Set<String> confirmed) {}
