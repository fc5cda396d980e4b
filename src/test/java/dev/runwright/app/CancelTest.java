package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.JournalEntry.CancelRequested;
import dev.runwright.journal.JournalEntry.ProcessMark;
import dev.runwright.journal.RunWriter;
import dev.runwright.store.SqlJournal;
import dev.runwright.value.Data;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wishes to stop, and what a run that stands still says of itself. */
@NullUnmarked
class CancelTest {
    private static final String APPROVED = """
            runwright: 1
            runbook: approved
            title: A person says yes
            steps:
              - id: go
                approve: Go on?
              - id: good
                assert: ${{ true }}
                else: never
            always:
              - id: last
                assert: ${{ true }}
                else: never
            """;
    private static final String BLIND = """
            runwright: 1
            runbook: blind
            title: A change that is asked about
            steps:
              - id: note
                cmdlet: Set-Mailbox
                with: {Identity: anna@contoso.com, CustomAttribute1: seen}
                on_unknown: ask
            """;

    private static final String HELD = """
            runwright: 1
            runbook: held
            title: A change in a group that is asked about
            steps:
              - id: look
                assert: ${{ true }}
                else: never
              - id: all
                group:
                  - id: note
                    cmdlet: Set-Mailbox
                    with: {Identity: anna@contoso.com, CustomAttribute1: seen}
                    on_unknown: ask
            """;

    @TempDir
    Path folder;

    private Tool tool;

    @BeforeEach
    void open() {
        tool = new Tool(folder);
    }

    private String waitingRun() throws IOException {
        Tool.Done begun = tool.run("rehearse", tool.write("approved.yaml", APPROVED), "--approvals");
        assertThat(begun.code()).as(begun.out() + begun.err()).isEqualTo(3);
        String run = newest();
        assertThat(begun.out())
                .contains("Go on?", "'runwright approve " + run + " go'", "'runwright resume " + run + "' carries");
        return run;
    }

    private String newest() {
        List<Object> runs = tool.run("runs", "-o", "json").list();
        return String.valueOf(Data.map(runs.get(runs.size() - 1)).get("run"));
    }

    @Test
    void anApprovalIsWaivedInAnEstateUnlessItIsAskedFor() throws IOException {
        assertThat(tool.run("rehearse", tool.write("approved.yaml", APPROVED)).code())
                .isZero();
        String run = waitingRun();
        Map<String, Object> waiting =
                Data.map(tool.run("show", run, "-o", "json").document().get("waiting"));
        assertThat(waiting)
                .containsEntry("path", "go")
                .containsEntry("kind", "approve")
                .containsEntry("question", "Go on?")
                .containsEntry("due", null);
    }

    @Test
    void aRunThatNobodyDrivesIsEndedWithWhatAlwaysRuns() throws IOException {
        String run = waitingRun();
        Tool.Done done = tool.run("cancel", "last", "--reason", "not today", "-o", "json");
        assertThat(done.code()).as(done.out() + done.err()).isZero();
        assertThat(done.document()).containsEntry("run", run).containsEntry("state", "cancelled");
        assertThat(Data.list(done.document().get("steps")))
                .extracting(step -> Data.map(step).get("path"))
                .contains("last")
                .doesNotContain("good");
        Tool.Done again = tool.run("cancel", run);
        assertThat(again.code()).isEqualTo(6);
        assertThat(again.err()).contains("has ended (cancelled)");
        assertThat(tool.run("resume", run).code()).isEqualTo(6);
    }

    @Test
    void aRunThatIsDrivenIsToldAndASecondWishStopsTheStep() throws IOException {
        ProcessMark other = new ProcessMark("elsewhere", 7, Instant.EPOCH);
        String run = waitingRun();
        try (SqlJournal journal = SqlJournal.open(folder.resolve("home/runwright.db"), Clock.systemUTC());
                RunWriter writer = journal.takeOver(run, other, mark -> true)) {
            assertThat(tool.run("cancel", run).out()).contains("the step under way may finish");
            assertThat(writer.renew()).singleElement().isInstanceOf(CancelRequested.class);
            assertThat(tool.run("cancel", run).out()).contains("the step under way is stopped");
            Tool.Done now = tool.run("cancel", run, "--now", "-o", "json");
            assertThat(now.code()).isZero();
            assertThat(now.document()).containsEntry("run", run).containsEntry("now", true);
        }
    }

    @Test
    void anUnknownOutcomeIsAnsweredBeforeTheRunCanBeCancelled() throws IOException {
        tool.run("estate", "fault", "fail call 1 of Set-Mailbox before with die");
        Tool.Done begun = tool.run("rehearse", tool.write("blind.yaml", BLIND));
        assertThat(begun.code()).as(begun.out() + begun.err()).isEqualTo(4);
        String run = newest();
        Tool.Done done = tool.run("cancel", run);
        assertThat(done.code()).isEqualTo(4);
        assertThat(done.err()).contains("--done note'", "--retry note'", "--skip note'");
        assertThat(tool.run("resume", run).code()).isEqualTo(4);
        Tool.Done typo = tool.run("resume", run, "--done", "not");
        assertThat(typo.code()).isEqualTo(2);
        assertThat(typo.err()).contains("Did you mean 'note'?");
        Tool.Done resumed = tool.run("resume", run, "--done", "note");
        assertThat(resumed.code()).as(resumed.out() + resumed.err()).isZero();
    }

    @Test
    void aDecisionAboutAStepThatIsNotOpenIsRefusedAndChangesNothing() throws IOException {
        tool.run("estate", "fault", "fail call 1 of Set-Mailbox before with die");
        tool.run("rehearse", tool.write("held.yaml", HELD));
        String run = newest();
        String before = tool.run("show", run, "-o", "json").out();
        Map<String, String> sentences = Map.of(
                "all",
                "Step all of run " + run + " only holds other steps, so nothing can be decided about it; open: ",
                "look",
                "Step look of run " + run + " is ok, so nothing can be decided about it; open: all/note.",
                "gone",
                "has no step 'gone' that was reached. Open are: all/note.");
        for (String option : List.of("--done", "--skip", "--retry")) {
            sentences.forEach((step, sentence) -> {
                Tool.Done done = tool.run("resume", run, option, step);
                assertThat(done.code()).as(option + " " + step).isEqualTo(2);
                assertThat(done.err()).contains(sentence);
            });
        }
        assertThat(tool.run("show", run, "-o", "json").out()).isEqualTo(before);
    }

    @Test
    void keysAreChosenOnlyWhereThereIsAFanOut() throws IOException {
        Tool.Done done = tool.run("rehearse", tool.write("approved.yaml", APPROVED), "--only", "a");
        assertThat(done.code()).isEqualTo(2);
        assertThat(done.err()).contains("has no 'foreach'");
    }

    private static final String MANY = """
            runwright: 1
            runbook: many
            title: Several
            steps:
              - id: find
                groovy: "['ann', 'bob']"
              - id: each
                foreach: LIST
                as: one
                assert: ${{ one != null }}
                else: never
            """;

    @Test
    void chosenKeysAreRunAndPlannedAlone() throws IOException {
        String file = tool.write("many.yaml", MANY.replace("LIST", "[ann, bob]"));
        Tool.Done done = tool.run("rehearse", file, "--only", "bob");
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(done.lastLine()).startsWith("ok 2 ");
        assertThat(tool.run("plan", file, "--only", "bob", "-o", "json").out())
                .contains("each[bob]")
                .doesNotContain("each[ann]");
    }

    @Test
    void aKeyThatNoListHasIsRefusedBeforeAnythingRuns() throws IOException {
        String file = tool.write("many.yaml", MANY.replace("LIST", "[ann, bob]"));
        for (String command : List.of("rehearse", "plan")) {
            Tool.Done done = tool.run(command, file, "--only", "bob", "--only", "bop");
            assertThat(done.code()).as(done.err()).isEqualTo(2);
            assertThat(done.err()).contains("--only bop: no item of this run has that key. Did you mean 'bob'?");
        }
        assertThat(tool.run("runs", "-o", "json").list()).isEmpty();
    }

    @Test
    void aListThatIsKnownOnlyLaterFailsIfItHasNoneOfTheKeys() throws IOException {
        String file = tool.write("many.yaml", MANY.replace("LIST", "${{ steps.find.output }}"));
        Tool.Done none = tool.run("rehearse", file, "--only", "tim", "-o", "json");
        assertThat(none.code()).as(none.err()).isEqualTo(1);
        assertThat(none.out()).contains("\"class\":\"invalid\"");
        assertThat(none.err()).contains("No item of this list has the key tim. The keys are ann, bob.");

        Tool.Done some = tool.run("rehearse", file, "--only", "ann", "--only", "tim");
        assertThat(some.code()).as(some.err()).isZero();
        assertThat(some.err()).contains("--only tim: no fan-out").doesNotContain("--only ann");
    }

    @Test
    void insideAChosenItemAListWithoutTheKeyIsTakenWhole() throws IOException {
        String file = tool.write("nested.yaml", """
                runwright: 1
                runbook: nested
                title: Lists in lists
                steps:
                  - id: each
                    foreach: [ann, bob]
                    as: one
                    group:
                      - id: doors
                        foreach: [imap, pop]
                        assert: ${{ item != null }}
                        else: never
                """);
        Tool.Done done = tool.run("rehearse", file, "--only", "bob");
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(done.lastLine()).startsWith("ok 2 ");
        assertThat(tool.run("rehearse", file, "--only", "bob", "--only", "pop").lastLine())
                .startsWith("ok 1 ");
    }
}
