package dev.runwright.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.audit.ChainVerifier;
import dev.runwright.audit.Finding;
import dev.runwright.journal.Journal.KeptOutput;
import dev.runwright.journal.JournalEntry.ChangeReturned;
import dev.runwright.journal.JournalEntry.StepEnded;
import dev.runwright.journal.RunWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class ApartTest extends StoreSuite {
    private static final Object LONG = Map.of("text", "marker-of-this-output ".repeat(200), "age", Duration.ofDays(3));

    private static StepEnded ended(Object output) {
        return new StepEnded("a", "ok", 1, output, null, null, null, List.of());
    }

    private void run(String run, Object output) {
        try (RunWriter writer = journal.begin(run, Entries.started())) {
            writer.append(Entries.step("a"));
            writer.append(ended(output));
            writer.append(Entries.ended());
            writer.anchor(true);
        }
    }

    private StepEnded end(String run) {
        return (StepEnded) journal.read(run).get(2).entry();
    }

    private List<Finding> findings() {
        return new ChainVerifier().verify(journal.chains(), null).findings();
    }

    private boolean isOnDisk() throws SQLException {
        return store.hasKept("marker-of-this-output");
    }

    @Test
    void aLongOutputIsNotInTheChainAndReadsAsItWas() {
        run("r1", LONG);
        assertThat(journal.read("r1").get(2).text()).doesNotContain("marker").contains("\"kept\":\"");
        assertThat(end("r1").output()).isEqualTo(LONG);
        assertThat(end("r1").isDropped()).isFalse();
        assertThat(findings()).isEmpty();
    }

    @Test
    void aShortOutputStandsInItsEntry() {
        run("r1", "short");
        assertThat(journal.read("r1").get(2).entry()).isEqualTo(ended("short"));
        assertThat(journal.outputs()).isEmpty();
    }

    @Test
    void theAnswerToAChangeIsKeptApartToo() {
        ChangeReturned answer = new ChangeReturned("a", 1, "returned", LONG, null);
        try (RunWriter writer = journal.begin("r1", Entries.started())) {
            writer.append(answer);
        }
        ChangeReturned read = (ChangeReturned) journal.read("r1").get(1).entry();
        assertThat(read.output()).isEqualTo(LONG);
        assertThat(read.kept()).hasSize(64);
    }

    @Test
    void anOutputThatIsDroppedIsGoneFromTheDiskAndTheChainStillVerifies() throws SQLException {
        run("r1", LONG);
        assertThat(isOnDisk()).isTrue();
        List<KeptOutput> dropped = journal.drop(Set.of("r1"), "ann");
        assertThat(dropped).extracting(KeptOutput::run).containsExactly("r1");
        assertThat(isOnDisk()).isFalse();
        assertThat(end("r1").isDropped()).isTrue();
        assertThat(journal.outputs()).isEmpty();
        assertThat(findings()).isEmpty();
        run("r2", "short");
        assertThat(findings()).isEmpty();
    }

    @Test
    void anOutputThatAnotherRunHasTooStays() {
        run("r1", LONG);
        run("r2", LONG);
        assertThat(journal.drop(Set.of("r1"), "ann")).isEmpty();
        assertThat(end("r1").output()).isEqualTo(LONG);
        assertThat(journal.drop(Set.of("r1", "r2"), "ann")).hasSize(2);
        assertThat(end("r2").isDropped()).isTrue();
    }

    @Test
    void anOutputThatIsGoneWithoutALineInTheLedgerIsMissing() throws SQLException {
        run("r1", LONG);
        store.sql("DELETE FROM kept");
        assertThat(findings()).extracting(Finding::kind).containsExactly("missing");
        assertThat(findings().get(0).sequence()).isEqualTo(3);
    }

    @Test
    void anOutputThatWasChangedIsFound() throws SQLException {
        run("r1", LONG);
        store.sql("UPDATE kept SET text = replace(text, 'marker', 'another')");
        assertThat(findings()).extracting(Finding::kind).containsExactly("changed");
    }
}
