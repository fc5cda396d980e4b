package dev.runwright.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/** Moves the rows of all tables from one database to another, whichever they are; nodes that serve stay where they are. Stateless. */
final class Tables {

    private static final List<Table> ALL = List.of(
            new Table("entry", "run, seq", List.of("run", "seq", "type", "text", "hash")),
            new Table("ledger", "seq", List.of("seq", "text", "hash")),
            new Table("kept", "digest", List.of("digest", "text")),
            new Table("lease", "run", List.of("run", "token", "seq", "host", "pid", "started", "until")),
            new Table("held_lock", "name", List.of("name", "run")),
            new Table("posted", "seq", List.of("run", "text")),
            new Table(
                    "firing",
                    "schedule, opening",
                    List.of("schedule", "opening", "claimed", "node", "outcome", "run", "why")),
            new Table("paused", "schedule", List.of("schedule", "actor", "reason", "since")));

    private static final int AT_ONCE = 500;

    private Tables() {}

    private record Table(String name, String order, List<String> columns) {
        String select() {
            return "SELECT " + String.join(", ", columns) + " FROM " + name + " ORDER BY " + order;
        }

        String insert() {
            return "INSERT INTO " + name + " (" + String.join(", ", columns) + ") VALUES ("
                    + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        }
    }

    /** Copies every row, inside a transaction of each side. */
    static void copy(Session from, Session to) throws SQLException {
        for (Table table : ALL) {
            copy(from, to, table);
        }
    }

    private static void copy(Session from, Session to, Table table) throws SQLException {
        try (PreparedStatement select = from.connection().prepareStatement(table.select());
                PreparedStatement insert = to.connection().prepareStatement(table.insert())) {
            select.setFetchSize(AT_ONCE);
            try (ResultSet rows = select.executeQuery()) {
                int waiting = 0;
                while (rows.next()) {
                    for (int column = 1; column <= table.columns().size(); column++) {
                        insert.setObject(column, rows.getObject(column));
                    }
                    insert.addBatch();
                    if (++waiting % AT_ONCE == 0) {
                        insert.executeBatch();
                    }
                }
                insert.executeBatch();
            }
        }
    }

    /** Whether no run was ever there. */
    static boolean areEmpty(Session session) throws SQLException {
        return session.query(row -> true, "SELECT 1 FROM ledger LIMIT 1").isEmpty();
    }
}
