package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.value.Data;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps with {@code on}, in a sandbox whose estate answers for all of its computers. */
@NullUnmarked
class OnAnotherComputerTest {
    private static final String RUNBOOK = """
            runwright: 1
            runbook: there
            title: There
            inputs:
              computer: {type: string}
            steps:
              - id: mark
                cmdlet: Set-RwRegistryValue
                on: ${{ inputs.computer }}
                with: {Path: 'HKLM:\\SOFTWARE\\Contoso', Name: Ring, Value: pilot}
                state: Get-RwRegistryValue
            """;

    @TempDir
    Path folder;

    private Tool tool;
    private String runbook;

    @BeforeEach
    void write() throws IOException {
        tool = new Tool(folder);
        runbook = tool.write("there.yaml", RUNBOOK);
    }

    @Test
    void aChangeItsReadingAndItsUndoGoToTheSameComputer() {
        tool.run("estate", "snapshot", "before");
        Tool.Done plan = tool.run("plan", runbook, "-i", "computer=EX02");
        assertThat(plan.out()).contains("[EX02] Set-RwRegistryValue");
        assertThat(tool.run("rehearse", runbook, "-i", "computer=EX02").lastLine())
                .startsWith("ok 0 changed 1");
        assertThat(tool.run("estate", "show", "windows/registry", "-o", "json").out())
                .contains("\"EX02\":{\"hklm")
                .containsOnlyOnce("\"pilot\"");
        assertThat(tool.run("rehearse", runbook, "-i", "computer=EX02").lastLine())
                .startsWith("ok 0 changed 0 unchanged 1");
        assertThat(tool.run("rehearse", runbook, "-i", "computer=EX01").lastLine())
                .startsWith("ok 0 changed 1");
        List<Object> runs = List.copyOf(tool.run("runs", "-o", "json").list());
        assertThat(tool.run("undo", String.valueOf(Data.map(runs.get(2)).get("run")))
                        .out())
                .contains("[EX01] Set-RwRegistryValue");
        assertThat(tool.run("undo", String.valueOf(Data.map(runs.get(0)).get("run")))
                        .out())
                .contains("[EX02] Set-RwRegistryValue");
        assertThat(tool.run("estate", "diff", "before").code()).isZero();
    }

    @Test
    void aComputerThatTheEstateHasNotCannotBeReached() {
        Tool.Done done = tool.run("rehearse", runbook, "-i", "computer=NOWHERE");
        assertThat(done.code()).isEqualTo(1);
        assertThat(done.out()).contains("NOWHERE");
    }

    @Test
    void whatIsNoNameOfAComputerIsRefused() {
        Tool.Done done = tool.run("rehearse", runbook, "-i", "computer=EX01; Stop-Computer");
        assertThat(done.code()).isEqualTo(1);
        assertThat(done.out())
                .contains(
                        "there.yaml:9:9", "'on' must be the name or address of a computer, got 'EX01; Stop-Computer'");
    }

    @Test
    void aKindThatRunsNowhereElseHasNoOn() throws IOException {
        String wrong = tool.write("wrong.yaml", """
                runwright: 1
                runbook: wrong
                title: Wrong
                steps:
                  - program: [hostname]
                    effect: read
                    on: EX01
                """);
        Tool.Done done = tool.run("lint", wrong);
        assertThat(done.code()).isEqualTo(2);
        assertThat(done.out()).contains("'on' does not belong to a step of the kind 'program'");
    }

    @Test
    void aConnectionSaysHowItsShellSignsIn() throws IOException {
        tool.write("runwright.yaml", """
                runwright: 1
                profiles:
                  lab:
                    connections:
                      local:
                        powershell: {on: EX01, credential: {user: svc}, authentication: Kerberoz, port: 0}
                """);
        Tool.Done done = tool.run("runs");
        assertThat(done.code()).isEqualTo(2);
        assertThat(done.err())
                .contains(
                        "runwright.yaml:6",
                        "'credential' must be a user and a password",
                        "'authentication' must be one of",
                        "'port' must be a number from 1 to 65535");
    }
}
