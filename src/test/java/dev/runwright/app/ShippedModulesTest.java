package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.value.Data;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A profile that names shipped modules: they are found in the installation, wherever the shell looks for modules. */
@NullUnmarked
class ShippedModulesTest {
    @TempDir
    Path folder;

    private Tool tool;

    @BeforeEach
    void configure() throws IOException {
        String shell = System.getenv("RUNWRIGHT_PWSH");
        Assumptions.assumeTrue(
                shell != null && !shell.equals("none"), "RUNWRIGHT_PWSH names no PowerShell to connect to");
        tool = new Tool(folder);
        tool.write("runwright.yaml", """
                runwright: 1
                default_profile: lab
                profiles:
                  lab:
                    connections:
                      updates: {powershell: {shell: "%1$s", modules: [Runwright.Updates]}}
                      scan: {powershell: {shell: "%1$s", modules: [Runwright.Scan]}}
                      windows: {powershell: {shell: "%1$s", modules: [Runwright.Windows]}}
                      exchange: {organisation: on_premises, powershell: {shell: "%1$s", modules: [Runwright.Exchange]}}
                """.formatted(shell));
    }

    private Tool.Done run(String steps) throws IOException {
        String runbook = tool.write("modules.yaml", """
                runwright: 1
                runbook: modules
                title: Shipped modules
                inputs:
                  deadline: {type: datetime, default: "2026-09-01T20:00:00Z"}
                steps:
                """ + steps.indent(2));
        return tool.run("run", runbook, "-o", "json");
    }

    @Test
    void theirFunctionsAnswerWithData() throws IOException {
        Tool.Done done = run("""
                - id: file
                  cmdlet: Get-RwFile
                  with: {Path: /nowhere/x.msu}
                  returns: one
                - id: catalogue
                  cmdlet: Get-RwScanCatalogue
                  with: {Path: /nowhere/wsusscn2.cab}
                  returns: one
                - assert: ${{ !steps.file.output.Exists && !steps.catalogue.output.Exists }}
                  else: A file that is not there exists.
                """);
        assertThat(done.code()).as(done.out() + done.err()).isZero();
        Map<String, Object> recap = Data.map(done.document().get("recap"));
        assertThat(recap).containsEntry("failed", 0L);
    }

    @Test
    void whatTheyNeedAndIsNotThereIsAnErrorWithItsSentence() throws IOException {
        Tool.Done done = run("""
                - cmdlet: Get-RwSubscription
                """);
        assertThat(done.code()).isEqualTo(1);
        assertThat(done.out() + done.err())
                .contains("The administration API of the update server is not installed here");
    }

    @Test
    void cmdletsThatTheConnectionLacksAreSaidByName() throws IOException {
        Tool.Done done = run("""
                - cmdlet: Get-RwMaintenance
                  with: {Server: EX01}
                """);
        assertThat(done.code()).isEqualTo(1);
        assertThat(done.out() + done.err()).contains("Get-MailboxServer");
    }

    @Test
    void theirChangesAreVerifiedUnchangedWhenMadeAgainAndWrittenBack() throws IOException {
        Path fake = Path.of("src/test/resources/powershell/modules/FakeUpdates.psm1")
                .toAbsolutePath();
        tool.write(
                "runwright.yaml",
                Files.readString(folder.resolve("runwright.yaml"))
                        .replace("[Runwright.Updates]", "[Runwright.Updates, \"" + fake + "\"]"));
        Tool.Done done = run("""
                - id: schedule
                  cmdlet: Set-RwSubscription
                  with:
                    SynchronizeAutomatically: true
                    TimeOfDay: "23:05"
                    NumberOfSynchronizationsPerDay: 4
                    Products: [Windows Server 2019, Office]
                  state: Get-RwSubscription
                - id: again
                  cmdlet: Set-RwSubscription
                  with: {TimeOfDay: "23:05", Products: [Office, Windows Server 2019]}
                  state: Get-RwSubscription
                - id: languages
                  cmdlet: Set-RwUpdateServer
                  with: {Languages: [fr, EN]}
                  state: Get-RwUpdateServer
                - id: group
                  cmdlet: New-RwTargetGroup
                  with: {Name: Broad}
                  state: Get-RwTargetGroup
                - id: licence
                  cmdlet: Approve-RwUpdateLicence
                  with: {UpdateId: 11111111-1111-4111-8111-111111111111}
                  state: Get-RwUpdateLicence
                  undo: {irreversible: Licence terms stay accepted.}
                - id: approve
                  cmdlet: Set-RwUpdateApproval
                  with:
                    UpdateId: 11111111-1111-4111-8111-111111111111
                    TargetGroupName: Broad
                    Action: Install
                    Deadline: ${{ inputs.deadline }}
                  state: Get-RwUpdateApproval
                - id: updates
                  cmdlet: Get-RwUpdate
                  with: {State: [Approved]}
                - id: back
                  cmdlet: Set-RwUpdateApproval
                  with:
                    UpdateId: 11111111-1111-4111-8111-111111111111
                    TargetGroupName: Broad
                    Action: ${{ steps.approve.before.Action }}
                    Deadline: ${{ steps.approve.before.Deadline }}
                  state: Get-RwUpdateApproval
                """);
        assertThat(done.code()).as(done.out() + done.err()).isZero();
        Map<String, Object> recap = Data.map(done.document().get("recap"));
        assertThat(recap).containsEntry("changed", 6L).containsEntry("unchanged", 1L);
    }
}
