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
}
