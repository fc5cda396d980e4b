package dev.runwright.audit;

import dev.runwright.journal.Chains;
import dev.runwright.journal.Ledger;
import dev.runwright.value.Data;
import dev.runwright.value.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds texts that entries name by their digest and that are gone or changed, unless the ledger says that retention dropped them. */
final class KeptTexts {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /** The keys of entries under which such a digest stands. */
    private static final List<String> NAMES = List.of("kept", "definition", "catalogue", "plan");

    private final Finder finder;

    /** Takes what is found; false always. */
    @FunctionalInterface
    interface Finder {
        boolean find(String chain, long sequence, String kind, String message);
    }

    KeptTexts(Finder finder) {
        this.finder = finder;
    }

    void verify(Chains stored) {
        Set<String> dropped = new HashSet<>();
        stored.ledger().forEach(row -> dropped.addAll(named(row, Ledger.Drop::digests)));
        for (Chains.Row row : stored.entries()) {
            named(row, KeptTexts::digests).forEach(digest -> verify(stored, dropped, row, digest));
        }
    }

    private void verify(Chains stored, Set<String> dropped, Chains.Row row, String digest) {
        String actual = stored.kept().get(digest);
        String text = "The text " + digest + " that entry " + row.sequence() + " names ";
        if (actual == null && !dropped.contains(digest)) {
            finder.find(row.chain(), row.sequence(), "missing", text + "is gone, and no retention has dropped it.");
        } else if (actual != null && !actual.equals(digest)) {
            finder.find(row.chain(), row.sequence(), "changed", text + "is not the one that was kept.");
        }
    }

    /** What cannot be read is a finding already. */
    private static List<String> named(Chains.Row row, Function<String, List<String>> digests) {
        try {
            return digests.apply(row.text());
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static List<String> digests(String text) {
        Map<String, @Nullable Object> entry = Json.readObject(text);
        List<@Nullable Object> named = new ArrayList<>();
        NAMES.forEach(name -> named.add(entry.get(name)));
        addFiles(entry, named);
        if (entry.get("called") instanceof List<?> called) {
            called.forEach(one -> {
                Map<String, @Nullable Object> pinned = Data.map(one);
                named.add(pinned.get("definition"));
                addFiles(pinned, named);
            });
        }
        return named.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(digest -> DIGEST.matcher(digest).matches())
                .toList();
    }

    private static void addFiles(Map<String, @Nullable Object> map, List<@Nullable Object> named) {
        if (map.get("files") instanceof Map<?, ?> files) {
            named.addAll(files.values());
        }
    }
}
