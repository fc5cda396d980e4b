package dev.runwright.estate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.value.Data;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What mailboxes have beside their settings: add-ins, sweep rules, copies of all they hold, and who may send as them. */
@SuppressWarnings("NullAway.Init")
final class BelongingsTest {
    @TempDir
    private Path folder;

    private TestEstate company;

    @AfterEach
    void close() {
        company.close();
    }

    @Test
    void anAddInIsSwitchedOffAndOnAgainWithoutATrace() {
        company = TestEstate.in(folder);
        company.estate.snapshot("before");
        Map<String, @Nullable Object> app = company.all("Get-App", "Mailbox", "anna").stream()
                .filter(one -> "User".equals(one.get("Scope")))
                .findFirst()
                .orElseThrow();
        String id = String.valueOf(app.get("AppId"));

        assertThat(company.error("Disable-App", "Identity", id, "Mailbox", "anna")
                        .message())
                .contains("NonInteractive");
        company.all("Disable-App", "Identity", id, "Mailbox", "anna", "Confirm", false);
        assertThat(company.one("Get-App", "Identity", "Anna Kovacs\\" + id)).containsEntry("Enabled", false);
        company.all("Enable-App", "Identity", "Mail Backup Pro", "Mailbox", "anna");

        assertThat(company.estate.diff("before")).isEmpty();
    }

    @Test
    void aSweepRuleIsMadeSwitchedOffAndRemoved() {
        company = TestEstate.in(folder);
        company.estate.snapshot("before");
        Map<String, @Nullable Object> made = company.one(
                "New-SweepRule",
                "Name",
                "Shop",
                "Provider",
                "Exchange16",
                "Mailbox",
                "carla",
                "Sender",
                "shop@x.example");
        assertThat(made).containsEntry("Enabled", true).containsEntry("Sender", "shop@x.example");

        company.all("Disable-SweepRule", "Identity", made.get("RuleId"), "Mailbox", "carla");
        assertThat(company.one("Get-SweepRule", "Mailbox", "carla")).containsEntry("Enabled", false);
        company.all("Remove-SweepRule", "Identity", made.get("RuleId"), "Mailbox", "carla", "Confirm", false);
        assertThat(company.all("Get-SweepRule", "Mailbox", "carla")).isEmpty();
        assertThat(company.error("Get-SweepRule", "Mailbox", "carla", "Identity", "Shop")
                        .category())
                .isEqualTo("ObjectNotFound");

        assertThat(company.estate.diff("before")).isEmpty();
    }

    @Test
    void anExportGoesThroughItsStatesByTheClock() {
        company = TestEstate.fabrikam(folder);
        Map<String, @Nullable Object> made =
                company.one("New-MailboxExportRequest", "Mailbox", "ida", "FilePath", "\\\\FS01\\pst\\ida.pst");
        String id = String.valueOf(made.get("RequestGuid"));
        assertThat(made).containsEntry("Name", "MailboxExport").containsEntry("Status", "Queued");

        company.estate.advance(Duration.ofMinutes(1));
        assertThat(status(id)).isEqualTo("InProgress");
        company.estate.advance(Duration.ofSeconds(250));
        assertThat(status(id)).isEqualTo("CompletionInProgress");
        company.estate.advance(Duration.ofMinutes(1));
        assertThat(company.one("Get-MailboxExportRequestStatistics", "Identity", id))
                .containsEntry("Status", "Completed")
                .containsEntry("PercentComplete", 100L);
        assertThat(company.error("Suspend-MailboxExportRequest", "Identity", id, "Confirm", false)
                        .message())
                .contains("Completed");
    }

    @Test
    void anExportThatIsSuspendedStandsUntilItIsResumedAndIsQueuedAgain() {
        company = TestEstate.fabrikam(folder);
        Map<String, @Nullable Object> running =
                company.one("Get-MailboxExportRequest", "Mailbox", "greta", "Status", "InProgress");
        String id = String.valueOf(running.get("RequestGuid"));
        company.all("Suspend-MailboxExportRequest", "Identity", id, "Confirm", false);
        company.estate.advance(Duration.ofDays(1));
        assertThat(status(id)).isEqualTo("Suspended");

        company.all("Resume-MailboxExportRequest", "Identity", "greta\\MailboxExport");
        assertThat(status(id)).isEqualTo("Queued");
        company.all("Remove-MailboxExportRequest", "Identity", id, "Confirm", false);
        assertThat(company.all("Get-MailboxExportRequest", "Mailbox", "greta"))
                .extracting(one -> one.get("Name"))
                .containsExactly("Archive");
    }

    @Test
    void onlyTenExportsOfAMailboxGoWithoutANameAndOnlyToAShare() {
        company = TestEstate.fabrikam(folder);
        assertThat(company.error("New-MailboxExportRequest", "Mailbox", "ida", "FilePath", "C:\\ida.pst")
                        .message())
                .contains("UNC");
        for (int i = 0; i < 10; i++) {
            company.one("New-MailboxExportRequest", "Mailbox", "ida", "FilePath", "\\\\FS01\\pst\\" + i);
        }
        assertThat(company.error("New-MailboxExportRequest", "Mailbox", "ida", "FilePath", "\\\\FS01\\pst\\x")
                        .category())
                .isEqualTo("ResourceExists");
    }

    @Test
    void whatARemovedMailboxHeldIsMergedIntoAnother() {
        company = TestEstate.in(folder);
        int before = messages("carla");
        company.one(
                "New-MailboxRestoreRequest",
                "SourceMailbox",
                "6b0f8c1e-52a4-4f0e-9d7b-4711aa000001",
                "TargetMailbox",
                "carla",
                "Name",
                "Merge");

        assertThat(messages("carla")).isEqualTo(before + 2);
        company.estate.advance(Duration.ofMinutes(10));
        assertThat(company.one("Get-MailboxRestoreRequest", "TargetMailbox", "carla"))
                .containsEntry("Status", "Completed")
                .containsEntry("SourceMailbox", "6b0f8c1e-52a4-4f0e-9d7b-4711aa000001");
        assertThat(company.error("New-MailboxRestoreRequest", "SourceMailbox", "nobody", "TargetMailbox", "carla")
                        .category())
                .isEqualTo("ObjectNotFound");
    }

    private int messages(String mailbox) {
        String guid =
                String.valueOf(company.one("Get-Mailbox", "Identity", mailbox).get("Guid"));
        return Data.map(company.estate.show("tenant/messages/" + guid)).size();
    }

    @Test
    void whoMaySendAsAMailboxOnPremisesIsTakenAndGivenAgain() {
        company = TestEstate.fabrikam(folder);
        company.estate.snapshot("before");
        assertThat(company.one("Get-ADPermission", "Identity", "greta", "User", "henrik"))
                .containsEntry("ExtendedRights", List.of("Send-As"))
                .containsEntry("User", "FABRIKAM\\henrik");
        company.all(
                "Remove-ADPermission",
                "Identity",
                "greta",
                "User",
                "henrik",
                "ExtendedRights",
                "Send As",
                "Confirm",
                false);
        assertThat(company.all("Get-ADPermission", "Identity", "greta", "User", "henrik"))
                .isEmpty();
        company.all("Add-ADPermission", "Identity", "greta", "User", "henrik", "ExtendedRights", "Send-As");

        assertThat(company.estate.diff("before")).isEmpty();
        assertThat(company.error(
                                "Add-ADPermission", "Identity", "greta", "User", "henrik", "AccessRights", "GenericAll")
                        .message())
                .contains("Send-As only");
    }

    @Test
    void theScannerIsSwitchedOffAndLeavesFoldersAlone() {
        company = TestEstate.fabrikam(folder);
        company.estate.snapshot("before");
        assertThat(company.one("Get-MpPreference", "CimSession", "EX01"))
                .containsEntry("DisableRealtimeMonitoring", false)
                .containsEntry("ExclusionPath", List.of("C:\\Program Files\\Microsoft\\Exchange Server\\V15\\Mailbox"));
        assertThat(company.one("Get-MpPreference", "CimSession", "UPD01")).containsEntry("ExclusionPath", null);
        company.all("Set-MpPreference", "CimSession", "EX01", "DisableRealtimeMonitoring", true);
        company.all("Add-MpPreference", "CimSession", "EX01", "ExclusionPath", "D:\\Queue");
        assertThat(company.one("Get-MpComputerStatus", "CimSession", "EX01"))
                .containsEntry("RealTimeProtectionEnabled", false);
        assertThat(Data.texts(
                        company.one("Get-MpPreference", "CimSession", "EX01").get("ExclusionPath")))
                .contains("D:\\Queue");

        company.all("Remove-MpPreference", "CimSession", "EX01", "ExclusionPath", "D:\\Queue");
        company.all("Set-MpPreference", "CimSession", "EX01", "DisableRealtimeMonitoring", false);
        assertThat(company.estate.diff("before")).isEmpty();
    }

    private @Nullable Object status(String request) {
        return company.one("Get-MailboxExportRequest", "Identity", request).get("Status");
    }
}
