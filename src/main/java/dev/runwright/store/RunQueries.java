package dev.runwright.store;

import dev.runwright.journal.EntryCodec;
import dev.runwright.journal.Journal.Stand;
import dev.runwright.journal.Recorded;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which runs there are, and those of their entries that tell how they stand. Thread-safe. */
final class RunQueries {
    private static final String BEGINNING = "seq = 1 AND " + Conditions.MILESTONE;
    /** The condition for the entry that ends a run. */
    static final String END = "type = 'run_ended' AND " + Conditions.MILESTONE;

    private final Database database;
    private final Conditions conditions;

    RunQueries(Database database) {
        this.database = database;
        this.conditions = database.conditions();
    }

    /** The ids of all, in the order of their beginning, as everywhere here unless another order is said. */
    List<String> all() {
        return ids("SELECT run FROM entry WHERE " + BEGINNING + " ORDER BY run");
    }

    /** Those that ended, the one that began last first. */
    List<String> newestEnded(int most) {
        return ids("SELECT run FROM entry WHERE " + END + " ORDER BY run DESC LIMIT ?", most);
    }

    /** Those whose first entry has that text in it. */
    List<String> naming(String text) {
        return ids(
                "SELECT run FROM entry WHERE " + BEGINNING + " AND "
                        + database.dialect().holds("?") + " ORDER BY run",
                text);
    }

    /** Those that have not ended. */
    List<String> open() {
        return ids("SELECT run FROM entry AS first WHERE " + BEGINNING
                + " AND NOT EXISTS (SELECT 1 FROM entry WHERE run = first.run AND " + END + ") ORDER BY run");
    }

    private List<String> ids(String sql, Object... values) {
        return database.query(row -> row.getString(1), sql, values);
    }

    /** The same, and how each stands. */
    List<Stand> standing() {
        return database.query(
                row -> new Stand(row.getString(1), row.getLong(2), row.getInt(3) > 0),
                "SELECT run, seq, (SELECT count(*) FROM posted WHERE posted.run = lease.run) FROM lease WHERE "
                        + LeaseTable.OPEN + " AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.run = lease.run AND "
                        + END + ") ORDER BY run");
    }

    /** The entries that begin, pause or end a run. */
    List<Recorded> milestones(String run) {
        return entries("run = ? AND " + Conditions.MILESTONE, run);
    }

    /** The first entry of a run, and those of its steps that may have changed something with a way back. */
    List<Recorded> changes(String run) {
        String changed = "SELECT " + conditions.path() + " FROM entry WHERE run = ? AND (" + conditions.changes() + ")";
        return entries(
                "run = ? AND (type = 'run_started' OR " + conditions.path() + " IN (" + changed + "))", run, run);
    }

    private List<Recorded> entries(String condition, Object... values) {
        return database.query(
                row -> EntryCodec.read(row.getString(1), row.getString(2)),
                "SELECT text, hash FROM entry WHERE " + condition + " ORDER BY seq",
                values);
    }

    /** By each run that was taken back, in part at least: those that did so. */
    Map<String, List<String>> undoing() {
        Map<String, List<String>> undoing = new LinkedHashMap<>();
        database.query(
                row -> undoing.computeIfAbsent(row.getString(1), run -> new ArrayList<>())
                        .add(row.getString(2)),
                "SELECT DISTINCT " + conditions.undone() + ", run FROM entry WHERE " + conditions.takesBack()
                        + " ORDER BY run");
        return undoing;
    }

    /** Those that may have changed something with a way back. */
    Set<String> changing() {
        return new HashSet<>(ids("SELECT DISTINCT run FROM entry WHERE " + conditions.changes()));
    }
}
