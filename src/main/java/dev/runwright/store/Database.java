package dev.runwright.store;

import dev.runwright.journal.Journal.Health;
import dev.runwright.journal.JournalException;
import dev.runwright.store.Session.RowReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The database in transactions: everything inside one happens or nothing does, whatever is thrown, and nobody else writes meanwhile.
 * Calls are serialised.
 */
final class Database implements AutoCloseable {
    private final Dialect dialect;
    private final Conditions conditions;

    /** The one of the transaction under way. */
    private @Nullable Session current;

    Database(Dialect dialect) {
        this.dialect = dialect;
        this.conditions = new Conditions(dialect);
    }

    Dialect dialect() {
        return dialect;
    }

    Conditions conditions() {
        return conditions;
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

    /** What is done with a connection. */
    @FunctionalInterface
    interface Use<T> {
        T of(Session session) throws SQLException;
    }

    /** Runs {@code work} in one write transaction, rolled back on everything that is thrown. */
    synchronized <T> T write(Work<T> work) {
        return using(dialect::begin, session -> {
            current = session;
            try {
                T result = work.run();
                dialect.commit(session);
                return result;
            } catch (Throwable e) {
                rollBack(session, e);
                throw e;
            } finally {
                current = null;
            }
        });
    }

    /** Runs {@code change} in one write transaction, like {@link #write}. */
    void change(Change change) {
        write(() -> {
            change.run();
            return true;
        });
    }

    private void rollBack(Session session, Throwable first) {
        try {
            dialect.rollBack(session);
        } catch (SQLException e) {
            first.addSuppressed(e);
            session.forget(first);
        }
    }

    /** Reads all rows of a query. */
    synchronized <T> List<T> query(RowReader<T> reader, String sql, @Nullable Object... arguments) {
        return with(session -> session.query(reader, sql, arguments));
    }

    /** Uses the connection of the transaction under way, else one for this use alone. */
    synchronized <T> T with(Use<T> use) {
        Session session = current;
        return session == null ? using(dialect::open, use) : using(() -> session, use);
    }

    private <T> T using(Work<Session> opening, Use<T> use) {
        try {
            Session session = opening.run();
            try {
                return use.of(session);
            } catch (SQLException e) {
                session.forget(e);
                throw e;
            } finally {
                if (session != current) {
                    dialect.giveBack(session);
                }
            }
        } catch (SQLException e) {
            throw dialect.trouble(e);
        }
    }

    /** Changes rows inside a transaction; gives how many. */
    int update(String sql, @Nullable Object... arguments) throws SQLException {
        return transaction().update(sql, arguments);
    }

    /** Runs a statement inside a transaction. */
    void execute(String sql) throws SQLException {
        transaction().execute(sql);
    }

    /** The connection of the transaction under way. */
    Session transaction() {
        Session session = current;
        if (session == null) {
            throw new IllegalStateException("no transaction is under way");
        }
        return session;
    }

    /**
     * Writes a copy of the whole database as it is now, while others may go on with it, and puts it on the disk; it is its owner's
     * alone.
     *
     * @param copy a file that is not there
     */
    synchronized void copyTo(Path copy) throws IOException {
        try {
            dialect.copyTo(this, copy);
        } catch (SQLException e) {
            throw dialect.trouble(e);
        }
    }

    /** Gives the room of what was deleted back, so that its bytes are in no table any more. */
    void compact() {
        with(session -> {
            dialect.compact(session);
            return true;
        });
    }

    Health health() {
        return with(dialect::health);
    }

    @Override
    public synchronized void close() {
        try {
            dialect.close();
        } catch (SQLException e) {
            throw dialect.trouble(e);
        }
    }

    /** Brings the tables to the version of this program, and closes what was opened if that fails. */
    Database prepared() {
        try {
            new Schema(this).prepare();
            return this;
        } catch (JournalException e) {
            close();
            throw e;
        }
    }
}
