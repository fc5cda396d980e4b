package dev.runwright.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One line of a table. Immutable.
 *
 * @param columns the table's column names
 * @param fields its values in the same order; those at the end may be left out
 */
record Row(List<String> columns, List<String> fields) {
    private static final String TAB = "\t";

    static Row of(List<String> columns, String line) {
        return new Row(columns, List.of(line.split(TAB, -1)));
    }

    /** The value of a column; empty if it has none. */
    String get(String column) {
        int index = columns.indexOf(column);
        return index < 0 || index >= fields.size() ? "" : fields.get(index);
    }

    /** The parts of a column's value; none if it is empty. */
    List<String> list(String column, String separator) {
        String value = get(column);
        return value.isEmpty() ? List.of() : Arrays.asList(value.split(java.util.regex.Pattern.quote(separator), -1));
    }

    /** The line, without empty values at its end. */
    String line() {
        return columns.stream().map(this::get).collect(Collectors.joining(TAB)).replaceFirst("\t+$", "");
    }

    /** This row with another value in one column. */
    Row with(String column, String value) {
        return new Row(
                columns,
                columns.stream()
                        .map(name -> name.equals(column) ? value : get(name))
                        .toList());
    }
}
