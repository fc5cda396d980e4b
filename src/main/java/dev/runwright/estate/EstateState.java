package dev.runwright.estate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The one row of facts about the estate itself, while a transaction holds it. */
final class EstateState {
    String name = "";
    String organisation = "cloud";
    String digest = "";
    long now;
    long visibleAfter;
    long calls;
    long sequence;
    long revision;

    /** Whether what this transaction writes shows at once: a company is founded as if it had always been there. Not kept. */
    boolean atOnce;

    static EstateState read(PreparedStatement select) throws SQLException {
        EstateState state = new EstateState();
        try (ResultSet row = select.executeQuery()) {
            if (row.next()) {
                state.name = row.getString(1);
                state.organisation = row.getString(2);
                state.digest = row.getString(3);
                state.now = row.getLong(4);
                state.visibleAfter = row.getLong(5);
                state.calls = row.getLong(6);
                state.sequence = row.getLong(7);
                state.revision = row.getLong(8);
            }
        }
        return state;
    }

    void write(PreparedStatement update) throws SQLException {
        update.setString(1, name);
        update.setString(2, organisation);
        update.setString(3, digest);
        update.setLong(4, now);
        update.setLong(5, visibleAfter);
        update.setLong(6, calls);
        update.setLong(7, sequence);
        update.setLong(8, revision);
        update.executeUpdate();
    }

    static PreparedStatement select(Connection connection) throws SQLException {
        return connection.prepareStatement(
                "SELECT name, organisation, digest, now, visible_after, calls, sequence, revision"
                        + " FROM state WHERE id = 1");
    }

    static PreparedStatement update(Connection connection) throws SQLException {
        return connection.prepareStatement(
                "UPDATE state SET name = ?, organisation = ?, digest = ?, now = ?, visible_after = ?,"
                        + " calls = ?, sequence = ?, revision = ? WHERE id = 1");
    }
}
