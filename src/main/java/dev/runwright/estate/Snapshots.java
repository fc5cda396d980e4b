package dev.runwright.estate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whole states of the estate kept under a name. Within a transaction. */
final class Snapshots {
    private final Connection connection;

    Snapshots(Connection connection) {
        this.connection = connection;
    }

    void take(String name, SortedMap<String, Map<String, @Nullable Object>> documents) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM snapshots WHERE name = ?");
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO snapshots (name, path, body) VALUES (?, ?, ?)")) {
            delete.setString(1, name);
            delete.executeUpdate();
            for (Map.Entry<String, Map<String, @Nullable Object>> document : documents.entrySet()) {
                insert.setString(1, name);
                insert.setString(2, document.getKey());
                insert.setString(3, EstateFile.encode(document.getValue()));
                insert.executeUpdate();
            }
        }
    }

    SortedMap<String, Map<String, @Nullable Object>> read(String name) throws SQLException {
        SortedMap<String, Map<String, @Nullable Object>> documents = new TreeMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT path, body FROM snapshots WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    documents.put(
                            String.valueOf(rows.getString(1)), EstateFile.decode(String.valueOf(rows.getString(2))));
                }
            }
        }
        return documents;
    }

    List<String> names() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT DISTINCT name FROM snapshots ORDER BY name")) {
            while (rows.next()) {
                names.add(String.valueOf(rows.getString(1)));
            }
        }
        return names;
    }

    void clear() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM snapshots");
        }
    }
}
