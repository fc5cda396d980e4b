package dev.runwright.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.Chains;
import dev.runwright.journal.Chains.Row;
import dev.runwright.journal.RunWriter;
import dev.runwright.store.Entries;
import dev.runwright.store.SqlJournal;
import dev.runwright.value.Digest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainVerifierTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T03:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private Chains stored;

    @BeforeEach
    void twoRuns() {
        try (SqlJournal journal = SqlJournal.open(folder.resolve("runwright.db"), CLOCK)) {
            for (String run : List.of("r1", "r2")) {
                try (RunWriter writer = journal.begin(run, Entries.started())) {
                    writer.append(Entries.step("a"));
                    writer.append(Entries.ended("a", "changed"));
                    writer.append(Entries.ended());
                    writer.anchor(true);
                }
            }
            stored = journal.chains();
        }
    }

    private static Verdict verify(Chains chains) {
        return new ChainVerifier().verify(chains, null);
    }

    private Chains entries(List<Row> rows) {
        return new Chains(rows, stored.ledger(), stored.kept());
    }

    private List<Row> rows() {
        return new ArrayList<>(stored.entries());
    }

    @Test
    void whatWasWrittenIsFoundWhole() {
        Verdict verdict = verify(stored);
        assertThat(verdict.ok()).isTrue();
        assertThat(verdict.runs()).isEqualTo(2);
        assertThat(verdict.entries()).isEqualTo(8);
        assertThat(verdict.anchored()).containsEntry("r1", 4L).containsEntry("r2", 4L);
    }

    @Test
    void everyChangedByteIsFound() {
        List<Row> rows = rows();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            String text = row.text().replaceFirst("quarantine|Set-X|changed|succeeded", "Quarantine");
            if (text.equals(row.text())) {
                text = row.text().replace("}", " }");
            }
            List<Row> changed = rows();
            changed.set(i, new Row(row.chain(), row.sequence(), text, row.hash()));
            assertThat(verify(entries(changed)).findings())
                    .first()
                    .extracting(Finding::run, Finding::sequence, Finding::kind)
                    .containsExactly(row.chain(), row.sequence(), "changed");
        }
    }

    @Test
    void aChangedEntryWithItsHashMadeAnewIsFoundByTheNextOneOrByTheLedger() {
        for (int i : List.of(1, 3)) {
            List<Row> changed = rows();
            Row row = changed.get(i);
            String text = row.text().replace("\"at\":\"2026", "\"at\":\"2025");
            changed.set(i, new Row(row.chain(), row.sequence(), text, Digest.sha256(text)));
            assertThat(verify(entries(changed)).findings())
                    .first()
                    .extracting(Finding::run, Finding::kind)
                    .containsExactly("r1", "changed");
        }
    }

    @Test
    void aRemovedEntryIsFound() {
        List<Row> fewer = rows();
        fewer.remove(1);
        assertThat(verify(entries(fewer)).findings())
                .singleElement()
                .extracting(Finding::run, Finding::sequence, Finding::kind)
                .containsExactly("r1", 2L, "missing");
    }

    @Test
    void twoSwappedEntriesAreFound() {
        List<Row> swapped = rows();
        Row first = swapped.get(1);
        Row second = swapped.get(2);
        swapped.set(1, new Row("r1", 2, second.text(), second.hash()));
        swapped.set(2, new Row("r1", 3, first.text(), first.hash()));
        assertThat(verify(entries(swapped)).findings())
                .extracting(Finding::sequence, Finding::kind)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2L, "reordered"),
                        org.assertj.core.groups.Tuple.tuple(3L, "reordered"));
    }

    @Test
    void aTailCutAfterItsAnchorIsFoundByTheLedger() {
        List<Row> cut = rows();
        cut.remove(3);
        assertThat(verify(entries(cut)).findings())
                .singleElement()
                .extracting(Finding::run, Finding::sequence, Finding::kind)
                .containsExactly("r1", 4L, "cut");
    }

    @Test
    void aTailCutTogetherWithTheLedgerIsFoundAgainstAnExportedHead() {
        Head head = Head.read(Head.of(stored).write());
        List<Row> cut = rows().subList(0, 4);
        List<Row> ledger = stored.ledger().subList(0, 2);
        Chains less = new Chains(cut, ledger, Map.of());
        assertThat(verify(less).ok()).isTrue();
        assertThat(new ChainVerifier().verify(less, head).findings())
                .extracting(Finding::run, Finding::kind)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("r2", "cut"),
                        org.assertj.core.groups.Tuple.tuple("ledger", "cut"));
    }

    @Test
    void aLedgerThatIsGoneIsFound() {
        assertThat(verify(new Chains(stored.entries(), List.of(), Map.of())).findings())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.kind()).isEqualTo("missing"));
    }

    @Test
    void aChangedLineOfTheLedgerIsFound() {
        List<Row> ledger = new ArrayList<>(stored.ledger());
        Row line = ledger.get(0);
        ledger.set(0, new Row("ledger", 1, line.text().replace("r1", "r9"), line.hash()));
        assertThat(verify(new Chains(stored.entries(), ledger, Map.of())).findings())
                .extracting(Finding::run)
                .contains("ledger");
    }
}
