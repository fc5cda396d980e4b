package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.JournalEntry.ProcessMark;
import dev.runwright.journal.RunWriter;
import dev.runwright.store.SqlJournal;
import dev.runwright.value.Data;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that stand still and go on by a command. */
@NullUnmarked
class ResumedTest {
    private static final String MANUAL = """
            runwright: 1
            runbook: cable
            title: A person does something
            steps:
              - id: pull
                manual: Pull the cable.
                undo: {irreversible: it is out}
              - id: good
                assert: ${{ true }}
                else: never
            """;

    @TempDir
    Path folder;

    private Tool tool;
    private String file;

    @BeforeEach
    void waitingRun() throws IOException {
        tool = new Tool(folder);
        file = tool.write("cable.yaml", MANUAL);
        Tool.Done begun = tool.run("run", file);
        assertThat(begun.code()).as(begun.out() + begun.err()).isEqualTo(3);
    }

    @Test
    void withoutAnAnswerItWaitsAgainAndWithOneItEnds() {
        assertThat(tool.run("resume", "last").code()).isEqualTo(3);
        assertThat(tool.run("answer", "last").code()).isZero();
        Tool.Done resumed = tool.run("resume", "last", "-o", "json");
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.document())
                .containsEntry("state", "succeeded")
                .containsEntry("waiting", null)
                .containsKey("recap");
        assertThat(tool.run("audit", "verify").code()).isZero();
    }

    @Test
    void anEndedRunIsRefused() {
        String run = id();
        tool.run("answer", run);
        tool.run("resume", run);
        Tool.Done again = tool.run("resume", run);
        assertThat(again.code()).isEqualTo(6);
        assertThat(again.err()).contains("Run " + run + " has ended (succeeded)");
        assertThat(tool.run("resume", "last").err()).contains("Every run has ended");
        assertThat(tool.run("resume", "nowhere").code()).isEqualTo(2);
    }

    @Test
    void aRunThatALivingProcessDrivesIsRefused() {
        try (SqlJournal journal = SqlJournal.open(folder.resolve("home/runwright.db"), Clock.systemUTC());
                RunWriter writer = journal.takeOver(id(), living(), mark -> true)) {
            Tool.Done done = tool.run("resume", writer.run());
            assertThat(done.code()).isEqualTo(6);
            assertThat(done.err()).contains("is driven by process");
        }
    }

    private static ProcessMark living() {
        return new ProcessMark("elsewhere", 7, Instant.EPOCH);
    }

    @Test
    void anotherProfileCannotCarryItOn() throws IOException {
        tool.write("runwright.yaml", """
                runwright: 1
                default_profile: sandbox
                profiles:
                  sandbox: {estate: %1$s/examples/estates/contoso.yaml}
                  real: {connections: {exchange: {powershell: {shell: pwsh}}}}
                """.formatted(System.getProperty("runwright.install")));
        Tool.Done done = tool.run("resume", "last", "--profile", "real");
        assertThat(done.err()).contains("can go on only there");
        assertThat(done.code()).isEqualTo(6);
    }

    @Test
    void decisionsThatMeanNothingSaySo() {
        Tool.Done unreached = tool.run("resume", "last", "--done", "godo");
        assertThat(unreached.code()).isEqualTo(2);
        assertThat(unreached.err()).contains("has no step 'godo' that was reached. No step of it is open.");
        Tool.Done twice = tool.run("resume", "last", "--done", "pull", "--skip", "pull");
        assertThat(twice.code()).isEqualTo(2);
        assertThat(twice.err()).contains("Step pull is answered twice, with --skip and --done");
        Tool.Done input = tool.run("resume", "last", "-i", "a=b");
        assertThat(input.code()).isEqualTo(2);
        assertThat(input.err()).contains("only secret ones are given again, and it has none");
    }

    @Test
    void aChangedFileIsNotedAndTheOwnCopyCounts() throws IOException {
        tool.write("cable.yaml", MANUAL.replace("${{ true }}", "${{ false }}"));
        tool.run("answer", "last");
        Tool.Done done = tool.run("resume", "last");
        assertThat(done.code()).as(done.out() + done.err()).isZero();
        assertThat(done.out()).contains(file + " has changed since the run began; it goes on with its own copy.");
    }

    @Test
    void aNewDefinitionNeedsAReasonAndShowsWhatDiffers() throws IOException {
        tool.write("cable.yaml", MANUAL.replace("${{ true }}", "${{ false }}"));
        tool.run("answer", "last");
        Tool.Done without = tool.run("resume", "last", "--with-new-definition");
        assertThat(without.code()).isEqualTo(2);
        assertThat(without.err()).contains("needs a reason");
        Tool.Done done = tool.run("resume", "last", "--with-new-definition", "--reason", "it was wrong");
        assertThat(done.out()).contains("from line 9:", "  -     assert: ${{ true }}", "  +     assert: ${{ false }}");
        assertThat(done.code()).isEqualTo(1);
    }

    @Test
    void aNewDefinitionWithErrorsIsRefusedAndTheRunStands() throws IOException {
        tool.write("cable.yaml", MANUAL.replace("assert: ${{ true }}", "asert: 1"));
        Tool.Done done = tool.run("resume", "last", "--with-new-definition", "--reason", "it was wrong");
        assertThat(done.code()).isEqualTo(2);
        assertThat(done.err()).contains("cable.yaml:");
        assertThat(tool.run("show", "last", "-o", "json").document()).containsEntry("state", "waiting");
    }

    @Test
    void aLostSecretIsGivenAgainAndMustBeTheSame() throws IOException {
        tool.environment.put("PW", "hunter2-hunter2");
        tool.environment.put("OTHER", "another-secret");
        String secret = tool.write(
                "secret.yaml",
                MANUAL.replace("runbook: cable", "runbook: secret")
                        .replace("steps:", "inputs: {pw: {type: secret}}\nsteps:"));
        Tool.Done begun = tool.run("run", secret, "-i", "pw=env:PW", "-o", "json");
        assertThat(begun.code()).as(begun.err()).isEqualTo(3);
        String run = String.valueOf(begun.document().get("run"));
        assertThat(Data.map(begun.document().get("waiting")))
                .containsEntry("kind", "manual")
                .containsEntry("question", "Pull the cable.");
        Files.delete(folder.resolve("home/secrets/" + run));

        assertThat(tool.run("answer", run).code()).isZero();
        Tool.Done lost = tool.run("resume", run);
        assertThat(lost.code()).isEqualTo(6);
        assertThat(lost.err()).contains("the secret input 'pw' is not kept here any more");
        Tool.Done other = tool.run("resume", run, "-i", "pw=env:OTHER");
        assertThat(other.code()).isEqualTo(6);
        assertThat(other.err())
                .contains("is not the one that run " + run + " began with")
                .doesNotContain("another");
        Tool.Done plain = tool.run("resume", run, "-i", "pw=hunter2-hunter2");
        assertThat(plain.code()).isEqualTo(2);
        Tool.Done resumed = tool.run("resume", run, "-i", "pw=env:PW");
        assertThat(resumed.code()).as(resumed.out() + resumed.err()).isZero();
    }

    private String id() {
        Map<String, Object> run = Data.map(tool.run("runs", "-o", "json").list().get(0));
        return String.valueOf(run.get("run"));
    }
}
