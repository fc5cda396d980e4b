package dev.runwright.store;

import dev.runwright.journal.Act;
import dev.runwright.journal.Firing;
import dev.runwright.journal.JournalException;
import dev.runwright.journal.ScheduleBook;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The openings of schedules as tables; each change says which rows it expects. Thread-safe. */
final class FiringTable implements ScheduleBook {
    private static final String FIRING = "SELECT schedule, opening, claimed, node, outcome, run, why FROM firing ";

    private final Database database;
    private final LedgerTable ledger;

    FiringTable(Database database, LedgerTable ledger) {
        this.database = database;
        this.ledger = ledger;
    }

    @Override
    public boolean claim(String schedule, Instant opening, String node, Instant now) {
        return 1
                == database.write(() -> database.update(
                        "INSERT INTO firing (schedule, opening, claimed, node, outcome) VALUES (?, ?, ?, ?, 'CLAIMED')"
                                + " ON CONFLICT (schedule, opening) DO NOTHING",
                        schedule,
                        opening.toEpochMilli(),
                        now.toEpochMilli(),
                        node));
    }

    @Override
    public boolean reclaim(String schedule, Instant opening, String from, String node, Instant now) {
        return 1
                == database.write(() -> database.update(
                        "UPDATE firing SET node = ?, claimed = ? WHERE schedule = ? AND opening = ? AND node = ?"
                                + " AND outcome = 'CLAIMED'",
                        node,
                        now.toEpochMilli(),
                        schedule,
                        opening.toEpochMilli(),
                        from));
    }

    @Override
    public void settle(
            String schedule, Instant opening, Firing.Outcome outcome, @Nullable String run, @Nullable String why) {
        int rows = database.write(() -> database.update(
                "UPDATE firing SET outcome = ?, run = ?, why = ? WHERE schedule = ? AND opening = ?"
                        + " AND (outcome = 'CLAIMED' OR (outcome = 'ASKED' AND run IS NULL)"
                        + " OR (outcome IN ('ASKED', 'STARTED') AND run = ?))",
                outcome.name(),
                run,
                why,
                schedule,
                opening.toEpochMilli(),
                run));
        if (rows != 1) {
            throw JournalException.notClaimed(schedule, opening);
        }
    }

    @Override
    public Optional<Firing> last(String schedule) {
        return firings(schedule, 1).stream().findFirst();
    }

    @Override
    public List<Firing> firings(String schedule, int most) {
        return database.query(
                FiringTable::firing, FIRING + "WHERE schedule = ? ORDER BY opening DESC LIMIT ?", schedule, most);
    }

    @Override
    public List<Firing> unsettled() {
        return database.query(
                FiringTable::firing, FIRING + "WHERE outcome = 'CLAIMED' ORDER BY claimed, opening, schedule");
    }

    private static Firing firing(ResultSet row) throws SQLException {
        return new Firing(
                row.getString(1),
                Instant.ofEpochMilli(row.getLong(2)),
                Instant.ofEpochMilli(row.getLong(3)),
                row.getString(4),
                Firing.Outcome.valueOf(row.getString(5)),
                row.getString(6),
                row.getString(7));
    }

    @Override
    public void pause(String schedule, String actor, @Nullable String reason, Instant at) {
        database.change(() -> {
            database.update(
                    "INSERT INTO paused (schedule, actor, reason, since) VALUES (?, ?, ?, ?) ON CONFLICT (schedule)"
                            + " DO UPDATE SET actor = excluded.actor, reason = excluded.reason, since = excluded.since",
                    schedule,
                    actor,
                    reason,
                    at.toEpochMilli());
            ledger.append(new Act(at, actor, Act.SCHEDULE_PAUSED, schedule, reason)::write);
        });
    }

    @Override
    public void unpause(String schedule, String actor, Instant at) {
        database.change(() -> {
            if (database.update("DELETE FROM paused WHERE schedule = ?", schedule) == 1) {
                ledger.append(new Act(at, actor, Act.SCHEDULE_RESUMED, schedule, null)::write);
            }
        });
    }

    @Override
    public Map<String, Paused> paused() {
        Map<String, Paused> paused = new LinkedHashMap<>();
        database.query(
                        row -> new Paused(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                Instant.ofEpochMilli(row.getLong(4))),
                        "SELECT schedule, actor, reason, since FROM paused ORDER BY schedule")
                .forEach(one -> paused.put(one.schedule(), one));
        return paused;
    }
}
