package dev.runwright.audit;

import java.util.List;
import java.util.Map;

/**
 * What a verification found. Immutable.
 *
 * @param anchored up to which entry each run is anchored in the ledger
 */
public record Verdict(int runs, int entries, Map<String, Long> anchored, String ledgerHead, List<Finding> findings) {
    /** Copies the collections. */
    public Verdict {
        anchored = Map.copyOf(anchored);
        findings = List.copyOf(findings);
    }

    /** Whether nothing was found. */
    public boolean ok() {
        return findings.isEmpty();
    }
}
