package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.value.Data;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real shell is asked for its commands. */
@NullUnmarked
class CatalogueCommandTest {
    private static final String MODULE = """
            enum LabColour { Red; Green }
            function Get-LabThing { [CmdletBinding()] param([Parameter(Mandatory)][string]$Name) @{ Name = $Name } }
            function Set-LabThing {
                [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
                param(
                    [Parameter(Mandatory, Position = 0, ValueFromPipeline)][Alias('Id')][string]$Name,
                    [LabColour]$Colour,
                    [ValidateSet('a b', 'true', 'c')][string[]]$Marks,
                    [Nullable[int]]$Size,
                    [switch]$Fast)
            }
            function Get-CASMailbox { [CmdletBinding()] param([string]$Identity, [int]$Novelty) }
            Export-ModuleMember -Function Get-LabThing, Set-LabThing, Get-CASMailbox
            """;

    @TempDir
    Path folder;

    private Tool tool;
    private String module;

    @BeforeEach
    void configure() throws IOException {
        tool = new Tool(folder);
        module = tool.write("Lab.psm1", MODULE);
    }

    private void needShell() throws IOException {
        String shell = System.getenv("RUNWRIGHT_PWSH");
        Assumptions.assumeTrue(shell != null && !shell.equals("none"), "RUNWRIGHT_PWSH names no PowerShell to ask");
        tool.environment.put("RUNWRIGHT_PWSH", shell);
        tool.write("runwright.yaml", """
                runwright: 1
                default_profile: lab
                profiles:
                  lab:
                    connections:
                      exchange:
                        organisation: cloud
                        powershell: {shell: "%s", modules: ["%s"]}
                  company: {estate: "%s"}
                """.formatted(
                        shell, module, System.getProperty("runwright.install") + "/examples/estates/contoso.yaml"));
    }

    @Test
    void aModuleBecomesAFileThatLintKnows() throws IOException {
        needShell();
        String file = folder.resolve("lab.yaml").toString();
        Tool.Done done = tool.run("catalogue", "import", module, "--profile", "company", "--to", file, "-o", "json");
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(done.document()).containsEntry("cmdlets", 3L);
        assertThat(Files.readString(Path.of(file)))
                .contains("  what_if: both\n  pauses: true\n  # reading: Get-LabThing\n")
                .contains("    Name: {type: String, mandatory: true, position: 0, pipeline: true, aliases: [Id]}\n")
                .contains("    Colour: {type: LabColour, values: [Red, Green]}\n")
                .contains("values: [\"a b\", \"true\", c]")
                .contains("Size: {type: Int32");
        Files.writeString(
                folder.resolve("runwright.yaml"),
                Files.readString(folder.resolve("runwright.yaml"))
                        .replace("runwright: 1", "runwright: 1\ncatalogue: [lab.yaml]"));
        String runbook = tool.write("lab-runbook.yaml", """
                runwright: 1
                runbook: lab-runbook
                title: Lab
                steps:
                  - id: paint
                    cmdlet: Set-LabThing
                    with: {Name: x, Color: Red}
                    state: Get-LabThing
                """);
        assertThat(tool.run("lint", runbook).out())
                .contains("`Color` is not a parameter of Set-LabThing; did you mean `Colour`?");
        assertThat(tool.run("catalogue", "import", module, "--profile", "company", "--to", file))
                .matches(again -> again.code() == 2 && again.err().contains("is there already"));
    }

    @Test
    void whereTheShellDisagreesIsSaid() throws IOException {
        needShell();
        Tool.Done done = tool.run("catalogue", "check", "--connection", "exchange", "-o", "json");
        assertThat(done.code()).as(done.err()).isEqualTo(1);
        assertThat(done.document()).containsEntry("compared", 1L);
        assertThat(Data.list(done.document().get("absent")))
                .contains("Get-Mailbox")
                .doesNotContain("Get-CASMailbox");
        List<Object> differences = List.copyOf(Data.list(done.document().get("differences")));
        assertThat(differences)
                .contains(
                        Map.of(
                                "cmdlet",
                                "Get-CASMailbox",
                                "parameter",
                                "Novelty",
                                "kind",
                                "new",
                                "catalogue",
                                "",
                                "shell",
                                "Int32"),
                        Map.of(
                                "cmdlet",
                                "Get-CASMailbox",
                                "parameter",
                                "ResultSize",
                                "kind",
                                "gone",
                                "catalogue",
                                "Unlimited",
                                "shell",
                                ""));
        assertThat(differences.toString()).doesNotContain("DomainController"); // of the other organisation
    }

    @Test
    void aModuleThatIsNotThereAndAConnectionThatIsNotThereAreSaid() throws IOException {
        needShell();
        Tool.Done noModule = tool.run("catalogue", "import", "NoSuchModule", "--connection", "exchange");
        assertThat(noModule.code()).isEqualTo(1);
        assertThat(noModule.err()).contains("The shell could not be asked", "NoSuchModule");
        Tool.Done noConnection = tool.run("catalogue", "check", "--connection", "exchnge");
        assertThat(noConnection.code()).isEqualTo(2);
        assertThat(noConnection.err()).contains("has no cmdlets of a connection 'exchnge'");
        Tool.Done noneToAsk = tool.run("catalogue", "import", module, "--connection", "exchnge");
        assertThat(noneToAsk.code()).isEqualTo(2);
        assertThat(noneToAsk.err()).contains("no connection 'exchnge'; it has exchange, local");
    }

    @Test
    void withoutAPowerShellThereIsNobodyToAsk() {
        Tool.Done done = tool.run("catalogue", "check");
        assertThat(done.code()).isEqualTo(2);
        assertThat(done.err()).contains("There is no PowerShell to ask");
    }
}
