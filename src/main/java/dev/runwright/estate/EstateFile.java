package dev.runwright.estate;

import dev.runwright.value.Data;
import dev.runwright.value.Json;
import dev.runwright.value.Tagged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

/**
 * The estate's SQLite file. Every change and every call is one transaction that holds the file from its beginning, so that two
 * processes see one order of calls; the documents are kept in memory and only what others have changed is read again. One
 * transaction at a time; the caller holds the lock of this object meanwhile.
 */
final class EstateFile implements AutoCloseable {
    private static final int VERSION = 1;
    private static final String[] SCHEMA = {
        "CREATE TABLE state (id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL DEFAULT '', organisation TEXT NOT NULL"
                + " DEFAULT 'cloud', digest TEXT NOT NULL DEFAULT '', now INTEGER NOT NULL DEFAULT 0, visible_after INTEGER NOT NULL"
                + " DEFAULT 0, calls INTEGER NOT NULL DEFAULT 0, sequence INTEGER NOT NULL DEFAULT 0, revision INTEGER NOT NULL"
                + " DEFAULT 0)",
        "INSERT INTO state (id) VALUES (1)",
        "CREATE TABLE documents (path TEXT PRIMARY KEY, body TEXT, revision INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE INDEX documents_by_revision ON documents (revision)",
        "CREATE TABLE earlier (id INTEGER PRIMARY KEY, path TEXT NOT NULL, until INTEGER NOT NULL, body TEXT)",
        "CREATE TABLE log (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, command TEXT NOT NULL, effect TEXT NOT NULL,"
                + " outcome TEXT NOT NULL)",
        "CREATE TABLE faults (id INTEGER PRIMARY KEY, body TEXT NOT NULL, seen INTEGER NOT NULL DEFAULT 0)",
        "CREATE TABLE snapshots (name TEXT NOT NULL, path TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (name, path))"
                + " WITHOUT ROWID",
        "PRAGMA user_version = " + VERSION
    };

    private final Path path;
    private final Connection connection;
    private final TreeMap<String, Map<String, @Nullable Object>> documents = new TreeMap<>();
    private final PreparedStatement selectState;
    private final PreparedStatement updateState;
    private final PreparedStatement selectChanged;
    private long revision = -1;

    private EstateFile(Path path, Connection connection) throws SQLException {
        this.path = path;
        this.connection = connection;
        configure(connection, path);
        this.selectState = EstateState.select(connection);
        this.updateState = EstateState.update(connection);
        this.selectChanged = connection.prepareStatement("SELECT path, body FROM documents WHERE revision > ?");
    }

    /** Opens the file, or makes an empty one, which has no name yet. */
    static EstateFile open(Path path) {
        try {
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Connection connection = JDBC.createConnection("jdbc:sqlite:" + path.toAbsolutePath(), new Properties());
            try {
                return new EstateFile(path, connection);
            } catch (SQLException | EstateException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw EstateException.of(path, e);
        } catch (IOException e) {
            throw EstateException.unusable(path, e);
        }
    }

    private static void configure(Connection connection, Path path) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 30000");
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = NORMAL");
            statement.execute("BEGIN IMMEDIATE");
            try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
                int version = row.next() ? row.getInt(1) : 0;
                if (version > VERSION) {
                    throw EstateException.newer(path, version);
                }
                for (String sql : version == 0 ? SCHEMA : new String[0]) {
                    statement.execute(sql);
                }
            }
            statement.execute("COMMIT");
        }
    }

    /**
     * Begins a transaction; whoever else wants one waits.
     *
     * @param settled whether it sees only what has become visible by the estate's clock
     */
    EstateTransaction begin(boolean settled) {
        try {
            execute("BEGIN IMMEDIATE");
            EstateState state = EstateState.read(selectState);
            refresh(state.revision);
            TreeMap<String, Map<String, @Nullable Object>> view = documents;
            if (settled && state.visibleAfter > 0) {
                view = new TreeMap<>(documents);
                hideFresh(view, state.now);
            }
            return new EstateTransaction(this, state, view);
        } catch (SQLException e) {
            rollback();
            throw EstateException.of(path, e);
        }
    }

    private void refresh(long latest) throws SQLException {
        if (latest == revision) {
            return;
        }
        selectChanged.setLong(1, latest < revision ? -1 : revision);
        try (ResultSet rows = selectChanged.executeQuery()) {
            while (rows.next()) {
                place(documents, rows.getString(1), rows.getString(2));
            }
        }
        revision = latest;
    }

    private void hideFresh(Map<String, Map<String, @Nullable Object>> view, long now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT path, body FROM earlier WHERE until > ? ORDER BY until DESC, id DESC")) {
            select.setLong(1, now);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    place(view, rows.getString(1), rows.getString(2));
                }
            }
        }
    }

    private static void place(Map<String, Map<String, @Nullable Object>> into, String path, @Nullable String body) {
        if (body == null) {
            into.remove(path);
        } else {
            into.put(path, decode(body));
        }
    }

    static String encode(Map<String, @Nullable Object> document) {
        return Json.write(Tagged.encode(document));
    }

    static Map<String, @Nullable Object> decode(String body) {
        return Data.map(Tagged.decode(Json.readObject(body)));
    }

    /** Makes what a transaction changed last, and its state, lasting; then takes it into memory. */
    void commit(EstateState state, Map<String, @Nullable Map<String, @Nullable Object>> changes) {
        try {
            if (!changes.isEmpty()) {
                state.revision++;
                writeChanges(state, changes);
            }
            state.write(updateState);
            execute("COMMIT");
        } catch (SQLException e) {
            rollback();
            throw EstateException.of(path, e);
        }
        changes.forEach((key, document) -> {
            if (document == null) {
                documents.remove(key);
            } else {
                documents.put(key, document);
            }
        });
        revision = state.revision;
    }

    private void writeChanges(EstateState state, Map<String, @Nullable Map<String, @Nullable Object>> changes)
            throws SQLException {
        try (PreparedStatement replace = connection.prepareStatement(
                        "INSERT OR REPLACE INTO documents (path, body, revision) VALUES (?, ?, ?)");
                PreparedStatement keep =
                        connection.prepareStatement("INSERT INTO earlier (path, until, body) VALUES (?, ?, ?)")) {
            for (Map.Entry<String, @Nullable Map<String, @Nullable Object>> change : changes.entrySet()) {
                if (state.visibleAfter > 0 && !state.atOnce) {
                    Map<String, @Nullable Object> before = documents.get(change.getKey());
                    keep.setString(1, change.getKey());
                    keep.setLong(2, state.now + state.visibleAfter);
                    keep.setString(3, before == null ? null : encode(before));
                    keep.executeUpdate();
                }
                Map<String, @Nullable Object> document = change.getValue();
                replace.setString(1, change.getKey());
                replace.setString(2, document == null ? null : encode(document));
                replace.setLong(3, state.revision);
                replace.executeUpdate();
            }
        }
        if (state.atOnce) {
            execute("DELETE FROM earlier");
        } else if (state.visibleAfter > 0) {
            execute("DELETE FROM earlier WHERE until <= " + state.now);
        }
    }

    /** Gives up the transaction under way; what it changed is forgotten. */
    void rollback() {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            revision = -1; // none was under way, or the connection is lost: the next transaction reads all again
        }
    }

    /** For the tables beside the documents, within a transaction. */
    Connection connection() {
        return connection;
    }

    Path path() {
        return path;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw EstateException.of(path, e);
        }
    }
}
