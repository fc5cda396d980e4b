package dev.runwright.estate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The faults that are set, each with how many matching calls it has seen. Within a transaction. */
final class Faults {
    private final Connection connection;

    Faults(Connection connection) {
        this.connection = connection;
    }

    void add(Fault fault) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO faults (body) VALUES (?)")) {
            insert.setString(1, fault.json());
            insert.executeUpdate();
        }
    }

    void clear() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM faults");
        }
    }

    List<Fault> all() throws SQLException {
        return rows().stream().map(Row::fault).toList();
    }

    /** Counts a call, and gives the first fault that strikes it; one that strikes only once is used up. */
    Optional<Fault> strike(String command) throws SQLException {
        Fault struck = null;
        for (Row row : rows()) {
            if (!row.fault.matches(command)) {
                continue;
            }
            boolean strikes = struck == null && row.fault.strikes(row.seen + 1);
            if (strikes) {
                struck = row.fault;
            }
            count(row, strikes && !row.fault.always());
        }
        return Optional.ofNullable(struck);
    }

    private void count(Row row, boolean usedUp) throws SQLException {
        String sql = usedUp ? "DELETE FROM faults WHERE id = ?" : "UPDATE faults SET seen = seen + 1 WHERE id = ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, row.id);
            update.executeUpdate();
        }
    }

    private List<Row> rows() throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT id, body, seen FROM faults ORDER BY id")) {
            while (found.next()) {
                @Nullable String body = found.getString(2);
                rows.add(new Row(found.getLong(1), Fault.ofJson(String.valueOf(body)), found.getLong(3)));
            }
        }
        return rows;
    }

    private record Row(long id, Fault fault, long seen) {}
}
