package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.app.Tool.Done;
import dev.runwright.journal.RunWriter;
import dev.runwright.store.Entries;
import dev.runwright.store.SqlJournal;
import dev.runwright.value.Data;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class RunsChosenTest {
    @TempDir
    Path folder;

    private Tool tool;
    private String good;
    private String bad;
    private String changing;

    @BeforeEach
    void threeRuns() throws IOException {
        tool = new Tool(folder);
        tool.clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(-10));
        good = run("good", "assert: ${{ true }}", "--ticket", "SEC-1", "--reason", "asked by the board");
        tool.clock = Clock.systemUTC();
        bad = run("bad", "assert: ${{ false }}", "--ticket", "SEC-2");
        changing = run(
                "changing",
                "cmdlet: Set-CASMailbox\n    with: {Identity: anna@contoso.com, ImapEnabled: false}\n    state: Get-CASMailbox",
                "--ticket",
                "SEC-1");
    }

    private String run(String name, String step, String... options) throws IOException {
        String file = tool.write(
                name + ".yaml",
                "runwright: 1\nrunbook: " + name + "\ntitle: T\nsteps:\n  - id: only\n    " + step
                        + (step.startsWith("assert") ? "\n    else: It is not so.\n" : "\n"));
        List<String> words = new ArrayList<>(List.of("rehearse", file, "-o", "json"));
        words.addAll(Arrays.asList(options));
        Done done = tool.run(words.toArray(String[]::new));
        return String.valueOf(done.document().get("run"));
    }

    private List<String> chosen(String... options) {
        List<String> words = new ArrayList<>(List.of("runs", "-o", "json"));
        words.addAll(Arrays.asList(options));
        Done done = tool.run(words.toArray(String[]::new));
        assertThat(done.code()).as(done.err()).isZero();
        return done.list().stream()
                .map(run -> String.valueOf(Data.map(run).get("run")))
                .toList();
    }

    @Test
    void eachOptionChoosesAndTogetherTheyChooseWhatFitsAll() {
        assertThat(chosen()).containsExactly(good, bad, changing);
        assertThat(chosen("--since", "7d")).containsExactly(bad, changing);
        assertThat(chosen("--since", "2020-01-01")).containsExactly(good, bad, changing);
        assertThat(chosen("--since", "2999-01-01T00:00:00Z")).isEmpty();
        assertThat(chosen("--state", "failed")).containsExactly(bad);
        assertThat(chosen("--state", "failed", "--state", "succeeded")).containsExactly(good, bad, changing);
        assertThat(chosen("--runbook", "good")).containsExactly(good);
        assertThat(chosen("--actor", "nobody-of-that-name")).isEmpty();
        assertThat(chosen("--ticket", "SEC-1")).containsExactly(good, changing);
        assertThat(chosen("--ticket", "SEC-1", "--since", "7d")).containsExactly(changing);
        assertThat(chosen("--in-force")).containsExactly(changing);
        assertThat(chosen("--in-force", "--ticket", "SEC-2")).isEmpty();
    }

    @Test
    void onlyTheNewestFiftyAreListedUnlessAllAreAskedFor() {
        try (SqlJournal journal = SqlJournal.open(folder.resolve("home/runwright.db"), tool.clock)) {
            for (int i = 0; i < 50; i++) {
                RunWriter writer = journal.begin("29990101-00000" + i, Entries.started());
                writer.append(Entries.ended());
                writer.anchor(true);
                writer.close();
            }
        }
        Done newest = tool.run("runs", "-o", "json");
        assertThat(newest.list()).hasSize(50);
        assertThat(newest.out()).doesNotContain(changing);
        assertThat(newest.err()).contains("The newest 50 runs; --all");
        assertThat(tool.run("runs").err()).contains("The newest 50 runs; --all");
        Done all = tool.run("runs", "--all", "-o", "json");
        assertThat(all.list()).hasSize(53);
        assertThat(all.err()).isEmpty();
        assertThat(chosen("--ticket", "SEC-1")).containsExactly(good, changing);
    }

    @Test
    void whatWasTakenBackIsUndoneAndNoLongerInForce() {
        assertThat(tool.run("undo", changing).code()).isZero();
        assertThat(chosen("--in-force")).isEmpty();
        assertThat(chosen("--state", "undone")).containsExactly(changing);
        assertThat(chosen("--state", "partly_undone")).isEmpty();
    }

    @Test
    void theListCountsTheStepsOfARunAsItsOwnPageDoes() {
        for (Object listed : tool.run("runs", "-o", "json").list()) {
            String run = String.valueOf(Data.map(listed).get("run"));
            assertThat(Data.map(listed).get("recap"))
                    .isEqualTo(tool.run("show", run, "-o", "json").document().get("recap"));
        }
    }

    @Test
    void reasonAndTicketAreShown() {
        Done text = tool.run("runs");
        assertThat(text.out()).contains("ticket SEC-1: asked by the board");
        Done json = tool.run("runs", "-o", "json");
        assertThat(Data.map(json.list().get(0)))
                .containsEntry("ticket", "SEC-1")
                .containsEntry("reason", "asked by the board");
    }

    @Test
    void wordsThatMeanNothingAreRefused() {
        Done state = tool.run("runs", "--state", "faild");
        assertThat(state.code()).isEqualTo(2);
        assertThat(state.err()).contains("Did you mean 'failed'?");
        Done since = tool.run("runs", "--since", "yesterday");
        assertThat(since.code()).isEqualTo(2);
        assertThat(since.err()).contains("an age like 7d");
    }
}
