package dev.runwright.store;

import dev.runwright.journal.EntryCodec;
import dev.runwright.journal.Journal.KeptOutput;
import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.ChangeReturned;
import dev.runwright.journal.JournalEntry.StepEnded;
import dev.runwright.journal.Recorded;
import dev.runwright.value.Digest;
import dev.runwright.value.Json;
import dev.runwright.value.Tagged;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Long outputs: they stand under their digest beside the chain, and the entry names the digest, so that they can be dropped one day
 * and the chain still be verified. Thread-safe.
 */
final class Apart {
    /** Up to this many characters of JSON an output stands in its entry. */
    static final int LONGEST = 2_000;

    /** Keeps a text, which stands under its digest once. */
    static final String KEEP = "INSERT INTO kept (digest, text) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING";

    private static final String OUTPUT = "output";

    private final Database database;

    Apart(Database database) {
        this.database = database;
    }

    /** The entry as it is chained: a long output is kept, inside the caller's transaction. */
    JournalEntry put(JournalEntry entry) throws SQLException {
        Object output = output(entry);
        if (output == null) {
            return entry;
        }
        String text = Json.write(Collections.singletonMap(OUTPUT, Tagged.encode(output)));
        if (text.length() <= LONGEST) {
            return entry;
        }
        String digest = Digest.sha256(text);
        database.update(KEEP, digest, text);
        return with(entry, null, digest);
    }

    /** The entry as it was before {@link #put}; without an output if that was dropped. */
    Recorded back(Recorded recorded) {
        String digest = digest(recorded.entry());
        if (digest == null) {
            return recorded;
        }
        for (String text : database.query(row -> row.getString(1), "SELECT text FROM kept WHERE digest = ?", digest)) {
            Object output = Tagged.decode(Json.readObject(text).get(OUTPUT));
            return new Recorded(
                    recorded.run(),
                    recorded.sequence(),
                    recorded.time(),
                    with(recorded.entry(), output, digest),
                    recorded.text(),
                    recorded.hash());
        }
        return recorded;
    }

    private static @Nullable Object output(JournalEntry entry) {
        return entry instanceof StepEnded ended
                ? ended.output()
                : entry instanceof ChangeReturned returned ? returned.output() : null;
    }

    private static @Nullable String digest(JournalEntry entry) {
        return entry instanceof StepEnded ended
                ? ended.kept()
                : entry instanceof ChangeReturned returned ? returned.kept() : null;
    }

    private static JournalEntry with(JournalEntry entry, @Nullable Object output, String digest) {
        if (entry instanceof StepEnded end) {
            return new StepEnded(
                    end.path(),
                    end.state(),
                    end.attempts(),
                    output,
                    end.error(),
                    end.exit(),
                    end.stderr(),
                    end.warnings(),
                    digest);
        }
        return entry instanceof ChangeReturned reply
                ? new ChangeReturned(reply.path(), reply.attempt(), reply.outcome(), output, reply.error(), digest)
                : entry;
    }

    /** The outputs kept apart that are still there, by run and place; one that stands in several places comes once a run. */
    List<KeptOutput> all() {
        Map<String, Integer> lengths = new LinkedHashMap<>();
        List<KeptOutput> outputs = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Recorded recorded : database.query(
                row -> EntryCodec.read(row.getString(1), row.getString(2)),
                "SELECT text, hash FROM entry WHERE " + database.conditions().apart() + " ORDER BY run, seq")) {
            String digest = digest(recorded.entry());
            if (digest != null && seen.add(recorded.run() + digest)) {
                int length = lengths.computeIfAbsent(digest, this::length);
                if (length > 0) {
                    outputs.add(new KeptOutput(recorded.run(), digest, length));
                }
            }
        }
        return outputs;
    }

    private int length(String digest) {
        return database.query(row -> row.getInt(1), "SELECT length(text) FROM kept WHERE digest = ?", digest).stream()
                .findFirst()
                .orElse(0);
    }

    /** Of {@link #all}, those that belong to these runs and to no other. */
    List<KeptOutput> onlyOf(Set<String> runs) {
        List<KeptOutput> all = all();
        Set<String> needed = new HashSet<>();
        all.stream().filter(output -> !runs.contains(output.run())).forEach(output -> needed.add(output.digest()));
        return all.stream().filter(output -> !needed.contains(output.digest())).toList();
    }

    /** Removes texts, inside the caller's transaction. */
    void remove(Set<String> digests) throws SQLException {
        for (String digest : digests) {
            database.update("DELETE FROM kept WHERE digest = ?", digest);
        }
    }
}
