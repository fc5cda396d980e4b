package dev.runwright.store;

import dev.runwright.journal.Journal.Health;
import dev.runwright.journal.JournalException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;

/**
 * What differs between SQLite and PostgreSQL: how one connects, how a transaction keeps all other writers out, the few words of SQL
 * that they do not share, and what an error means. Used by one thread at a time.
 */
interface Dialect extends AutoCloseable {
    /** The database's name for messages. */
    String name();

    /** A connection to work with. */
    Session open() throws SQLException;

    /** Takes back what {@link #open} or {@link #begin} gave. */
    void giveBack(Session session) throws SQLException;

    /** A connection in a transaction in which nobody else writes. */
    Session begin() throws SQLException;

    /** Makes a transaction durable. */
    void commit(Session session) throws SQLException;

    /** Ends a transaction as if it had not been. */
    void rollBack(Session session) throws SQLException;

    /** Says in a sentence what went wrong. */
    JournalException trouble(SQLException e);

    /** The condition that {@code text} has {@code part} in it. */
    default String contains(String part) {
        return holds("'" + part + "'");
    }

    /** The condition that {@code text} has the value of {@code expression} in it. */
    String holds(String expression);

    /** The expression for the text under a key of the JSON object in {@code text}, or under a key below it: {@code a.b}. */
    String member(String path);

    /** A statement of {@link Schema} in this dialect's words. */
    String inWords(String statement);

    /** The version of the tables; 0 if there are none. */
    int version(Session session) throws SQLException;

    /** States the version of the tables, inside a transaction. */
    void version(Session session, int version) throws SQLException;

    /**
     * Has a migration done; a copy of the store as it was stays where that needs one.
     *
     * @param migration says whether there was anything to do
     * @throws JournalException if it fails; then the store is as it was
     */
    void migrate(Database database, int version, BooleanSupplier migration);

    /** Writes all that is there as one SQLite file, while others may go on with it. */
    void copyTo(Database database, Path file) throws IOException, SQLException;

    /** Gives the room of what was deleted back, so that its bytes are in no table any more. */
    void compact(Session session) throws SQLException;

    /** Where the store is, and what is wrong with it. */
    Health health(Session session) throws SQLException;

    @Override
    void close() throws SQLException;
}
