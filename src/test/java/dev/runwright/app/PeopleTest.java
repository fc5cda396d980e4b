package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.JournalEntry.PersonAsked;
import dev.runwright.journal.JournalEntry.ProcessMark;
import dev.runwright.journal.JournalEntry.RunEnded;
import dev.runwright.journal.JournalEntry.RunPaused;
import dev.runwright.journal.JournalEntry.RunStarted;
import dev.runwright.journal.JournalEntry.StepStarted;
import dev.runwright.journal.RunView;
import dev.runwright.journal.RunWriter;
import dev.runwright.store.SqlJournal;
import dev.runwright.text.Position;
import dev.runwright.value.Data;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class PeopleTest {
    private static final String DIGEST = "sha256:aa";
    private static final String PLAN =
            "{\"runbook\": \"test\", \"problem\": null, \"steps\": [{\"path\": \"close\", \"kind\": \"cmdlet\","
                    + " \"state\": \"changed\", \"call\": \"Set-X\", \"effect\": \"change\", \"known\": \"NOW\","
                    + " \"differences\": [], \"notes\": [], \"irreversible\": false}]}";

    @TempDir
    Path folder;

    private Tool tool;

    @BeforeEach
    void home() throws IOException {
        tool = new Tool(folder);
        Files.createDirectories(folder.resolve("home"));
    }

    private SqlJournal journal() {
        return SqlJournal.open(folder.resolve("home/runwright.db"), Clock.systemUTC());
    }

    private PersonAsked approval(List<String> from, Instant expires, boolean comment) {
        try (SqlJournal journal = journal()) {
            return new PersonAsked(
                    "go",
                    "approve",
                    "Close it?",
                    from,
                    1,
                    expires,
                    "rejected",
                    comment,
                    null,
                    Map.of(),
                    Map.of("mailbox", "anna"),
                    DIGEST,
                    journal.keep(PLAN));
        }
    }

    private static PersonAsked form() {
        return new PersonAsked(
                "how",
                "ask",
                "How long?",
                List.of(),
                1,
                null,
                null,
                false,
                null,
                Map.of("days", Map.of("type", "int", "min", 1L)),
                Map.of(),
                null,
                null);
    }

    private static PersonAsked work(String evidence) {
        return new PersonAsked(
                "pull",
                "manual",
                "Pull the cable.",
                List.of(),
                1,
                null,
                null,
                false,
                evidence,
                Map.of(),
                Map.of(),
                null,
                null);
    }

    private static RunStarted first(String starter, ProcessMark process) {
        return new RunStarted(
                "run",
                "test",
                "test.yaml",
                "d1",
                Map.of(),
                "d2",
                Map.of(),
                Map.of(),
                Instant.EPOCH,
                null,
                "sandbox",
                "contoso",
                true,
                starter,
                null,
                null,
                List.of(),
                process,
                "1",
                List.of(),
                true,
                List.of(),
                Map.of(),
                null,
                null);
    }

    /** A run that waits with these questions; the process that drove it is done. */
    private void waiting(String starter, PersonAsked... questions) {
        RunStarted first = first(starter, new ProcessMark("elsewhere", 1, Instant.EPOCH));
        try (SqlJournal journal = journal();
                RunWriter writer = journal.begin("run-1", first)) {
            for (PersonAsked asked : questions) {
                writer.append(new StepStarted(
                        asked.path(),
                        asked.kind(),
                        1,
                        "read",
                        asked.kind(),
                        "d",
                        "none",
                        null,
                        null,
                        new Position("test.yaml", 4, 5),
                        null));
                writer.append(asked);
            }
            writer.append(new RunPaused("waiting", "waits", "go", null));
            writer.anchor(false);
        }
    }

    private RunView view() {
        try (SqlJournal journal = journal()) {
            return RunView.of(journal.read("run-1"));
        }
    }

    private void refused(int code, String sentence, String... command) {
        Tool.Done done = tool.run(command);
        assertThat(done.err()).contains(sentence);
        assertThat(done.code()).isEqualTo(code);
        assertThat(view().steps().values()).allMatch(step -> step.answers().isEmpty());
    }

    @Test
    void anApprovalShowsThePlanAndIsInTheChainAtOnce() {
        waiting("ann", approval(List.of(), null, false));
        Tool.Done done = tool.run("approve", "run-1", "--yes");
        assertThat(done.code()).isZero();
        assertThat(done.out()).contains("Close it?", "mailbox: ", "close  Set-X", "Next: runwright resume run-1");
        assertThat(view().steps().get("go").answers())
                .singleElement()
                .satisfies(answer -> assertThat(answer.digest()).isEqualTo(DIGEST));
        Tool.Done again = tool.run("approve", "run-1", "--yes");
        assertThat(again.code()).isEqualTo(6);
        assertThat(again.err()).contains("Nothing in run run-1 waits");
        assertThat(tool.run("audit", "verify").code()).isZero();
    }

    @Test
    void withoutATerminalAnApprovalMustBeMeant() {
        waiting("ann", approval(List.of(), null, true));
        refused(2, "wants a comment", "approve", "run-1", "--yes");
        refused(2, "add --digest", "approve", "run-1", "--comment", "ok");
        refused(
                6,
                "its digest is sha256:aa, not sha256:bb",
                "approve",
                "run-1",
                "--comment",
                "ok",
                "--digest",
                "sha256:bb");
        assertThat(tool.run("approve", "run-1", "--comment", "ok", "--digest", DIGEST)
                        .code())
                .isZero();
    }

    @Test
    void theStarterAndAStrangerAreRefused() {
        waiting(Actor.ofThisProcess(), approval(List.of(), null, false));
        refused(6, "has started the run and cannot approve it", "approve", "run-1", "--yes");
    }

    @Test
    void aStrangerIsToldWhoMay() {
        waiting("ann", approval(List.of("bob"), null, false));
        refused(6, "may not answer it; it waits for bob.", "reject", "run-1");
        assertThat(tool.run("inbox").out()).contains("Nothing waits for you");
        assertThat(tool.run("inbox", "--all").out()).contains("runwright approve run-1 go", DIGEST);
    }

    @Test
    void afterItsTimeAnAnswerIsRefused() {
        waiting("ann", approval(List.of(), Instant.EPOCH, false));
        refused(6, "could be answered until 1970-01-01T00:00:00Z", "approve", "run-1", "--yes");
        assertThat(tool.run("inbox", "--all").out())
                .contains("runwright resume run-1 (too late to answer)")
                .doesNotContain("runwright approve");
    }

    @Test
    void callsThatMeanNothingSaySo() {
        waiting("ann", form(), work(null));
        assertThat(tool.run("answer", "nowhere").code()).isEqualTo(2);
        refused(2, "these wait: how, pull", "answer", "run-1");
        refused(2, "has no step 'hwo'", "answer", "run-1", "hwo");
        refused(2, "is of kind 'ask'; answer it with 'runwright answer run-1 how'", "approve", "run-1", "how");
    }

    @Test
    void aFormIsCheckedAgainstItsTypes() throws IOException {
        waiting("ann", form());
        refused(2, "expected a whole number, got", "answer", "run-1", "-i", "days=soon");
        tool.write("photo.jpg", "blue");
        refused(2, "asks for no work by hand", "answer", "run-1", "-i", "days=3", "--evidence", "photo.jpg");
        refused(2, "There is no input 'dasy'. Did you mean 'days'?", "answer", "run-1", "-i", "dasy=1");
        refused(2, "The input 'days' is missing", "answer", "run-1");
        assertThat(tool.run("answer", "run-1", "-i", "days=3").code()).isZero();
        assertThat(view().steps().get("how").answers().get(0).values()).isEqualTo(Map.of("days", 3L));
    }

    @Test
    void theAuditSaysWhoWasAskedWhatAndWhoAnsweredWhat() {
        waiting("ann", form());
        assertThat(tool.run("answer", "run-1", "-i", "days=3", "--comment", "as told")
                        .out())
                .contains("Step how: filled in by");
        List<Map<String, Object>> rows = tool.run("audit", "run-1", "-o", "json").list().stream()
                .map(Data::map)
                .toList();
        Map<String, Object> asked = row(rows, "person_asked");
        assertThat(asked).containsEntry("actor", "ann");
        assertThat(Data.map(asked.get("result"))).containsEntry("question", "How long?");
        Map<String, Object> answered = row(rows, "answered");
        assertThat(answered).containsEntry("actor", Actor.ofThisProcess());
        assertThat(Data.map(answered.get("result")))
                .containsEntry("values", Map.of("days", 3L))
                .containsEntry("comment", "as told")
                .containsKey("at");
        Tool.Done normalized = tool.run("audit", "run-1", "--normalized", "-o", "json");
        assertThat(normalized.out()).contains("How long?", "as told").doesNotContain("\"at\"", "ann");
    }

    private static Map<String, Object> row(List<Map<String, Object>> rows, String type) {
        return rows.stream()
                .filter(row -> row.get("type").equals(type))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void evidenceIsKeptUnderItsHash() throws IOException {
        waiting("ann", work("a photo"));
        refused(2, "wants evidence (a photo)", "answer", "run-1");
        refused(2, "is not there", "answer", "run-1", "--evidence", "none.jpg");
        tool.write("photo.jpg", "blue");
        assertThat(tool.run("answer", "run-1", "--evidence", "photo.jpg").code())
                .isZero();
        String hash = view().steps().get("pull").answers().get(0).evidence();
        Path kept = folder.resolve("home/evidence").resolve(hash);
        assertThat(kept).hasContent("blue");
        assertThat(tool.run("audit", "verify").code()).isZero();
        Files.writeString(kept, "red");
        Tool.Done changed = tool.run("audit", "verify");
        assertThat(changed.code()).isEqualTo(1);
        assertThat(changed.out()).contains("changed: The evidence " + hash, "is not the file that was handed in");
        Files.delete(kept);
        assertThat(tool.run("audit", "verify").out()).contains("missing: The evidence " + hash);
    }

    @Test
    void aBackupHasTheEvidenceThatAnswersNameOrThereIsNone() throws IOException {
        waiting("ann", work("a photo"));
        tool.write("photo.jpg", "blue");
        assertThat(tool.run("answer", "run-1", "--evidence", "photo.jpg").code())
                .isZero();
        String hash = view().steps().get("pull").answers().get(0).evidence();
        String file = folder.resolve("whole.zip").toString();
        assertThat(tool.run("backup", file).code()).isZero();
        Files.delete(folder.resolve("home/evidence").resolve(hash));
        Tool.Done without = tool.run("backup", "--force", file);
        assertThat(without.code()).isEqualTo(1);
        assertThat(without.err()).contains("its evidence is not as it was written");

        tool.environment.put("RUNWRIGHT_HOME", folder.resolve("other").toString());
        assertThat(tool.run("restore", file).code()).isZero();
        assertThat(folder.resolve("other/evidence").resolve(hash)).hasContent("blue");
        assertThat(tool.run("audit", "verify").code()).isZero();
    }

    @Test
    void anEndedRunWaitsForNobody() {
        waiting("ann", form());
        try (SqlJournal journal = journal();
                RunWriter writer =
                        journal.takeOver("run-1", new ProcessMark("here", 2, Instant.EPOCH), mark -> false)) {
            writer.append(new RunEnded("cancelled", Map.of(), Map.of(), null));
            writer.anchor(true);
        }
        refused(6, "Run run-1 has ended (cancelled)", "answer", "run-1", "-i", "days=3");
    }

    /** The process died while it asked one and did other things; that is seen before the answer is taken. */
    @Test
    void anAnswerToARunWhoseProcessDiedLeavesItInterrupted() {
        ProcessMark dead = new ProcessMark(ProcessIdentity.host(), Long.MAX_VALUE, Instant.EPOCH);
        try (SqlJournal journal = journal()) {
            RunWriter writer = journal.begin("run-1", first("ann", dead));
            writer.append(new StepStarted(
                    "how", "ask", 1, "read", "ask", "d", "none", null, null, Position.startOf("test.yaml"), null));
            writer.append(form());
            writer.commit();
        }
        Tool.Done done = tool.run("answer", "run-1", "-i", "days=3");
        assertThat(done.code()).isZero();
        assertThat(done.err()).contains("Run run-1 was left behind by a process that is gone");
        assertThat(view().state()).isEqualTo("interrupted");
        assertThat(view().steps().get("how").answers()).hasSize(1);
    }

    @Test
    void theInboxIsADocument() {
        waiting("ann", form());
        Map<String, Object> first =
                Data.map(tool.run("inbox", "-o", "json").list().get(0));
        assertThat(first).containsEntry("step", "how").containsEntry("command", "runwright answer run-1 how");
    }
}
