package dev.runwright.store;

import dev.runwright.journal.NodeBook;
import java.time.Instant;
import java.util.List;

/** The processes that serve, as a table. Thread-safe. */
final class NodeTable implements NodeBook {
    private final Database database;

    NodeTable(Database database) {
        this.database = database;
    }

    @Override
    public void beat(Node node) {
        database.write(() -> database.update(
                "INSERT INTO node (id, host, pid, started, seen, version, draining, address) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (id) DO UPDATE SET host = excluded.host, pid = excluded.pid, started = excluded.started,"
                        + " seen = excluded.seen, version = excluded.version, draining = excluded.draining,"
                        + " address = excluded.address",
                node.id(),
                node.host(),
                node.pid(),
                node.started().toEpochMilli(),
                node.seen().toEpochMilli(),
                node.version(),
                node.draining() ? 1 : 0,
                node.address()));
    }

    @Override
    public void leave(String id) {
        database.write(() -> database.update("DELETE FROM node WHERE id = ?", id));
    }

    @Override
    public List<Node> nodes() {
        return database.query(
                row -> new Node(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        Instant.ofEpochMilli(row.getLong(4)),
                        Instant.ofEpochMilli(row.getLong(5)),
                        row.getString(6),
                        row.getInt(7) == 1,
                        row.getString(8)),
                "SELECT id, host, pid, started, seen, version, draining, address FROM node ORDER BY id");
    }
}
