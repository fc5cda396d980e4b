package dev.runwright.estate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every call in the order in which the estate took them. Within a transaction. */
final class CallLog {
    private final Connection connection;

    CallLog(Connection connection) {
        this.connection = connection;
    }

    void add(EstateState state, String command, String effect, String outcome) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO log (seq, at, command, effect, outcome) VALUES (?, ?, ?, ?, ?)")) {
            insert.setLong(1, state.calls);
            insert.setLong(2, state.now);
            insert.setString(3, command);
            insert.setString(4, effect);
            insert.setString(5, outcome);
            insert.executeUpdate();
        }
    }

    void clear() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM log");
        }
    }

    List<Map<String, @Nullable Object>> all() throws SQLException {
        List<Map<String, @Nullable Object>> calls = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT seq, at, command, effect, outcome FROM log ORDER BY seq")) {
            while (rows.next()) {
                Map<String, @Nullable Object> call = new LinkedHashMap<>();
                call.put("call", rows.getLong(1));
                call.put("at", Instant.ofEpochMilli(rows.getLong(2)).toString());
                call.put("command", rows.getString(3));
                call.put("effect", rows.getString(4));
                call.put("outcome", rows.getString(5));
                calls.add(call);
            }
        }
        return calls;
    }
}
