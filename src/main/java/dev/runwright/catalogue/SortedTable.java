package dev.runwright.catalogue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of tab-separated lines, sorted by their first field in lower case. Rows are found by bisecting the bytes, so that a big file
 * costs no more than reading it. First line: {@code # N …}, second line: column names. Immutable, thread-safe.
 */
final class SortedTable {
    private final byte[] bytes;
    private final List<String> columns;
    private final int start;
    private final String count;

    private SortedTable(byte[] bytes) {
        this.bytes = bytes;
        int second = lineEnd(0) + 1;
        this.count = text(0, second - 1);
        this.start = lineEnd(second) + 1;
        this.columns = Row.parts(text(second, start - 1), '\t');
    }

    static SortedTable read(Path file) {
        try {
            return new SortedTable(Files.readAllBytes(file));
        } catch (IOException e) {
            throw CatalogueException.unreadable(file, e);
        }
    }

    static SortedTable of(String text) {
        return new SortedTable(text.getBytes(StandardCharsets.UTF_8));
    }

    List<String> columns() {
        return columns;
    }

    /** What the first line says. */
    String count() {
        return count;
    }

    /** The rows whose first field is {@code key}, case ignored. */
    List<Row> rows(String key) {
        byte[] wanted = key.getBytes(StandardCharsets.UTF_8);
        List<Row> rows = new ArrayList<>();
        for (int at = firstNotBefore(wanted); at < bytes.length && compare(at, wanted) == 0; at = lineEnd(at) + 1) {
            rows.add(Row.of(columns, text(at, lineEnd(at))));
        }
        return rows;
    }

    /** All rows in order. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int at = start; at < bytes.length; at = lineEnd(at) + 1) {
            rows.add(Row.of(columns, text(at, lineEnd(at))));
        }
        return rows;
    }

    private int firstNotBefore(byte[] key) {
        int low = start;
        int high = bytes.length;
        while (low < high) {
            int middle = lineStart((low + high) >>> 1);
            if (compare(middle, key) < 0) {
                low = lineEnd(middle) + 1;
            } else {
                high = middle;
            }
        }
        return Math.min(low, bytes.length);
    }

    private int lineStart(int at) {
        int begin = at;
        while (begin > start && bytes[begin - 1] != '\n') {
            begin--;
        }
        return begin;
    }

    private int lineEnd(int at) {
        int end = at;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    /** Compares the first field of the line at {@code at} with {@code key}, ASCII case ignored. */
    private int compare(int at, byte[] key) {
        for (int i = 0; ; i++) {
            boolean fieldEnds = at + i >= bytes.length || bytes[at + i] == '\t' || bytes[at + i] == '\n';
            if (fieldEnds || i == key.length) {
                return fieldEnds ? (i == key.length ? 0 : -1) : 1;
            }
            int difference = lower(bytes[at + i]) - lower(key[i]);
            if (difference != 0) {
                return difference;
            }
        }
    }

    private static int lower(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter & 0xff;
    }

    private String text(int from, int to) {
        return from >= to ? "" : new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
