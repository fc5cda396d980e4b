package dev.runwright.read;

import dev.runwright.text.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.jspecify.annotations.Nullable;

/** A table with a header line: one map a row, all cells texts. Stateless. */
final class Csv {
    private Csv() {}

    static List<@Nullable Object> rows(String file, String text, char delimiter) throws Unreadable {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setHeader()
                .setSkipHeaderRecord(true)
                .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
                .setIgnoreEmptyLines(true)
                .get();
        long[] line = {1};
        try (CSVParser parser = CSVParser.parse(text, format)) {
            List<@Nullable Object> rows = new ArrayList<>();
            for (CSVRecord row : parser) {
                line[0] = parser.getCurrentLineNumber();
                rows.add(row(file, row, parser));
            }
            return rows;
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new Unreadable(
                    new Position(file, (int) line[0], 1),
                    "The file is not a table with a header line: " + e.getMessage() + ".");
        }
    }

    private static Map<String, @Nullable Object> row(String file, CSVRecord row, CSVParser parser) throws Unreadable {
        if (!row.isConsistent()) {
            throw new Unreadable(
                    new Position(file, (int) parser.getCurrentLineNumber(), 1),
                    "The row has " + row.size() + " cells; expected "
                            + parser.getHeaderNames().size() + ", as many as the header line has.");
        }
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        parser.getHeaderNames().forEach(name -> cells.put(name, row.get(name)));
        return cells;
    }
}
