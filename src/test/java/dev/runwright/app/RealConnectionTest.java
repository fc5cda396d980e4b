package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.value.Data;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A profile with a real connection: a PowerShell with a module of its own, which keeps a mailbox in a file. */
@NullUnmarked
class RealConnectionTest {
    private static final String MODULE = """
            $file = Join-Path $PSScriptRoot 'mailbox.json'
            function Read-State {
                if (Test-Path -LiteralPath $file) { Get-Content -LiteralPath $file -Raw | ConvertFrom-Json }
                else { [pscustomobject]@{ OWAEnabled = $true; SmtpClientAuthenticationDisabled = $null } }
            }
            function Connect-Lab {
                [CmdletBinding()] param([string]$User, [securestring]$Password)
                if ($Password.Length -lt 6) { throw 'no password' }
                Set-Content -LiteralPath (Join-Path $PSScriptRoot 'connected.txt') -Value $User
            }
            function Get-CASMailbox { [CmdletBinding()] param([string]$Identity) Read-State }
            function Set-CASMailbox {
                [CmdletBinding(SupportsShouldProcess)]
                param([string]$Identity, [object]$OWAEnabled, [object]$SmtpClientAuthenticationDisabled)
                if (-not $PSCmdlet.ShouldProcess($Identity, 'change')) { return }
                $state = Read-State
                foreach ($name in 'OWAEnabled', 'SmtpClientAuthenticationDisabled') {
                    if ($PSBoundParameters.ContainsKey($name)) { $state.$name = $PSBoundParameters[$name] }
                }
                $state | ConvertTo-Json | Set-Content -LiteralPath $file
            }
            Export-ModuleMember -Function Connect-Lab, Get-CASMailbox, Set-CASMailbox
            """;
    private static final String RUNBOOK = """
            runwright: 1
            runbook: close
            title: Close a door
            steps:
              - id: close
                cmdlet: Set-CASMailbox
                with: {Identity: anna, OWAEnabled: false, SmtpClientAuthenticationDisabled: true}
                state: Get-CASMailbox
            """;

    @TempDir
    Path folder;

    private Tool tool;
    private String runbook;

    @BeforeEach
    void configure() throws IOException {
        String shell = System.getenv("RUNWRIGHT_PWSH");
        Assumptions.assumeTrue(
                shell != null && !shell.equals("none"), "RUNWRIGHT_PWSH names no PowerShell to connect to");
        tool = new Tool(folder);
        String module = tool.write("Lab.psm1", MODULE);
        runbook = tool.write("close.yaml", RUNBOOK);
        tool.environment.put("LAB_PASSWORD", "very-secret-word");
        tool.write("runwright.yaml", """
                runwright: 1
                default_profile: lab
                profiles:
                  lab:
                    connections:
                      exchange:
                        organisation: cloud
                        powershell: {shell: "%s", modules: ["%s"]}
                        connect: {cmdlet: Connect-Lab, with: {User: svc, Password: {secret: lab}}}
                    secrets: {lab: {env: LAB_PASSWORD}}
                """.formatted(shell, module));
    }

    private String mailbox() throws IOException {
        return java.nio.file.Files.readString(folder.resolve("mailbox.json")).replaceAll("\\s", "");
    }

    @Test
    void aChangeIsMadeOnceReadBackAndTakenBackNullAsNull() throws IOException {
        Tool.Done run = tool.run("run", runbook, "-o", "json");
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.document()).containsEntry("rehearsed", false);
        assertThat(mailbox()).isEqualTo("{\"OWAEnabled\":false,\"SmtpClientAuthenticationDisabled\":true}");
        assertThat(folder.resolve("connected.txt")).content().contains("svc");

        Map<String, Object> second = tool.run("run", runbook, "-o", "json").document();
        assertThat(Data.map(second.get("recap"))).containsEntry("unchanged", 1L).containsEntry("changed", 0L);

        Tool.Done undo = tool.run("undo", String.valueOf(run.document().get("run")));
        assertThat(undo.code()).as(undo.err()).isZero();
        assertThat(mailbox()).isEqualTo("{\"OWAEnabled\":true,\"SmtpClientAuthenticationDisabled\":null}");
    }

    @Test
    void aPlanOfARealConnectionOnlyReads() {
        Map<String, Object> plan = tool.run("plan", runbook, "-o", "json").document();
        assertThat(Data.map(plan.get("counts"))).containsEntry("changes", 1L);
        assertThat(folder.resolve("mailbox.json")).doesNotExist();
    }

    @Test
    void aPlanAsksByWhatIfOnlyWhereThatIsWantedAndHonest() throws IOException {
        String plain = tool.write("plain.yaml", """
                runwright: 1
                runbook: plain
                title: No reading
                steps:
                  - cmdlet: Set-CASMailbox
                    with: {Identity: anna, OWAEnabled: false}
                  - cmdlet: Connect-Lab
                    with: {User: bob}
                    connection: exchange
                    effect: change
                """);
        assertThat(tool.run("plan", plain).out()).doesNotContain("anna\".");
        Tool.Done plan = tool.run("plan", plain, "--what-if");
        assertThat(plan.code()).as(plan.err()).isZero();
        assertThat(plan.out())
                .contains("Performing the operation \"change\" on target \"anna\".")
                .contains("'Connect-Lab' was not asked: no source says that its -WhatIf changes nothing.");
        assertThat(folder.resolve("mailbox.json")).doesNotExist();
    }

    @Test
    void aSecretThatIsNotThereIsSaidBeforeAnythingRuns() {
        tool.environment.remove("LAB_PASSWORD");
        Tool.Done run = tool.run("run", runbook);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("The secret 'lab'").contains("'secrets:'");
    }

    @Test
    void aConnectionThatCannotBeOpenedFailsTheStepBeforeAnythingIsSent() {
        tool.environment.put("LAB_PASSWORD", "short");
        Tool.Done run = tool.run("run", runbook);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out() + run.err()).contains("no password");
        assertThat(folder.resolve("mailbox.json")).doesNotExist();

        Tool.Done doctor = tool.run("doctor");
        assertThat(doctor.code()).isEqualTo(1);
        assertThat(doctor.out())
                .contains("shells of lab/exchange", "could not be opened once", "no password", "tries again at");
        tool.environment.put("LAB_PASSWORD", "very-secret-word");
        assertThat(tool.run("run", runbook).code()).isZero();
        assertThat(tool.run("doctor").out()).doesNotContain("shells of lab/exchange");
    }

    @Test
    void aRealRunIsNotUndoneInTheSandbox() {
        String id =
                String.valueOf(tool.run("run", runbook, "-o", "json").document().get("run"));
        Tool.Done undo = tool.run("undo", id, "--profile", "sandbox");
        assertThat(undo.code()).as(undo.err()).isIn(2, 6);
    }
}
