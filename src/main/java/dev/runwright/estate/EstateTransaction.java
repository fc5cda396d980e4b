package dev.runwright.estate;

import dev.runwright.estate.world.Documents;
import dev.runwright.value.Data;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One transaction on the estate: closed without {@link #commit} it has changed nothing. For one thread. */
final class EstateTransaction implements Documents, AutoCloseable {
    private final EstateFile file;
    private final EstateState state;
    private final SortedMap<String, Map<String, @Nullable Object>> base;
    private final SortedMap<String, @Nullable Map<String, @Nullable Object>> changes = new TreeMap<>();
    private @Nullable String host;
    private boolean open = true;

    EstateTransaction(EstateFile file, EstateState state, SortedMap<String, Map<String, @Nullable Object>> base) {
        this.file = file;
        this.state = state;
        this.base = base;
    }

    /** What follows is done on that computer. */
    void on(@Nullable String computer) {
        host = computer;
    }

    @Override
    public @Nullable String host() {
        return host;
    }

    @Override
    public Optional<Map<String, @Nullable Object>> find(String path) {
        return Optional.ofNullable(changes.containsKey(path) ? changes.get(path) : base.get(path));
    }

    @Override
    public SortedMap<String, Map<String, @Nullable Object>> under(String folder) {
        String from = folder + "/";
        String to = folder + "0"; // the character after the slash
        SortedMap<String, Map<String, @Nullable Object>> found = base.subMap(from, to);
        return changes.isEmpty() ? found : overlaid(found, changes.subMap(from, to));
    }

    private static SortedMap<String, Map<String, @Nullable Object>> overlaid(
            SortedMap<String, Map<String, @Nullable Object>> found,
            SortedMap<String, @Nullable Map<String, @Nullable Object>> changed) {
        SortedMap<String, Map<String, @Nullable Object>> all = new TreeMap<>(found);
        changed.forEach((path, document) -> {
            if (document == null) {
                all.remove(path);
            } else {
                all.put(path, document);
            }
        });
        return all;
    }

    /** All documents. */
    SortedMap<String, Map<String, @Nullable Object>> all() {
        return overlaid(base, changes);
    }

    @Override
    public void put(String path, Map<String, @Nullable Object> document) {
        if (!document.equals(find(path).orElse(null))) {
            changes.put(path, Data.copy(document));
        }
    }

    @Override
    public void remove(String path) {
        if (find(path).isPresent()) {
            changes.put(path, null);
        }
    }

    @Override
    public Instant now() {
        return Instant.ofEpochMilli(state.now);
    }

    @Override
    public long next() {
        return ++state.sequence;
    }

    EstateState state() {
        return state;
    }

    /** Forgets the changes so far; numbers taken stay taken. */
    void forget() {
        changes.clear();
    }

    void commit() {
        open = false;
        file.commit(state, changes);
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            file.rollback();
        }
    }
}
