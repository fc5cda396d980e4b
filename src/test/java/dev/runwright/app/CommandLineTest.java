package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.value.Data;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    private static final String ASSERTS = """
            runwright: 1
            runbook: asserts
            title: Nothing but a condition
            inputs:
              number: {type: int}
              words: {type: list, of: string, default: []}
            steps:
              - id: small
                assert: ${{ inputs.number < 10 }}
                else: ${{ inputs.number }} is too big.
            outputs: {words: "${{ inputs.words }}"}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Tool tool;

    @BeforeEach
    void setUp() {
        tool = new Tool(folder);
    }

    @Test
    void helpNamesEveryCommand() {
        Tool.Done done = tool.run("--help");
        assertThat(done.code()).isZero();
        assertThat(done.out()).contains("demo", "run ", "plan", "rehearse", "undo", "lint", "new", "doctor", "version");
        assertThat(done.out()).contains("runs", "show", "audit", "estate");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "run",
                "plan",
                "rehearse",
                "undo",
                "lint",
                "new",
                "doctor",
                "runs",
                "show",
                "audit",
                "estate"
            })
    void everyCommandHasHelp(String command) {
        Tool.Done done = tool.run(command, "--help");
        assertThat(done.code()).isZero();
        assertThat(done.out()).contains("Usage: runwright " + command);
        assertThat(done.err()).isEmpty();
    }

    @Test
    void aWrongCallOfTheEstateIsNoDifferenceOfTheEstate() {
        assertThat(tool.run("estate", "diff", "nosuch").code()).isEqualTo(2);
        assertThat(tool.run("estate", "fault", "bogus").code()).isEqualTo(2);
        assertThat(tool.run("estate", "show", "nosuch").code()).isEqualTo(2);
    }

    @Test
    void theLastOfNoRunsIsSaidToBeNone() {
        assertThat(tool.run("show", "last").err()).contains("There is no run yet");
    }

    @Test
    void aMissingFileOfInputsIsNamed() throws IOException {
        Tool.Done done = tool.run("plan", tool.write("asserts.yaml", ASSERTS), "-I", "nothing.yaml");
        assertThat(done.code()).isEqualTo(2);
        assertThat(done.err()).contains("no such file", "nothing.yaml").doesNotContain("Exception");
    }

    @Test
    void aPlanKeepsTheTimeLimitsOfItsSteps() throws IOException {
        String file = tool.write("endless.yaml", """
                runwright: 1
                runbook: endless
                title: A script without an end
                steps:
                  - id: endless
                    groovy: |
                      while (true) { }
                    timeout: 1s
                """);
        Tool.Done done = tool.run("plan", file);
        assertThat(done.code()).isEqualTo(1);
        assertThat(done.out()).contains("stopped after 1 s");
    }

    @Test
    void aMistypedCommandIsGuessed() {
        Tool.Done done = tool.run("reherse");
        assertThat(done.code()).isEqualTo(2);
        assertThat(done.err()).contains("Unknown command 'reherse'. Did you mean 'rehearse'?");
        assertThat(done.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-ojson", "-o=json", "--output=json"})
    void aWrongCallIsOneDocumentToo(String json) {
        Tool.Done done = tool.run("show", json);
        assertThat(done.code()).isEqualTo(2);
        assertThat(done.document()).containsEntry("run", null).containsEntry("state", "refused");
        assertThat(problem(done))
                .containsEntry("code", "wrong_call")
                .containsEntry("message", "Missing argument: 'RUN'");
    }

    @Test
    void aRunGivesItsDocumentAndRecap() throws IOException {
        String runbook = tool.write("asserts.yaml", ASSERTS);
        Tool.Done text = tool.run("rehearse", runbook, "-i", "number=7");
        assertThat(text.code()).isZero();
        assertThat(text.out()).startsWith("Rehearsal in the estate of profile 'sandbox': nothing real is touched.");
        assertThat(text.lastLine()).isEqualTo("ok 1 changed 0 unchanged 0 skipped 0 rescued 0 failed 0 unknown 0");

        Tool.Done json =
                tool.run("rehearse", runbook, "-i", "number=7", "-i", "words=a", "-i", "words=b", "-o", "json");
        assertThat(json.document())
                .containsEntry("runbook", "asserts")
                .containsEntry("mode", "run")
                .containsEntry("state", "succeeded")
                .containsEntry("rehearsed", true)
                .containsEntry("outputs", Map.of("words", List.of("a", "b")));
        assertThat(json.err()).contains("Rehearsal in the estate");
    }

    @Test
    void whatARunGivesStandsBeforeItsRecap() throws IOException {
        String file = tool.write("gives.yaml", """
                runwright: 1
                runbook: gives
                title: A run with outputs
                steps:
                - {assert: "${{ 1 > 0 }}", else: never}
                outputs: {count: "${{ 1 + 2 }}", names: "${{ ['a', 'b'] }}", note: "${{ 'two\nlines' }}"}
                """);
        Tool.Done done = tool.run("rehearse", file);
        List<String> last = List.of(
                "output     count: 3",
                "output     names: [\"a\",\"b\"]",
                "output     note: two lines",
                "ok 1 changed 0 unchanged 0 skipped 0 rescued 0 failed 0 unknown 0");
        assertThat(done.out().lines()).as(done.err()).endsWith(last.toArray(String[]::new));
        assertThat(tool.run("show", "last").out().lines()).endsWith(last.toArray(String[]::new));
    }

    @Test
    void aRunThatFailsSaysWhereAndWhy() throws IOException {
        String runbook = tool.write("asserts.yaml", ASSERTS);
        Tool.Done done = tool.run("run", runbook, "-i", "number:=12");
        assertThat(done.code()).isEqualTo(1);
        assertThat(done.out()).contains("12 is too big.");
        assertThat(done.lastLine()).isEqualTo("ok 0 changed 0 unchanged 0 skipped 0 rescued 0 failed 1 unknown 0");
    }

    @Test
    void aBadInputMeansThatNoRunExists() throws IOException {
        String runbook = tool.write("asserts.yaml", ASSERTS);
        Tool.Done done = tool.run("rehearse", runbook, "-i", "number=many", "-i", "wrods=a", "-o", "json");
        assertThat(done.code()).isEqualTo(2);
        assertThat(Data.list(done.document().get("problems"))).hasSize(2);
        assertThat(done.err()).contains("asserts.yaml:5:3: ", "Did you mean 'words'?");
        assertThat(tool.run("runs", "-o", "json").list()).isEmpty();
    }

    @Test
    void inputsMayComeFromAFileAndTheCallGoesBefore() throws IOException {
        String runbook = tool.write("asserts.yaml", ASSERTS);
        String inputs = tool.write("inputs.yaml", "number: 12\nwords: [x, y]\n");
        Tool.Done done = tool.run("rehearse", runbook, "-I", inputs, "-i", "number=3", "-o", "json");
        assertThat(done.code()).isZero();
        assertThat(done.document()).containsEntry("outputs", Map.of("words", List.of("x", "y")));
    }

    @Test
    void aNewRunbookLintsCleanAndIsNotOverwritten() throws IOException {
        String file = folder.resolve("books/close-imap.yaml").toString();
        assertThat(tool.run("new", file).code()).isZero();
        Tool.Done lint = tool.run("lint", file, "-o", "json");
        assertThat(lint.code()).isZero();
        assertThat(lint.list()).isEmpty();
        Files.writeString(Path.of(file), "mine");
        assertThat(tool.run("new", file).code()).isEqualTo(2);
        assertThat(Path.of(file)).hasContent("mine");
    }

    @Test
    void lintFindsTheProblemsOfAllRunbooksOfAFolder() throws IOException {
        tool.write("one.yaml", "runwright: 1\nrunbook: other\ntitle: t\nsteps:\n  - assert: true\n    else: no\n");
        tool.write("two.yaml", "runwright: 1\nrunbook: two\ntitle: t\nstesp: []\n");
        tool.write("data.yaml", "no: runbook\n");
        Tool.Done done = tool.run("lint", folder.toString());
        assertThat(done.code()).isEqualTo(2);
        assertThat(done.out()).contains("one.yaml:2:", "two.yaml:4:1: ").doesNotContain("data.yaml");
        assertThat(done.err()).startsWith("2 runbooks: ");
    }

    @Test
    void aRunbookThatIsNotThereIsGuessed() {
        Tool.Done done = tool.run("rehearse", "quarantine-mialbox");
        assertThat(done.code()).isEqualTo(2);
        assertThat(done.err()).contains("Did you mean 'quarantine-mailbox'?");
    }

    @Test
    void aPowerShellThatCannotBeStartedIsAnErrorAndNoFallback() throws IOException {
        String runbook = tool.write("asserts.yaml", ASSERTS);
        tool.environment.put("RUNWRIGHT_PWSH", "/nowhere/pwsh");
        Tool.Done done = tool.run("rehearse", runbook, "-i", "number=7");
        assertThat(done.code()).isEqualTo(2);
        assertThat(done.err()).contains("RUNWRIGHT_PWSH is /nowhere/pwsh, which is no PowerShell that can be started");
        assertThat(tool.run("doctor").code()).isEqualTo(1);
    }

    @Test
    void aTeamsOwnCatalogueCountsForLint() throws IOException {
        String runbook = tool.write("own.yaml", """
                runwright: 1
                runbook: own
                title: A parameter of our own
                steps:
                  - cmdlet: Set-CASMailbox
                    with: {Identity: anna@contoso.com, NewThing: true}
                    undo: {irreversible: only a test}
                """);
        assertThat(tool.run("lint", runbook).out()).contains("NewThing");
        tool.write("cmdlets.yaml", "Set-CASMailbox: {parameters: {NewThing: Boolean}}\n");
        tool.write("runwright.yaml", "runwright: 1\ncatalogue: [cmdlets.yaml]\n");
        assertThat(tool.run("lint", runbook).out()).doesNotContain("NewThing");
    }

    @Test
    void aProfilesOrganisationSaysWhichParametersThereAre() throws IOException {
        String runbook = tool.write("quota.yaml", """
                runwright: 1
                runbook: quota
                title: A parameter of a server
                steps:
                  - cmdlet: Set-Mailbox
                    with: {Identity: anna@contoso.com, UseDatabaseRetentionDefaults: false, Database: DB1}
                    state: Get-Mailbox
                """);
        tool.write("runwright.yaml", """
                runwright: 1
                profiles:
                  cloud: {connections: {exchange: {organisation: cloud, powershell: {shell: pwsh}}}}
                  server: {connections: {exchange: {organisation: on_premises, powershell: {shell: pwsh}}}}
                """);
        Tool.Done cloud = tool.run("lint", "--profile", "cloud", runbook);
        assertThat(cloud.code()).isEqualTo(2);
        assertThat(cloud.out()).contains("'Database' of Set-Mailbox exists on-premises only");
        assertThat(tool.run("lint", "--profile", "server", runbook).code()).isZero();
        assertThat(tool.run("lint", runbook).code()).isZero();
        assertThat(tool.run("run", "--profile", "cloud", runbook).code()).isEqualTo(2);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theHomeAndItsJournalAreTheirOwnersAlone() throws IOException {
        assertThat(tool.run("runs").code()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("home"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("home/runwright.db"))))
                .isEqualTo("rw-------");
    }

    @Test
    void whatIsNotAsItWasWrittenIsFoundAndTheExportedHeadKnowsACutTail() throws IOException {
        String runbook = tool.write("asserts.yaml", ASSERTS);
        tool.run("rehearse", runbook, "-i", "number=7");
        String heads = folder.resolve("heads.json").toString();
        assertThat(tool.run("audit", "export", heads).code()).isZero();
        Tool.Done good = tool.run("audit", "verify", "--against", heads, "-o", "json");
        assertThat(good.code()).isZero();
        assertThat(good.document()).containsEntry("ok", true).containsEntry("runs", 1L);

        Tool other = new Tool(Files.createDirectory(folder.resolve("other")));
        Tool.Done cut = other.run("audit", "verify", "--against", heads, "-o", "json");
        assertThat(cut.code()).isEqualTo(1);
        assertThat(cut.document()).containsEntry("ok", false);
    }

    @Test
    void theActorIsNotWhatTheEnvironmentSays() throws IOException {
        tool.environment.put("USER", "somebody-else");
        tool.environment.put("LOGNAME", "somebody-else");
        String runbook = tool.write("asserts.yaml", ASSERTS);
        tool.run("rehearse", runbook, "-i", "number=7");
        Map<String, @Nullable Object> run =
                Data.map(tool.run("runs", "-o", "json").list().get(0));
        assertThat(run.get("actor"))
                .isEqualTo(ProcessHandle.current().info().user().orElseThrow());
    }

    private static Map<String, @Nullable Object> problem(Tool.Done done) {
        return Data.map(Data.list(done.document().get("problems")).get(0));
    }
}
