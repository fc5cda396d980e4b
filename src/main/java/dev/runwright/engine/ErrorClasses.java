package dev.runwright.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells an error's class by a table of error ids, HRESULTs, exit codes, HTTP statuses and wordings. Immutable. */
public final class ErrorClasses {
    private static final String FILE = "error-classes.tsv";
    private static final int OWN_MEANING = 256;
    private static final int FROM_SYSTEM = 0x8007;
    private static final Pattern STATUS = Pattern.compile(
            "(?:error: ?\\(|status(?: ?code)?\\W{0,3}|HTTP(?:/[\\d.]+)?[ :]+|not indicate success: )([45]\\d\\d)(?!\\d)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern HRESULT =
            Pattern.compile("\\b0x([89][0-9a-f]{7})\\b|(?<![\\w.])(-2\\d{9})(?!\\d)", Pattern.CASE_INSENSITIVE);

    private static final Pattern RETRY_AFTER =
            Pattern.compile("retry[- ]?after\\W{0,4}(\\d{1,9}(?:\\.\\d{1,9})?)(?![\\d-])", Pattern.CASE_INSENSITIVE);

    private final List<Row> rows;

    private ErrorClasses(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    private record Row(String source, String pattern, ErrorClass kind) {}

    /**
     * An error record of PowerShell, its texts empty where unknown.
     *
     * @param hresult the exception's; null if unknown
     */
    public record Said(
            String id,
            String type,
            String category,
            String message,
            @Nullable Integer hresult) {}

    private static final class Shipped {
        private static final ErrorClasses TABLE = load();

        private static ErrorClasses load() {
            try (InputStream file = ErrorClasses.class.getResourceAsStream(FILE)) {
                if (file == null) {
                    throw new IOException("no " + FILE);
                }
                String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
                return new ErrorClasses(text.lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .map(ErrorClasses::row)
                        .toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The table inside the product. */
    public static ErrorClasses shipped() {
        return Shipped.TABLE;
    }

    private static Row row(String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length != 4) {
            throw new IllegalArgumentException("not four cells: " + line);
        }
        ErrorClass kind = ErrorClass.valueOf(cells[2].toUpperCase(Locale.ROOT));
        return new Row(cells[0], cells[1].toLowerCase(Locale.ROOT), kind);
    }

    /** The class of an error record; {@link ErrorClass#UNKNOWN} if no row fits. */
    public ErrorClass of(Said said) {
        List<Integer> statuses = new ArrayList<>();
        for (Matcher status = STATUS.matcher(said.message()); status.find(); ) {
            statuses.add(Integer.valueOf(status.group(1)));
        }
        List<Integer> hresults = hresults(said);
        for (Row row : rows) {
            boolean fits = switch (row.source()) {
                case "http" -> statuses.stream().anyMatch(status -> status(row, status));
                case "hresult" ->
                    hresults.stream().anyMatch(code -> row.pattern().equals(hex(code)));
                case "exit" -> hresults.stream().anyMatch(code -> system(row, code));
                default -> text(row.source(), said).contains(row.pattern());
            };
            if (fits) {
                return row.kind();
            }
        }
        return ErrorClass.UNKNOWN;
    }

    private static String text(String source, Said said) {
        String text = switch (source) {
            case "id" -> said.id();
            case "type" -> said.type();
            case "category" -> said.category();
            default -> said.message();
        };
        return text.toLowerCase(Locale.ROOT);
    }

    private static List<Integer> hresults(Said said) {
        List<Integer> codes = new ArrayList<>();
        for (Matcher code = HRESULT.matcher(said.message()); code.find(); ) {
            codes.add(
                    (int) (code.group(1) != null ? Long.parseLong(code.group(1), 16) : Long.parseLong(code.group(2))));
        }
        if (said.hresult() != null) {
            codes.add(said.hresult());
        }
        return codes;
    }

    private static String hex(int code) {
        return String.format(Locale.ROOT, "0x%08x", code);
    }

    private static boolean system(Row row, int hresult) {
        return hresult >>> 16 == FROM_SYSTEM && row.pattern().equals(String.valueOf(hresult & 0xFFFF));
    }

    private static boolean status(Row row, int status) {
        return row.pattern().equals(String.valueOf(status)) || row.pattern().equals(status / 100 + "xx");
    }

    /** The class of a failure that a program reports by its exit code, a number or an HRESULT. */
    public ErrorClass exit(int code) {
        return rows.stream()
                .filter(row -> switch (row.source()) {
                    case "exit" ->
                        system(row, code)
                                || (code >= OWN_MEANING && row.pattern().equals(String.valueOf(code)));
                    case "hresult" -> row.pattern().equals(hex(code));
                    default -> false;
                })
                .map(Row::kind)
                .findFirst()
                .orElse(ErrorClass.UNKNOWN);
    }

    /** The class of a failure with an HTTP status. */
    public ErrorClass http(int status) {
        return rows.stream()
                .filter(row -> row.source().equals("http") && status(row, status))
                .map(Row::kind)
                .findFirst()
                .orElse(ErrorClass.UNKNOWN);
    }

    /** The seconds of a {@code Retry-After} that a message quotes; empty if it names none. */
    public static Optional<Double> retryAfter(String message) {
        Matcher said = RETRY_AFTER.matcher(message);
        return said.find() ? Optional.of(Double.valueOf(said.group(1))) : Optional.empty();
    }
}
