package dev.runwright.powershell;

import dev.runwright.engine.ErrorClass;
import dev.runwright.wire.ShellError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells an error record's class by a table of texts that stand in its id, type, category or message. Immutable. */
final class ErrorClassTable {
    private static final String FILE = "error-classes.tsv";

    private final List<Row> rows;

    private ErrorClassTable(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    private record Row(String where, String contains, ErrorClass kind) {
        boolean fits(ShellError error) {
            String text = switch (where) {
                case "id" -> error.id();
                case "type" -> error.type();
                case "category" -> error.category();
                default -> error.message();
            };
            return text.toLowerCase(Locale.ROOT).contains(contains);
        }
    }

    /** The table inside the product. */
    static ErrorClassTable load() {
        try (InputStream file = ErrorClassTable.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IOException("no " + FILE);
            }
            List<Row> rows = new ArrayList<>();
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    rows.add(row(line));
                }
            }
            return new ErrorClassTable(rows);
        } catch (IOException | IllegalArgumentException e) {
            throw BridgeException.noTable(e);
        }
    }

    private static Row row(String line) {
        List<String> cells = List.of(line.strip().split("\t", -1));
        if (cells.size() != 3) {
            throw new IllegalArgumentException("not three cells: " + line);
        }
        ErrorClass kind = ErrorClass.valueOf(cells.get(2).toUpperCase(Locale.ROOT));
        return new Row(cells.get(0), cells.get(1).toLowerCase(Locale.ROOT), kind);
    }

    /** The class of an error; {@link ErrorClass#UNKNOWN} if no row fits. */
    ErrorClass of(ShellError error) {
        return rows.stream()
                .filter(row -> row.fits(error))
                .map(Row::kind)
                .findFirst()
                .orElse(ErrorClass.UNKNOWN);
    }
}
