package dev.runwright.audit;

import dev.runwright.journal.Chains;
import dev.runwright.value.Json;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds files of evidence that answers name by their digest and that are gone or changed. */
record KeptEvidence(Evidence evidence, KeptTexts.Finder finder) {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    void verify(Chains stored) {
        for (Chains.Row row : stored.entries()) {
            named(row).ifPresent(digest -> verify(row, digest));
        }
    }

    private void verify(Chains.Row row, String digest) {
        String actual = evidence.digest(digest).orElse(null);
        String file = "The evidence " + digest + " that entry " + row.sequence() + " names ";
        if (actual == null) {
            finder.find(row.chain(), row.sequence(), "missing", file + "is gone.");
        } else if (!actual.equals(digest)) {
            finder.find(row.chain(), row.sequence(), "changed", file + "is not the file that was handed in.");
        }
    }

    /** What cannot be read is a finding already. */
    private static Optional<String> named(Chains.Row row) {
        try {
            return Optional.ofNullable(Json.readObject(row.text()).get("evidence"))
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .filter(name -> DIGEST.matcher(name).matches());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
