package dev.runwright.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cancellation;
import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.Events;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.Reply;
import dev.runwright.engine.StepError;
import dev.runwright.powershell.PowerShellShells;
import dev.runwright.powershell.ShellLimits;
import dev.runwright.powershell.ShellProfile;
import dev.runwright.wire.EstateAnswers;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in and a real PowerShell with proxies give the same replies and leave the same estate. */
@SuppressWarnings("NullAway.Init")
final class BothWaysTest {
    private static final List<String> COMMANDS = List.of(
            "Get-Mailbox",
            "Set-Mailbox",
            "Get-CASMailbox",
            "Set-CASMailbox",
            "Get-InboxRule",
            "Disable-InboxRule",
            "New-InboxRule",
            "Remove-InboxRule",
            "Get-MailboxPermission",
            "Add-MailboxPermission",
            "Remove-MailboxPermission",
            "Get-RecipientPermission",
            "Remove-RecipientPermission",
            "Get-MailboxAutoReplyConfiguration",
            "Set-MailboxAutoReplyConfiguration",
            "Get-TransportRule",
            "New-TransportRule",
            "Remove-TransportRule",
            "Get-Recipient",
            "Get-AcceptedDomain",
            "Get-MailboxStatistics",
            "Get-ConnectionInformation");

    @TempDir
    private Path folder;

    private record Made(String cmdlet, Map<String, @Nullable Object> parameters) {}

    private static Made call(String cmdlet, @Nullable Object... parameters) {
        return new Made(cmdlet, TestEstate.with(parameters));
    }

    private static List<Made> calls() {
        List<Made> calls = new ArrayList<>(readingCalls());
        calls.addAll(settingCalls());
        calls.addAll(ruleCalls());
        calls.addAll(permissionCalls());
        calls.addAll(readingCalls());
        return calls;
    }

    private static List<Made> readingCalls() {
        return List.of(
                call("Get-Mailbox", "Identity", "anna"),
                call("Get-Mailbox", "Identity", "Peter Meyer"),
                call("Get-Mailbox", "ResultSize", 2L),
                call("Get-Mailbox", "Identify", "anna"),
                call("Get-CASMailbox", "Identity", "anna"),
                call("Get-Recipient", "Identity", "relay@dropbox.example"),
                call("Get-AcceptedDomain"),
                call("Get-MailboxStatistics", "Identity", "bob"),
                call("Get-ConnectionInformation"));
    }

    private static List<Made> settingCalls() {
        return List.of(
                call(
                        "Set-Mailbox",
                        "Identity",
                        "anna",
                        "ForwardingAddress",
                        null,
                        "MailTip",
                        "Checked",
                        "RetainDeletedItemsFor",
                        Duration.ofDays(30),
                        "Confirm",
                        false),
                call("Set-Mailbox", "Identity", "anna", "ForwardingAddress", null),
                call("Set-Mailbox", "Identity", "bob", "LitigationHoldEnabled", true, "LitigationHoldDuration", 90L),
                call("Set-Mailbox", "Identity", "bob", "LitigationHoldEnabled", "yes"),
                call("Set-Mailbox", "LitigationHoldEnabled", true),
                call(
                        "Set-Mailbox",
                        "Identity",
                        "eve",
                        "AcceptMessagesOnlyFrom",
                        Map.of("Add", List.of("anna", "dirk"))),
                call(
                        "Set-CASMailbox",
                        "Identity",
                        "anna",
                        "SmtpClientAuthenticationDisabled",
                        true,
                        "OWAEnabled",
                        false),
                call("Set-CASMailbox", "Identity", "anna", "SmtpClientAuthenticationDisabled", null));
    }

    private static List<Made> ruleCalls() {
        return List.of(
                call("Get-InboxRule", "Mailbox", "anna", "IncludeHidden", true),
                call(
                        "Disable-InboxRule",
                        "Mailbox",
                        "anna",
                        "Identity",
                        new BigInteger("15394007230974001153"),
                        "Confirm",
                        false),
                call("Disable-InboxRule", "Mailbox", "bob", "Identity", "Copies"),
                call("Disable-InboxRule", "Mailbox", "bob", "Identity", "Copies", "Force", true, "Confirm", false),
                call("Get-InboxRule", "Mailbox", "bob", "Identity", "No such rule"),
                call("New-InboxRule", "Mailbox", "dirk", "Name", "x", "From", List.of("anna"), "MarkAsRead", true),
                call(
                        "New-TransportRule",
                        "Name",
                        "RW-Q",
                        "From",
                        List.of("anna"),
                        "Priority",
                        0L,
                        "RejectMessageReasonText",
                        "Checked.",
                        "StopRuleProcessing",
                        true),
                call("Get-TransportRule"),
                call("Remove-TransportRule", "Identity", "RW-Q", "Confirm", false));
    }

    private static List<Made> permissionCalls() {
        return List.of(
                call("Get-MailboxPermission", "Identity", "anna"),
                call(
                        "Remove-MailboxPermission",
                        "Identity",
                        "anna",
                        "User",
                        "carla",
                        "AccessRights",
                        List.of("FullAccess"),
                        "Confirm",
                        false),
                call(
                        "Remove-MailboxPermission",
                        "Identity",
                        "anna",
                        "User",
                        "carla",
                        "AccessRights",
                        List.of("FullAccess"),
                        "Confirm",
                        false),
                call(
                        "Add-MailboxPermission",
                        "Identity",
                        "anna",
                        "User",
                        "eve",
                        "AccessRights",
                        List.of("FullAccess"),
                        "AutoMapping",
                        false),
                call(
                        "Remove-RecipientPermission",
                        "Identity",
                        "anna",
                        "Trustee",
                        "dirk",
                        "AccessRights",
                        List.of("SendAs")),
                call("Get-RecipientPermission", "Identity", "anna"),
                call("Set-MailboxAutoReplyConfiguration", "Identity", "anna", "AutoReplyState", "Disabled"),
                call("Get-MailboxAutoReplyConfiguration", "Identity", "anna"));
    }

    @Test
    void everyCallGivesTheSameReplyAndTheEstatesEndAlike() throws Exception {
        String executable = System.getenv("RUNWRIGHT_PWSH");
        boolean there = executable != null && !executable.equals("none");
        if (!there) {
            System.out.println("skipped: RUNWRIGHT_PWSH names no PowerShell");
        }
        assumeTrue(there, "RUNWRIGHT_PWSH names no PowerShell");
        Path one = Files.createDirectory(folder.resolve("one"));
        Path two = Files.createDirectory(folder.resolve("two"));
        try (TestEstate first = TestEstate.in(one);
                TestEstate second = TestEstate.in(two);
                EstateServer server = new EstateServer(second.estate, () -> {});
                PowerShellShells standIn = shells(standIn(one));
                PowerShellShells real = shells(real(executable, second, server))) {
            for (Made call : calls()) {
                assertThat(told(real, call)).as(call.toString()).isEqualTo(told(standIn, call));
            }
            assertThat(second.estate.show("exchange")).isEqualTo(first.estate.show("exchange"));
        }
    }

    private static PowerShellShells shells(ShellProfile profile) {
        return new PowerShellShells(List.of(profile), ShellLimits.standard());
    }

    private static ShellProfile standIn(Path estate) {
        Map<String, String> environment = Map.of(
                StandInShell.ESTATE, TestEstate.file(estate).toString(),
                StandInShell.INSTALL, TestEstate.INSTALL.toAbsolutePath().toString());
        return profile(TwoProcessesTest.java(StandInShell.class.getName()), environment, List.of(), null);
    }

    private ShellProfile real(String executable, TestEstate contoso, EstateAnswers answers) throws Exception {
        Path module = folder.resolve("ExchangeOnlineManagement.psm1");
        Files.writeString(module, new ProxyModule(TestEstate.CATALOGUE, contoso.estate).text(COMMANDS));
        return profile(ShellProfile.commandLine(executable), Map.of(), List.of(module.toString()), answers);
    }

    private static ShellProfile profile(
            List<String> command,
            Map<String, String> environment,
            List<String> modules,
            @Nullable EstateAnswers answers) {
        return new ShellProfile(
                "exchange",
                command,
                environment,
                TestEstate.INSTALL.resolve("scripts/bridge").toAbsolutePath(),
                modules,
                COMMANDS,
                true,
                null,
                null,
                answers);
    }

    /** What a call's outcome says: its kind, its objects, its warnings, and of its errors what does not name a place. */
    private static List<@Nullable Object> told(PowerShellShells shells, Made call) {
        Attempt attempt = new Attempt(Duration.ofSeconds(60), new Cancellation(), Events.NONE);
        Outcome outcome =
                shells.invoke(new Cmdlets.Call("exchange", call.cmdlet(), call.parameters(), List.of()), attempt);
        List<@Nullable Object> told = new ArrayList<>();
        told.add(outcome.getClass().getSimpleName());
        if (outcome instanceof Outcome.Returned returned) {
            add(returned.reply(), told);
        } else if (outcome instanceof Outcome.Failed failed) {
            told.add(told(failed.error()));
        } else {
            told.add(outcome.toString());
        }
        return told;
    }

    private static void add(Reply reply, List<@Nullable Object> told) {
        told.add(reply.output());
        told.add(reply.warnings());
        reply.errors().forEach(error -> told.add(told(error)));
    }

    private static List<@Nullable Object> told(StepError error) {
        Map<String, @Nullable Object> details = error.details();
        return List.of(
                error.kind(),
                error.message(),
                Objects.toString(details.get("id")),
                Objects.toString(details.get("category")),
                Objects.toString(details.get("type")),
                Objects.toString(details.get("target")));
    }
}
