package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.value.Data;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class QuarantineCommandsTest {
    private static final String[] ANNA = {"-i", "mailbox=anna@contoso.com", "-i", "ticket=SEC-1"};

    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(folder, "none");
    }

    private static String[] words(String first, String second, String... more) {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(first, second), java.util.Arrays.stream(more))
                .toArray(String[]::new);
    }

    private static Map<String, @Nullable Object> recap(Map<String, @Nullable Object> document) {
        return Data.map(document.get("recap"));
    }

    @Test
    void aPlanShowsEachChangeAndSendsNothing() {
        shell.must("estate", "snapshot", "before");
        Map<String, @Nullable Object> plan = shell.must(words("plan", "quarantine-mailbox", words("-o", "json", ANNA)))
                .json();
        assertThat(Data.map(plan.get("counts"))).containsEntry("changes", 11L).containsEntry("irreversible", 0L);
        assertThat(String.valueOf(plan.get("digest"))).startsWith("sha256:");
        shell.must("estate", "diff", "before");
    }

    @Test
    void aQuarantineIsRunShownAuditedUndoneAndForgottenByNobody() {
        shell.must("estate", "snapshot", "before");
        Map<String, @Nullable Object> run = shell.must(
                        words("rehearse", "quarantine-mailbox", words("-o", "json", ANNA)))
                .json();
        assertThat(run).containsEntry("state", "succeeded").containsEntry("rehearsed", true);
        assertThat(recap(run)).containsEntry("changed", 11L).containsEntry("failed", 0L);
        String id = String.valueOf(run.get("run"));

        Map<String, @Nullable Object> second = shell.must(
                        words("rehearse", "quarantine-mailbox", words("-o", "json", ANNA)))
                .json();
        assertThat(recap(second)).containsEntry("changed", 0L).containsEntry("failed", 0L);
        assertThat(Data.texts(second.get("in_force"))).containsExactly(id);

        assertThat(shell.must("runs").out()).contains(id).contains("in force");
        assertThat(shell.must("show", id).out()).contains("SmtpClientAuthenticationDisabled: null → true");
        assertThat(shell.must("audit", id).out()).contains("change_sent");
        assertThat(shell.must("audit", "verify", "-o", "json").json()).containsEntry("ok", true);

        assertThat(shell.must("undo", id, "--plan").out()).contains("SmtpClientAuthenticationDisabled");
        assertThat(shell.must("undo", id, "-o", "json").json()).containsEntry("state", "succeeded");
        shell.must("estate", "diff", "before");
        assertThat(shell.must("show", id, "-o", "json").json()).containsEntry("state", "undone");
        assertThat(shell.must("undo", id).exit()).isZero();
    }

    @Test
    void theRestoreRunbookTakesARunAndItsChecks() {
        String id = String.valueOf(shell.must(words("rehearse", "quarantine-mailbox", words("-o", "json", ANNA)))
                .json()
                .get("run"));
        Map<String, @Nullable Object> restored = shell.must(
                        "rehearse", "restore-mailbox", "-i", "run=" + id, "-o", "json")
                .json();
        assertThat(restored).containsEntry("state", "succeeded");
        assertThat(Data.map(restored.get("outputs"))).containsEntry("owa", true);
        assertThat(shell.must("show", id, "-o", "json").json()).containsEntry("state", "partly undone");
    }

    @Test
    void theLastRunInForceIsTakenForLastAndARunWithoutChangesIsRefused() {
        String id = String.valueOf(shell.must(words("rehearse", "quarantine-mailbox", words("-o", "json", ANNA)))
                .json()
                .get("run"));
        String idle = String.valueOf(shell.must(words("rehearse", "quarantine-mailbox", words("-o", "json", ANNA)))
                .json()
                .get("run"));
        Shell.Result refused = shell.type("rehearse", "restore-mailbox", "-i", "run=" + idle);
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains(id);
        shell.must("rehearse", "restore-mailbox", "-i", "run=last");
        assertThat(shell.must("show", id, "-o", "json").json()).containsEntry("state", "partly undone");
    }

    @Test
    void theDemoEndsWithAnEmptyDifference() {
        Map<String, @Nullable Object> demo = shell.must("demo", "-o", "json").json();
        assertThat(Data.list(demo.get("difference"))).isEmpty();
        assertThat(Data.map(demo.get("quarantine"))).containsEntry("state", "succeeded");
        assertThat(Data.map(demo.get("undo"))).containsEntry("state", "succeeded");
    }

    @Test
    void shippedRunbooksAndExamplesLintWithoutAProblem() {
        shell.must(
                "lint",
                Shell.INSTALL.resolve("runbooks").toString(),
                Shell.INSTALL.resolve("examples").toString());
    }

    @Test
    void theSameRunbookGivesTheSameJournalOnTheStandInAndOnARealPowerShell() throws Exception {
        String real = System.getenv("RUNWRIGHT_PWSH");
        Assumptions.assumeTrue(
                real != null && !real.equals("none"), "RUNWRIGHT_PWSH names no PowerShell: nothing to compare with");
        List<@Nullable Object> standIn = journal(new Shell(Files.createDirectory(folder.resolve("a")), "none"));
        List<@Nullable Object> powerShell = journal(new Shell(Files.createDirectory(folder.resolve("b")), real));
        assertThat(powerShell).isEqualTo(standIn);
        assertThat(standIn).hasSizeGreaterThan(80);
    }

    private static List<@Nullable Object> journal(Shell shell) {
        Map<String, @Nullable Object> run = shell.must(
                        words("rehearse", "quarantine-mailbox", words("-o", "json", ANNA)))
                .json();
        return shell.must("audit", String.valueOf(run.get("run")), "--normalized", "-o", "json")
                .list();
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
                "typed-inputs"
            })
    void anExampleRunsWithoutArgumentsAndIsTakenBackWithoutATrace(String example) {
        shell.must("estate", "snapshot", "before");
        String file =
                Shell.INSTALL.resolve("examples").resolve(example + ".yaml").toString();
        Map<String, @Nullable Object> run =
                shell.must("rehearse", file, "-o", "json").json();
        assertThat(run).containsEntry("state", "succeeded");
        shell.must("undo", String.valueOf(run.get("run")));
        shell.must("estate", "diff", "before");
    }

    @Test
    void theScriptExampleRunsOnARealPowerShellAndIsRefusedWithoutOne() {
        String file = Shell.INSTALL.resolve("examples/script.yaml").toString();
        Shell.Result refused = shell.type("rehearse", file);
        assertThat(refused.exit()).isEqualTo(6);
        assertThat(refused.err()).contains("needs a real PowerShell");
        String real = System.getenv("RUNWRIGHT_PWSH");
        Assumptions.assumeTrue(real != null && !real.equals("none"), "RUNWRIGHT_PWSH names no PowerShell");
        Shell.Result run = new Shell(folder, real).must("rehearse", file, "-o", "json");
        assertThat(Data.map(run.json().get("outputs"))).containsKey("open");
    }
}
