package dev.runwright.store;

import dev.runwright.value.Digest;
import java.sql.SQLException;

/** The chain over all runs, as a table; it only grows. Lines are added inside the caller's transaction. */
final class LedgerTable {
    private final Database database;

    LedgerTable(Database database) {
        this.database = database;
    }

    /** Makes the text of a line from its number and the hash of the line before. */
    @FunctionalInterface
    interface Text {
        String of(long sequence, String previous);
    }

    void append(Text text) throws SQLException {
        SqlRunWriter.Tip head = database
                .query(
                        row -> new SqlRunWriter.Tip(row.getLong(1), row.getString(2)),
                        "SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1")
                .stream()
                .findFirst()
                .orElse(SqlRunWriter.Tip.NONE);
        String line = text.of(head.sequence() + 1, head.hash());
        database.update("INSERT INTO ledger VALUES (?, ?, ?)", head.sequence() + 1, line, Digest.sha256(line));
    }
}
