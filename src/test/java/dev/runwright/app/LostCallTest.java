package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.value.Data;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls whose answer does not come: the reading settles what became of them; and both ways to use jPowerShell. */
@NullUnmarked
class LostCallTest {
    private static final String CLOSE = """
            runwright: 1
            runbook: close
            title: Close a door
            steps:
              - id: close
                cmdlet: Set-CASMailbox
                with: {Identity: anna@contoso.com, ImapEnabled: false}
                state: Get-CASMailbox
                timeout: 1s
            """;

    @TempDir
    Path folder;

    private Tool tool;

    @BeforeEach
    void open() {
        tool = new Tool(folder);
    }

    private Map<String, Object> close(Tool used, String... more) throws IOException {
        String file = used.write("close.yaml", String.join("\n", CLOSE, String.join("\n", more)));
        Tool.Done done = used.run("rehearse", file, "-o", "json");
        return done.document();
    }

    private static Map<String, Object> step(Map<String, Object> run) {
        return Data.map(Data.list(run.get("steps")).get(0));
    }

    @ParameterizedTest
    @CsvSource({
        "after, hang", "after, timeout", "after, die", "after, half",
        "before, hang", "before, timeout", "before, die", "before, half"
    })
    void theReadingTellsWhetherTheCallWasDone(String when, String how) throws IOException {
        tool.run("estate", "fault", "fail call 1 of Set-CASMailbox " + when + " with " + how);

        Map<String, Object> run = close(tool);

        boolean done = when.equals("after");
        assertThat(run).as(run.toString()).containsEntry("state", done ? "succeeded" : "failed");
        assertThat(step(run))
                .containsEntry("state", done ? "changed" : "failed")
                .containsEntry("after", Map.of("ImapEnabled", !done));
        assertThat(tool.run("audit", "last").out())
                .containsOnlyOnce("change_sent")
                .contains("\"outcome\":\"unknown\"");
    }

    @Test
    void whatNoReadingCanTellIsUnknownAndAsked() throws IOException {
        tool.run("estate", "fault", "fail call 1 of Set-CASMailbox before with hang");
        String file = tool.write(
                "blind.yaml",
                CLOSE.replace("close\n", "blind\n").replace("    state: Get-CASMailbox\n", "    on_unknown: ask\n"));

        Tool.Done done = tool.run("rehearse", file);

        assertThat(done.code()).as(done.out() + done.err()).isEqualTo(4);
        assertThat(done.out() + done.err()).contains("--done", "--retry");
    }

    @Test
    void theRunIsTheSameByThePublicMethodsOfJPowerShell() throws IOException {
        Tool other = new Tool(folder);
        other.environment.put("RUNWRIGHT_HOME", folder.resolve("public").toString());
        other.environment.put("RUNWRIGHT_BRIDGE", "public");

        Map<String, Object> by = close(other);
        Map<String, Object> plain = close(tool);

        assertThat(Data.map(Data.map(by.get("shells")).get("exchange"))).containsEntry("bridge", "public");
        assertThat(Data.map(Data.map(plain.get("shells")).get("exchange"))).containsEntry("bridge", "adapter");
        assertThat(step(by)).isEqualTo(step(plain));
        List<String> audit = List.of("audit", "last", "--normalized", "-o", "json");
        assertThat(other.run(audit.toArray(String[]::new)).out())
                .isEqualTo(tool.run(audit.toArray(String[]::new)).out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"adapter", "PUBLIC", ""})
    void doctorSaysWhichWayIsUsedAndWhy(String wanted) {
        tool.environment.put("RUNWRIGHT_BRIDGE", wanted);

        String said = tool.run("doctor").out();

        assertThat(said).contains(wanted.equals("PUBLIC") ? "(public)" : "(adapter)");
        assertThat(said).contains(wanted.isEmpty() ? "self-test went well" : "RUNWRIGHT_BRIDGE is " + wanted);
    }

    @Test
    void anotherWayIsRefused() throws IOException {
        tool.environment.put("RUNWRIGHT_BRIDGE", "magic");

        Tool.Done done = tool.run("rehearse", tool.write("close.yaml", CLOSE));

        assertThat(done.code()).isEqualTo(2);
        assertThat(done.err()).contains("RUNWRIGHT_BRIDGE is magic", "'adapter' or 'public'");
    }
}
