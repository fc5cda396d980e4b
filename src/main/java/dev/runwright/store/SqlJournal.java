package dev.runwright.store;

import dev.runwright.journal.Act;
import dev.runwright.journal.Chains;
import dev.runwright.journal.EntryCodec;
import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalException;
import dev.runwright.journal.Ledger;
import dev.runwright.journal.LockedException;
import dev.runwright.journal.NodeBook;
import dev.runwright.journal.Recorded;
import dev.runwright.journal.RunWriter;
import dev.runwright.journal.ScheduleBook;
import dev.runwright.value.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The journal in a SQL database: what is committed survives a power cut, and there is one writer at a time, whatever the number of
 * processes. Entries are kept as the exact texts that were hashed. Thread-safe.
 */
public final class SqlJournal implements Journal {
    private final Database database;
    private final Conditions conditions;
    private final Clock clock;
    private final RunQueries runs;
    private final LeaseTable leases;
    private final LedgerTable ledger;
    private final Apart apart;
    private final FiringTable firings;
    private final NodeTable nodes;

    private SqlJournal(Database database, Clock clock) {
        this.database = database;
        this.conditions = database.conditions();
        this.clock = clock;
        this.runs = new RunQueries(database);
        this.leases = new LeaseTable(database, clock);
        this.ledger = new LedgerTable(database);
        this.apart = new Apart(database);
        this.firings = new FiringTable(database, ledger);
        this.nodes = new NodeTable(database);
    }

    /**
     * Opens the journal in {@code file}, a SQLite database; makes it if it is not there.
     *
     * @throws JournalException if it cannot be opened, or was made by a newer program
     */
    public static SqlJournal open(Path file, Clock clock) {
        return new SqlJournal(SqliteDialect.open(file, clock).prepared(), clock);
    }

    /**
     * Opens the journal in a PostgreSQL database; makes its tables if they are not there.
     *
     * @throws JournalException if it cannot be opened, or was made by a newer program
     */
    public static SqlJournal open(PostgresServer server, Clock clock) {
        return open(server, clock, PostgresDialect.PATIENCE);
    }

    /** The same with another patience for a database that does not answer. */
    static SqlJournal open(PostgresServer server, Clock clock, Duration patience) {
        return new SqlJournal(PostgresDialect.open(server, clock, patience).prepared(), clock);
    }

    @Override
    public RunWriter begin(String run, JournalEntry.RunStarted first) {
        return begin(run, first, first.locks());
    }

    @Override
    public RunWriter beginUnlocked(String run, JournalEntry.RunStarted first) {
        return begin(run, first, List.of());
    }

    private RunWriter begin(String run, JournalEntry.RunStarted first, List<String> locks) {
        SqlRunWriter writer = new SqlRunWriter(this, run, 1, SqlRunWriter.Tip.NONE);
        database.change(() -> {
            take(run, locks, first.parent());
            leases.begin(run, first.process());
            writer.begin(first);
        });
        return writer;
    }

    /** Takes locks for a run, inside a transaction; {@code from} is a run that gives them up. */
    void take(String run, List<String> locks, @Nullable String from) throws SQLException {
        for (String lock : locks) {
            String holder =
                    database.query(row -> row.getString(1), "SELECT run FROM held_lock WHERE name = ?", lock).stream()
                            .findFirst()
                            .orElse(run);
            if (!holder.equals(run) && !holder.equals(from)) {
                Recorded first = read(holder).get(0);
                JournalEntry.RunStarted started = (JournalEntry.RunStarted) first.entry();
                boolean undo = started.mode().equals("undo");
                throw new LockedException(
                        lock, holder, undo, started.actor(), first.time().toString());
            }
            database.update(
                    "INSERT INTO held_lock (name, run) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET run = excluded.run",
                    lock,
                    run);
        }
    }

    @Override
    public RunWriter takeOver(String run, JournalEntry.ProcessMark process, Predicate<JournalEntry.ProcessMark> alive) {
        return database.write(() -> {
            SqlRunWriter.Tip tip = database
                    .query(
                            row -> new SqlRunWriter.Tip(row.getLong(1), row.getString(2)),
                            "SELECT seq, hash FROM entry WHERE run = ? ORDER BY seq DESC LIMIT 1",
                            run)
                    .stream()
                    .findFirst()
                    .orElseThrow(() -> JournalException.noSuchRun(run));
            return new SqlRunWriter(this, run, leases.takeOver(run, process, alive, tip.sequence()), tip);
        });
    }

    @Override
    public void post(String run, JournalEntry.Posted entry) {
        String text = EntryCodec.write(run, 0, clock.instant(), "", entry);
        int rows = database.write(() ->
                database.update("INSERT INTO posted (run, text) SELECT run, ? FROM lease WHERE run = ?", text, run));
        if (rows != 1) {
            throw JournalException.noSuchRun(run);
        }
    }

    boolean isPosted(String run) {
        return !database.query(row -> true, "SELECT 1 FROM posted WHERE run = ? LIMIT 1", run)
                .isEmpty();
    }

    /** Takes what was posted out of its table, inside the caller's transaction; oldest first. */
    List<JournalEntry.Posted> takePosted(String run) throws SQLException {
        List<JournalEntry.Posted> posted = database.query(
                row -> (JournalEntry.Posted)
                        EntryCodec.read(row.getString(1), "").entry(),
                "SELECT text FROM posted WHERE run = ? ORDER BY seq",
                run);
        database.update("DELETE FROM posted WHERE run = ?", run);
        return posted;
    }

    @Override
    public List<Lease> leases() {
        return leases.held();
    }

    @Override
    public List<Recorded> read(String run) {
        List<Recorded> entries = database.query(
                row -> EntryCodec.read(row.getString(1), row.getString(2)),
                "SELECT text, hash FROM entry WHERE run = ? ORDER BY seq",
                run);
        return existing(run, entries).stream().map(apart::back).toList();
    }

    private static List<Recorded> existing(String run, List<Recorded> entries) {
        if (entries.isEmpty()) {
            throw JournalException.noSuchRun(run);
        }
        return entries;
    }

    @Override
    public List<String> runs() {
        return runs.all();
    }

    @Override
    public List<String> newestEnded(int most) {
        return runs.newestEnded(most);
    }

    @Override
    public List<String> runsNaming(String text) {
        return runs.naming(text);
    }

    @Override
    public List<String> open() {
        return runs.open();
    }

    @Override
    public List<Stand> standing() {
        return runs.standing();
    }

    @Override
    public List<Recorded> milestones(String run) {
        return existing(run, runs.milestones(run));
    }

    @Override
    public List<Recorded> changes(String run) {
        return existing(run, runs.changes(run));
    }

    @Override
    public Map<String, List<String>> undoing() {
        return runs.undoing();
    }

    @Override
    public Set<String> changing() {
        return runs.changing();
    }

    @Override
    public List<HeldLock> locks() {
        return database.query(
                row -> new HeldLock(row.getString(1), row.getString(2)),
                "SELECT name, run FROM held_lock ORDER BY name");
    }

    @Override
    public void unlock(String run) {
        database.write(() -> database.update("DELETE FROM held_lock WHERE run = ?", run));
    }

    @Override
    public String keep(String text) {
        String digest = Digest.sha256(text);
        database.write(() -> database.update(Apart.KEEP, digest, text));
        return digest;
    }

    @Override
    public Optional<String> kept(String digest) {
        return database.query(row -> row.getString(1), "SELECT text FROM kept WHERE digest = ?", digest).stream()
                .findFirst();
    }

    @Override
    public Chains chains() {
        return new Chains(
                database.query(
                        row -> new Chains.Row(row.getString(1), row.getLong(2), row.getString(3), row.getString(4)),
                        "SELECT run, seq, text, hash FROM entry ORDER BY run, seq"),
                database.query(
                        row -> new Chains.Row("ledger", row.getLong(1), row.getString(2), row.getString(3)),
                        "SELECT seq, text, hash FROM ledger ORDER BY seq"),
                keptHashes());
    }

    private Map<String, String> keptHashes() {
        Map<String, String> hashes = new LinkedHashMap<>();
        database.query(
                row -> hashes.put(row.getString(1), Digest.sha256(row.getString(2))), "SELECT digest, text FROM kept");
        return hashes;
    }

    @Override
    public List<KeptOutput> outputs() {
        return apart.all();
    }

    @Override
    public List<KeptOutput> outputsOnlyOf(Set<String> runs) {
        return apart.onlyOf(runs);
    }

    @Override
    public List<KeptOutput> drop(Set<String> runs, String actor) {
        List<KeptOutput> dropped = database.write(() -> {
            List<KeptOutput> outputs = apart.onlyOf(runs);
            Set<String> digests = new TreeSet<>();
            outputs.forEach(output -> digests.add(output.digest()));
            if (!digests.isEmpty()) {
                apart.remove(digests);
                Instant now = clock.instant();
                ledger.append((sequence, previous) ->
                        new Ledger.Drop(sequence, now, previous, actor, List.copyOf(digests)).write());
            }
            return outputs;
        });
        database.compact();
        return dropped;
    }

    @Override
    public ScheduleBook schedules() {
        return firings;
    }

    @Override
    public NodeBook nodes() {
        return nodes;
    }

    @Override
    public void act(Act act) {
        database.change(() -> ledger.append(act::write));
    }

    @Override
    public List<Act> acts() {
        return database
                .query(
                        row -> Act.read(row.getString(1)),
                        "SELECT text FROM ledger WHERE " + conditions.act() + " ORDER BY seq")
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public void copyTo(Path file) throws IOException {
        database.copyTo(file);
    }

    @Override
    public void fill(Path file) {
        try (Database copy = SqliteDialect.open(file, clock).prepared()) {
            database.change(() -> {
                if (!Tables.areEmpty(database.transaction())) {
                    throw JournalException.notEmpty(database.dialect().name());
                }
                copy.with(session -> {
                    Tables.copy(session, database.transaction());
                    return true;
                });
            });
        }
    }

    @Override
    public Health health() {
        return database.health();
    }

    Database database() {
        return database;
    }

    LedgerTable ledger() {
        return ledger;
    }

    Apart apart() {
        return apart;
    }

    LeaseTable leaseTable() {
        return leases;
    }

    Clock clock() {
        return clock;
    }

    @Override
    public void close() {
        database.close();
    }
}
