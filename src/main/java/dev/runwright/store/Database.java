package dev.runwright.store;

import dev.runwright.journal.JournalException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection with its prepared statements and transactions: everything inside a transaction happens or nothing does, whatever
 * is thrown. Calls are serialised.
 */
final class Database implements AutoCloseable {
    /** SQLite's primary result codes (SQLite documentation, "Result Codes"). */
    private static final int BUSY = 5;

    private static final int FULL = 13;

    private final Connection connection;
    private final String name;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    Database(Connection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    /** The database's name for messages. */
    String name() {
        return name;
    }

    /** What is done inside a transaction. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    /** What is done inside a transaction and gives nothing. */
    @FunctionalInterface
    interface Change {
        void run() throws SQLException;
    }

    /** What is read from one row. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Runs {@code work} in one write transaction, rolled back on everything that is thrown. */
    synchronized <T> T write(Work<T> work) {
        try {
            execute("BEGIN IMMEDIATE");
            try {
                T result = work.run();
                execute("COMMIT");
                return result;
            } catch (Throwable e) {
                rollBack(e);
                throw e;
            }
        } catch (SQLException e) {
            throw trouble(e);
        }
    }

    /** Runs {@code change} in one write transaction, like {@link #write}. */
    void change(Change change) {
        write(() -> {
            change.run();
            return true;
        });
    }

    private void rollBack(Throwable first) {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            first.addSuppressed(e);
            forget(first);
        }
    }

    /** A statement that has failed is of no use any more; all are prepared again. */
    private void forget(Throwable cause) {
        for (PreparedStatement statement : statements.values()) {
            try {
                statement.close();
            } catch (SQLException e) {
                cause.addSuppressed(e);
            }
        }
        statements.clear();
    }

    /** Reads all rows of a query. */
    synchronized <T> List<T> query(RowReader<T> reader, String sql, Object... arguments) {
        try (ResultSet rows = bound(sql, arguments).executeQuery()) {
            List<T> list = new ArrayList<>();
            while (rows.next()) {
                list.add(reader.read(rows));
            }
            return list;
        } catch (SQLException e) {
            throw trouble(e);
        }
    }

    /** Changes rows inside a transaction; gives how many. */
    int update(String sql, @Nullable Object... arguments) throws SQLException {
        return bound(sql, arguments).executeUpdate();
    }

    /** Runs a statement whose rows nobody needs, such as a pragma or DDL. */
    void execute(String sql) throws SQLException {
        PreparedStatement statement = bound(sql);
        if (statement.execute()) {
            statement.getResultSet().close();
        }
    }

    /**
     * Writes a copy of the whole database as it is now, while others may go on with it, and puts it on the disk; it is its owner's
     * alone.
     *
     * @param copy a file that is not there
     */
    synchronized void copyTo(Path copy) throws IOException {
        Files.createFile(copy);
        PosixFileAttributeView rights = Files.getFileAttributeView(copy, PosixFileAttributeView.class);
        if (rights != null) {
            rights.setPermissions(PosixFilePermissions.fromString("rw-------"));
        }
        try {
            release();
            bound("VACUUM INTO ?", copy.toString()).execute();
        } catch (SQLException e) {
            Files.delete(copy);
            throw trouble(e);
        }
        try (FileChannel written = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            written.force(true);
        }
    }

    /** Gives the room of what was deleted back, so that its bytes are in no file any more. */
    synchronized void compact() {
        try {
            release();
            execute("VACUUM");
            execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            throw trouble(e);
        }
    }

    private PreparedStatement bound(String sql, @Nullable Object... arguments) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    JournalException trouble(SQLException e) {
        forget(e);
        int code = e.getErrorCode() & 0xff;
        if (code == FULL) {
            return JournalException.full(name, e);
        }
        return code == BUSY ? JournalException.busy(name, e) : JournalException.broken(name, e);
    }

    /** A database is copied or packed only while no statement is open. */
    private void release() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
        statements.clear();
    }

    @Override
    public synchronized void close() {
        try {
            release();
            connection.close();
        } catch (SQLException e) {
            throw trouble(e);
        }
    }
}
