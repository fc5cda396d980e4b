package dev.runwright.catalogue;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a table. Immutable. Reading the catalogue is felt by every command, so that its rows are taken apart by hand.
 *
 * @param columns the table's column names
 * @param fields its values in the same order; those at the end may be left out
 */
record Row(List<String> columns, List<String> fields) {
    private static final String TAB = "\t";

    static Row of(List<String> columns, String line) {
        return new Row(columns, parts(line, '\t'));
    }

    /** The value of a column; empty if it has none. */
    String get(String column) {
        int index = columns.indexOf(column);
        return index < 0 || index >= fields.size() ? "" : fields.get(index);
    }

    /** The parts of a column's value; none if it is empty. */
    List<String> list(String column, char separator) {
        String value = get(column);
        return value.isEmpty() ? List.of() : parts(value, separator);
    }

    /** The parts of a text between separators. */
    static List<String> parts(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int begin = 0;
        for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, begin)) {
            parts.add(text.substring(begin, end));
            begin = end + 1;
        }
        parts.add(text.substring(begin));
        return parts;
    }

    /** The line, without empty values at its end. */
    String line() {
        int last = columns.size();
        while (last > 1 && get(columns.get(last - 1)).isEmpty()) {
            last--;
        }
        StringBuilder line = new StringBuilder(get(columns.get(0)));
        for (int i = 1; i < last; i++) {
            line.append(TAB).append(get(columns.get(i)));
        }
        return line.toString();
    }

    /** This row with another value in one column. */
    Row with(String column, String value) {
        List<String> values = new ArrayList<>(columns.size());
        for (String name : columns) {
            values.add(name.equals(column) ? value : get(name));
        }
        return new Row(columns, values);
    }
}
