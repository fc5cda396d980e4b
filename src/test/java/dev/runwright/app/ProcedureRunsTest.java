package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runwright.value.Data;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each shipped procedure is planned and run to its end in a sandbox company, on the stand-in shell and on a real PowerShell. */
@NullUnmarked
final class ProcedureRunsTest {
    private static final String EXCHANGE_UPDATE = "{7B4A8E5C-0D1F-4C6B-9B0E-5030524A2019}";

    @TempDir
    Path folder;

    private Tool tool;

    /** A procedure with its company and inputs, and what its outputs must be like. */
    private record Run(String company, String runbook, List<String> inputs, Map<String, String> outputs) {
        @Override
        public String toString() {
            return runbook + " at " + company;
        }
    }

    private static Run run(String company, String runbook, Map<String, String> outputs, String... inputs) {
        return new Run(company, runbook, List.of(inputs), outputs);
    }

    static Stream<Run> runs() {
        return Stream.of(updates(), scans(), incidents()).flatMap(runs -> runs);
    }

    private static Stream<Run> updates() {
        return Stream.of(
                run(
                        "contoso",
                        "download-update",
                        Map.of("size", "200000"),
                        "url=https://download.microsoft.com/runwright/update.cab",
                        "to=update.cab",
                        "signed_by=Microsoft Corporation"),
                run(
                        "fabrikam",
                        "install-sus",
                        Map.of("variant", "wsus", "client_url", "http://UPD01:8530"),
                        "server=UPD01"),
                run("contoso", "synchronize-updates", Map.of("result", "Succeeded"), "server=WSUS01"),
                run("contoso", "synchronize-updates", Map.of("result", "scheduled"), "server=WSUS01", "mode=schedule"),
                run("contoso", "approve-updates", Map.of("approved", "5a1c6f0e"), "server=WSUS01", "test_group=Pilot"),
                run(
                        "contoso",
                        "unapprove-updates",
                        Map.of("group", "Production"),
                        "server=WSUS01",
                        "updates=5a1c6f0e-0d5c-4f1b-9d55-000000000003",
                        "why=It broke printing"),
                run(
                        "contoso",
                        "unapprove-updates",
                        Map.of("group", "Pilot"),
                        "server=WSUS01",
                        "updates=5a1c6f0e-0d5c-4f1b-9d55-000000000003",
                        "group=Pilot",
                        "decline=true",
                        "why=It broke printing"),
                run(
                        "contoso",
                        "install-sus",
                        Map.of("variant", "legacy", "client_url", "http://SUS01"),
                        "server=SUS01",
                        "content=C:\\SUS",
                        "free=1",
                        "package_url=https://files.contoso.com/museum/sus10sp1.exe",
                        "package_sha256=8b0bf2c5336340859a35a3a78690556178807a2d085f0d6e01348862b648f692"));
    }

    /** A scan, which ends well whatever it finds: its code says what that is. */
    private static Run scan(String code, String mode, String... computers) {
        List<String> inputs = new ArrayList<>(List.of("mode=" + mode, "catalog=C:\\Scan\\wsusscn2.cab"));
        Stream.of(computers).map(computer -> "computers=" + computer).forEach(inputs::add);
        return new Run("contoso", "mbsa-scan", inputs, Map.of("code", code, "scanned_by", mode));
    }

    private static Stream<Run> scans() {
        return Stream.of(
                run(
                        "contoso",
                        "install-mbsa",
                        Map.of("version", "2.3.2211.0"),
                        "computer=WSUS01",
                        "source=https://files.contoso.com/museum/MBSASetup-x64-EN.msi",
                        "sha256=1e91e8b21645e16736ef9d7e89c40376b8913bca3131c3d97960e34609e96b63"),
                scan("0", "mbsa", "SUS01"),
                scan("10", "mbsa", "CLIENT01"),
                scan("20", "mbsa", "EX01", "EX02"),
                scan("30", "mbsa", "SUS01", "CLIENT02"),
                scan("30", "mbsa", "NOSUCH01"),
                scan("20", "wua", "WSUS01"),
                scan("30", "wua", "EX02"));
    }

    private static Stream<Run> incidents() {
        return Stream.of(
                run(
                        "fabrikam",
                        "quarantine-mailbox",
                        Map.of("outcome", "quarantined"),
                        "mailbox=greta@fabrikam.com",
                        "ticket=INC-1"),
                run(
                        "contoso",
                        "quarantine-mailbox",
                        Map.of("outcome", "quarantined"),
                        "mailbox=bob@contoso.com",
                        "ticket=INC-1",
                        "infected_subject=Invoice 4711",
                        "notify=security@contoso.com"),
                run(
                        "contoso",
                        "virus-clean",
                        Map.of("missing_updates", "20"),
                        "ticket=INC-2",
                        "subject=Invoice 4711",
                        "attachment=invoice.js",
                        "mailboxes=anna@contoso.com",
                        "mailboxes=bob@contoso.com",
                        "catalog=C:\\Scan\\wsusscn2.cab",
                        "mode=mbsa",
                        "hosts=EX01",
                        "isolate=EX01",
                        "notify=security@contoso.com"),
                run(
                        "fabrikam",
                        "virus-clean",
                        Map.of("other_recipients", "greta@fabrikam.com"),
                        "ticket=INC-2",
                        "subject=Invoice 4711",
                        "mailboxes=ida@fabrikam.com",
                        "level=3"),
                run(
                        "fabrikam",
                        "patch-exchange-server",
                        Map.of("version_before", "15.02.1748.010", "version_after", "15.02.1748.024"),
                        "server=EX01",
                        "redirect_to=EX02",
                        "kind=su",
                        "package=C:\\Updates\\Exchange2019-KB5030524-x64-en.msp",
                        "product=" + EXCHANGE_UPDATE,
                        "backup_age=3"));
    }

    @BeforeEach
    void open() throws IOException {
        tool = new Tool(folder);
        String estates = Path.of(System.getProperty("runwright.install"), "examples/estates")
                .toAbsolutePath()
                .toString();
        tool.write("runwright.yaml", """
                runwright: 1
                profiles:
                  contoso: {estate: %1$s/contoso.yaml}
                  fabrikam: {estate: %1$s/fabrikam.yaml}
                """.formatted(estates));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void aProcedureIsPlannedAndRunsToItsEnd(Run run) {
        toItsEnd(run);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void aProcedureRunsToItsEndOnARealPowerShell(Run run) {
        onARealPowerShell();
        toItsEnd(run);
    }

    private void onARealPowerShell() {
        String pwsh = System.getenv("RUNWRIGHT_PWSH");
        assumeTrue(pwsh != null && !pwsh.equals("none"), "RUNWRIGHT_PWSH names no PowerShell");
        tool.environment.put("RUNWRIGHT_PWSH", pwsh);
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna@contoso.com", "greta@fabrikam.com"})
    void aMailboxIsGivenBack(String mailbox) {
        givenBack(mailbox);
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna@contoso.com", "greta@fabrikam.com"})
    void aMailboxIsGivenBackOnARealPowerShell(String mailbox) {
        onARealPowerShell();
        givenBack(mailbox);
    }

    /** All is as it was but for what is named: Exchange, the directory and Microsoft Graph. */
    private void givenBack(String mailbox) {
        String company = mailbox.substring(mailbox.indexOf('@') + 1, mailbox.indexOf('.'));
        tool.run("estate", "snapshot", "before", "--profile", company);
        toItsEnd(run(company, "quarantine-mailbox", Map.of(), "mailbox=" + mailbox, "ticket=INC-1"));
        toItsEnd(run(
                company,
                "restore-mailbox",
                Map.of("not_put_back", "the old password"),
                "run=last",
                "unblock_sender=false",
                "dismiss_risk=false",
                "include=[\"forwarding_off\",\"cloud_rules_off\",\"rules_off\",\"permissions_off\",\"send_as_off\","
                        + "\"auto_reply_off\",\"hold\",\"messages_held\",\"roles_off\",\"sweep_rules_off\",\"apps_off\","
                        + "\"exports_held\",\"server_send_as_off\"]"));

        assertThat(tool.run("estate", "diff", "before", "--profile", company, "-o", "json")
                        .list())
                .extracting(one -> String.valueOf(Data.map(one).get("property")))
                .isSubsetOf(
                        "valid",
                        "Begun", // how far an export was
                        "lastPasswordChangeDateTime",
                        "signInSessionsValidFromDateTime",
                        "PasswordLastSet",
                        "riskDetail",
                        "riskState",
                        "riskLastUpdatedDateTime");
    }

    private void toItsEnd(Run run) {
        assertThat(tool.run(command("plan", run)).code()).as("plan").isZero();
        Tool.Done done = tool.run(command("rehearse", run));

        assertThat(done.code()).as("%s%s", done.out(), done.err()).isZero();
        Map<String, Object> outputs = Data.map(done.document().get("outputs"));
        run.outputs()
                .forEach((name, value) ->
                        assertThat(String.valueOf(outputs.get(name))).as(name).contains(value));
        assertThat(tool.run("audit", "verify").code()).isZero();
    }

    private static String[] command(String verb, Run run) {
        List<String> words = new ArrayList<>(List.of(verb, run.runbook(), "--profile", run.company(), "-o", "json"));
        run.inputs().forEach(input -> words.addAll(List.of("-i", input)));
        return words.toArray(String[]::new);
    }

    @Test
    void theFiveStatesAreShownWithWhatEachMeansForClients() {
        Tool.Done done = tool.run(
                "rehearse", "synchronize-updates", "--profile", "contoso", "-i", "server=WSUS01", "-o", "json");

        assertThat(Data.list(Data.map(done.document().get("outputs")).get("states")))
                .extracting(state -> Data.map(state).get("state"))
                .containsExactly("New", "Approved", "NotApproved", "Updated", "TemporarilyUnavailable");
    }

    @Test
    void aScheduleInTheBackupsTimeIsRefused() {
        Tool.Done done = tool.run(
                "rehearse",
                "synchronize-updates",
                "--profile",
                "contoso",
                "-i",
                "server=WSUS01",
                "-i",
                "mode=schedule",
                "-i",
                "time=23:30");

        assertThat(done.code()).isEqualTo(1);
        assertThat(done.out()).contains("The server is being backed up at 23:30 UTC");
    }

    @Test
    void aBrokenUpdateLeavesTheServerOutOfServiceAndAnUndoBringsItBack() {
        tool.run("estate", "snapshot", "before", "--profile", "fabrikam");
        Tool.Done broken = tool.run(
                "rehearse",
                "patch-exchange-server",
                "--profile",
                "fabrikam",
                "-i",
                "server=EX01",
                "-i",
                "redirect_to=EX02",
                "-i",
                "kind=su",
                "-i",
                "package=C:\\Updates\\broken.msp",
                "-i",
                "product={00000000-0000-0000-0000-000000000001}",
                "-i",
                "backup_age=3");
        assertThat(broken.code()).isEqualTo(1);
        assertThat(tool.run("estate", "show", "servers/members/EX01", "--profile", "fabrikam")
                        .out())
                .contains("Paused");

        Tool.Done undone = tool.run("undo", "last", "--profile", "fabrikam", "--all");

        assertThat(undone.code()).as(undone.out()).isZero();
        assertThat(tool.run("estate", "show", "servers/members/EX01", "--profile", "fabrikam")
                        .out())
                .doesNotContain("Paused")
                .contains("IntrasiteOnly");
    }
}
