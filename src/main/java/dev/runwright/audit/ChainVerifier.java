package dev.runwright.audit;

import dev.runwright.journal.Chains;
import dev.runwright.journal.Ledger;
import dev.runwright.value.Digest;
import dev.runwright.value.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what was changed, removed, reordered or cut in the stored chains. A run that was cut after its last line in the ledger is
 * found only against a {@link Head} that was exported later. Not thread-safe; one use.
 */
public final class ChainVerifier {
    private static final String LEDGER = "ledger";

    private final Evidence evidence;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Map<Long, String>> hashes = new LinkedHashMap<>();

    /** Looks at the chains and what is kept beside them; files of evidence are believed. */
    public ChainVerifier() {
        this(Optional::of);
    }

    /** Looks at the files of evidence too. */
    public ChainVerifier(Evidence evidence) {
        this.evidence = evidence;
    }

    /**
     * Verifies everything that is stored.
     *
     * @param head an exported head, or null to check against the ledger alone
     */
    public Verdict verify(Chains stored, @Nullable Head head) {
        chain(LEDGER, stored.ledger());
        Map<String, List<Chains.Row>> runs = new LinkedHashMap<>();
        stored.entries()
                .forEach(row -> runs.computeIfAbsent(row.chain(), key -> new ArrayList<>())
                        .add(row));
        runs.forEach(this::chain);
        Map<String, Long> anchored = anchors(stored.ledger());
        runs.keySet().stream()
                .filter(run -> !anchored.containsKey(run))
                .forEach(run ->
                        find(run, 1, "missing", "The ledger has no line of this run; each has one from its start."));
        new KeptTexts(this::find).verify(stored);
        new KeptEvidence(evidence, this::find).verify(stored);
        if (head != null) {
            head.chains().forEach((chain, tip) -> against(chain, tip.sequence(), tip.hash(), "the exported head"));
        }
        String ledgerHead = stored.ledger().isEmpty()
                ? ""
                : stored.ledger().get(stored.ledger().size() - 1).hash();
        return new Verdict(runs.size(), stored.entries().size(), anchored, ledgerHead, findings);
    }

    private void chain(String name, List<Chains.Row> rows) {
        @Nullable String previous = "";
        long expected = 1;
        Map<Long, String> known = hashes.computeIfAbsent(name, key -> new HashMap<>());
        for (Chains.Row row : rows) {
            if (row.sequence() != expected) {
                String which = row.sequence() - expected == 1
                        ? "Entry " + expected + " is"
                        : "Entries " + expected + " to " + (row.sequence() - 1) + " are";
                find(name, expected, "missing", which + " missing.");
                previous = null;
            }
            String actual = Digest.sha256(row.text());
            known.put(row.sequence(), actual);
            previous = row(name, row, actual, previous) ? actual : null;
            expected = row.sequence() + 1;
        }
    }

    /** Checks one row; false if it is not as it was written, so that the next one cannot be checked against it. */
    private boolean row(String name, Chains.Row row, String actual, @Nullable String previous) {
        long sequence = row.sequence();
        Map<String, @Nullable Object> map;
        try {
            map = Json.readObject(row.text());
        } catch (IllegalArgumentException e) {
            return find(name, sequence, "changed", "Entry " + sequence + " is no longer readable.");
        }
        if (!Long.valueOf(sequence).equals(map.get("seq"))) {
            return find(name, sequence, "reordered", "At place " + sequence + " stands entry " + map.get("seq") + ".");
        }
        if (!name.equals(LEDGER) && !name.equals(map.get("run"))) {
            return find(name, sequence, "reordered", "Entry " + sequence + " belongs to run " + map.get("run") + ".");
        }
        if (!actual.equals(row.hash())) {
            return find(name, sequence, "changed", "Entry " + sequence + " does not have the hash stored with it.");
        }
        if (previous != null && !previous.equals(map.get("prev"))) {
            return find(name, sequence, "changed", "Entry " + sequence + " does not follow from the one before it.");
        }
        return true;
    }

    private Map<String, Long> anchors(List<Chains.Row> ledger) {
        Map<String, Long> anchored = new LinkedHashMap<>();
        for (Chains.Row row : ledger) {
            try {
                if (!Ledger.isAnchor(row.text())) {
                    continue;
                }
                Ledger.Line line = Ledger.Line.read(row.text());
                anchored.merge(line.run(), line.runSequence(), Math::max);
                against(line.run(), line.runSequence(), line.runHash(), "line " + line.sequence() + " of the ledger");
            } catch (RuntimeException e) {
                find(LEDGER, row.sequence(), "changed", "Line " + row.sequence() + " is no longer readable.");
            }
        }
        return anchored;
    }

    private void against(String chain, long sequence, String hash, String witness) {
        String stored = hashes.getOrDefault(chain, Map.of()).get(sequence);
        if (stored == null) {
            boolean later =
                    hashes.getOrDefault(chain, Map.of()).keySet().stream().anyMatch(known -> known > sequence);
            find(
                    chain,
                    sequence,
                    later ? "missing" : "cut",
                    "Entry " + sequence + " is gone, but " + witness + " knows it.");
        } else if (!stored.equals(hash)) {
            find(chain, sequence, "changed", "Entry " + sequence + " is not the one that " + witness + " knows.");
        }
    }

    private boolean find(String chain, long sequence, String kind, String message) {
        boolean known = findings.stream().anyMatch(f -> f.run().equals(chain) && f.sequence() == sequence);
        if (!known) {
            findings.add(new Finding(chain, sequence, kind, message));
        }
        return false;
    }
}
