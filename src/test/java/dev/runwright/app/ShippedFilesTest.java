package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.value.Data;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class ShippedFilesTest {
    private static final Path INSTALL =
            Path.of(System.getProperty("runwright.install", ".")).toAbsolutePath();

    @TempDir
    Path folder;

    private Tool tool;

    @BeforeEach
    void open() {
        tool = new Tool(folder);
    }

    private static String example(String name) {
        return INSTALL.resolve("examples").resolve(name + ".yaml").toString();
    }

    @Test
    void runbooksAndExamplesLintWithoutAProblem() {
        Tool.Done lint = tool.run(
                "lint",
                INSTALL.resolve("runbooks").toString(),
                INSTALL.resolve("examples").toString(),
                "-o",
                "json");
        assertThat(lint.code()).isZero();
        assertThat(lint.list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "close-a-door",
                "created-object",
                "for-each",
                "groovy-logic",
                "programs",
                "rescue",
                "typed-inputs",
                "close-one-mailbox",
                "call-a-runbook",
                "fan-out-in-waves",
                "wait-and-retry",
                "settled-unknown",
                "download"
            })
    void anExampleRunsWithoutArgumentsAndIsTakenBackWithoutATrace(String name) {
        tool.run("estate", "snapshot", "before");
        Tool.Done run = tool.run("rehearse", example(name), "-o", "json");
        assertThat(run.document()).containsEntry("state", "succeeded");
        Tool.Done undo = tool.run("undo", String.valueOf(run.document().get("run")));
        assertThat(undo.code()).as(undo.err()).isZero();
        assertThat(tool.run("estate", "diff", "before").code()).isZero();
    }

    @Test
    void theExampleWithPeopleWaitsForTheirAnswerAndGoesOnWithIt() {
        tool.run("estate", "snapshot", "before");
        Tool.Done waiting = tool.run("rehearse", example("approvals"), "-o", "json");
        assertThat(waiting.code()).isEqualTo(3);
        String run = String.valueOf(waiting.document().get("run"));
        assertThat(tool.run("inbox").out()).contains(run);
        Tool.Done answer = tool.run("answer", run, "choice", "-i", "close=true");
        assertThat(answer.code()).as(answer.err()).isZero();
        Tool.Done end = tool.run("resume", run, "-o", "json");
        assertThat(end.document()).as(end.err()).containsEntry("state", "succeeded");
        assertThat(tool.run("undo", run).code()).isZero();
        assertThat(tool.run("estate", "diff", "before").code()).isZero();
    }

    @Test
    void theExampleWithMessagesKeepsThemInTheEstatesOutboxAndSendsNone() {
        Tool.Done run = tool.run("rehearse", example("notify"), "-o", "json");
        assertThat(run.document()).as(run.err()).containsEntry("state", "succeeded");
        Tool.Done outbox = tool.run("estate", "show", "outbox", "-o", "json");
        assertThat(outbox.document().values().stream().map(Data::map))
                .extracting(message -> message.get("way"))
                .containsExactly("mail", "teams");
    }

    @Test
    void theScriptExampleIsRefusedWithoutAPowerShellAndRunsOnARealOne() {
        Tool.Done refused = tool.run("rehearse", example("script"));
        assertThat(refused.code()).isEqualTo(6);
        assertThat(refused.err()).contains("needs a real PowerShell");
        String real = System.getenv("RUNWRIGHT_PWSH");
        Assumptions.assumeTrue(real != null && !real.equals("none"), "RUNWRIGHT_PWSH names no PowerShell");
        tool.environment.put("RUNWRIGHT_PWSH", real);
        Tool.Done run = tool.run("rehearse", example("script"), "-o", "json");
        assertThat(run.document()).containsEntry("state", "succeeded");
        assertThat(Data.map(run.document().get("outputs"))).containsKey("open");
        Tool.Done streams = tool.run("rehearse", example("script-streams"), "-o", "json");
        assertThat(streams.document()).as(streams.err()).containsEntry("state", "succeeded");
        assertThat(streams.err()).contains("looked at 2").contains("exit code 5");
    }
}
