package dev.runwright.estate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class MailflowTest {
    private static final String GRETA = "{FromAddress -eq 'greta@fabrikam.com' -and Subject -like 'Invoice*'}";

    @TempDir
    private Path folder;

    @Test
    void aMessageIsSuspendedExportedAndRemovedOnItsServerAlone() {
        try (TestEstate fabrikam = TestEstate.fabrikam(folder)) {
            assertThat(fabrikam.all("Get-Message", "Filter", GRETA)).hasSize(1);
            assertThat(fabrikam.error("Export-Message", "Identity", "EX01\\3\\101")
                            .message())
                    .contains("must be suspended");

            fabrikam.all("Suspend-Message", "Filter", GRETA);
            assertThat(fabrikam.one("Get-Message", "Identity", "EX01\\3\\101")).containsEntry("Status", "Suspended");
            assertThat(fabrikam.one("Get-Message", "Identity", "EX02\\7\\201")).containsEntry("Status", "Ready");
            assertThat(fabrikam.one("Export-Message", "Identity", "EX01\\3\\101"))
                    .containsKey("FileData");

            fabrikam.all("Remove-Message", "Filter", GRETA, "WithNDR", false, "Confirm", false);
            assertThat(fabrikam.one("Get-Queue", "Identity", "EX01\\3")).containsEntry("MessageCount", 1L);
            assertThat(fabrikam.all("Get-MessageTrackingLog", "Server", "EX01", "EventId", "FAIL"))
                    .hasSize(1);
            assertThat(fabrikam.all("Get-MessageTrackingLog", "EventId", "DSN")).isEmpty();
        }
    }

    @Test
    void messagesGoToTheOtherServerButSuspendedOnesStay() {
        try (TestEstate fabrikam = TestEstate.fabrikam(folder)) {
            fabrikam.all("Suspend-Message", "Identity", "EX01\\3\\101");
            fabrikam.all("Redirect-Message", "Server", "EX01", "Target", "EX02.fabrikam.com");

            assertThat(fabrikam.one("Get-Queue", "Identity", "EX01\\3")).containsEntry("MessageCount", 1L);
            assertThat(fabrikam.one("Get-Queue", "Identity", "EX02\\Submission"))
                    .containsEntry("MessageCount", 1L);
        }
    }

    @Test
    void aSuspendedQueueStopsMailAndAnUnknownFilterIsRefused() {
        try (TestEstate fabrikam = TestEstate.fabrikam(folder)) {
            assertThat(fabrikam.one("Test-Mailflow", "Identity", "EX01"))
                    .containsEntry("TestMailflowResult", "Success");
            fabrikam.all("Suspend-Queue", "Identity", "EX01\\Submission");
            assertThat(fabrikam.one("Test-Mailflow", "Identity", "EX01"))
                    .containsEntry("TestMailflowResult", "*FAILURE*");
            assertThat(fabrikam.error("Suspend-Message", "Filter", "{Subject -match 'x'}")
                            .message())
                    .contains("Invalid filter syntax");
        }
    }

    @Test
    void aTraceIsReadPageByPageWithinItsLimits() {
        try (TestEstate contoso = TestEstate.in(folder)) {
            List<Map<String, @Nullable Object>> first =
                    contoso.all("Get-MessageTraceV2", "Subject", "invoice", "ResultSize", 2);
            assertThat(first)
                    .extracting(row -> row.get("RecipientAddress"))
                    .containsExactly("anna@contoso.com", "bob@contoso.com");
            assertThat(contoso.one(
                            "Get-MessageTraceV2",
                            "Subject",
                            "invoice",
                            "EndDate",
                            first.get(1).get("Received"),
                            "StartingRecipientAddress",
                            "bob@contoso.com"))
                    .containsEntry("Status", "FilteredAsSpam");
            assertThat(contoso.error(
                                    "Get-MessageTraceV2",
                                    "StartDate",
                                    "2026-10-01T00:00:00Z",
                                    "EndDate",
                                    "2026-10-20T00:00:00Z")
                            .message())
                    .contains("10 days");
        }
    }

    @Test
    void aReleasedMessageIsDeliveredAndADeletedOneIsGone() {
        try (TestEstate contoso = TestEstate.in(folder)) {
            Object order = contoso.one("Get-QuarantineMessage", "QuarantineTypes", "Spam")
                    .get("Identity");
            Object malware =
                    contoso.one("Get-QuarantineMessage", "Type", "Malware").get("Identity");
            contoso.all("Release-QuarantineMessage", "Identity", order, "ReleaseToAll", true);
            contoso.all("Delete-QuarantineMessage", "Identity", malware, "Confirm", false);

            assertThat(contoso.one("Get-QuarantineMessage")).containsEntry("ReleaseStatus", "Released");
            contoso.all(
                    "New-ComplianceSearch",
                    "Name",
                    "s",
                    "ExchangeLocation",
                    "bob@contoso.com",
                    "ContentMatchQuery",
                    "Subject:\"Order 88\"");
            contoso.all("Start-ComplianceSearch", "Identity", "s");
            contoso.estate.advance(java.time.Duration.ofMinutes(1));
            assertThat(contoso.one("Get-ComplianceSearch", "Identity", "s")).containsEntry("Items", 1L);
        }
    }

    @Test
    void aRestrictedSenderIsFreedAndTheLogTellsWhatWasDone() {
        try (TestEstate contoso = TestEstate.in(folder)) {
            contoso.all("Remove-BlockedSenderAddress", "SenderAddress", "anna@contoso.com");
            assertThat(contoso.all("Get-BlockedSenderAddress")).isEmpty();
            assertThat(contoso.one(
                            "Search-UnifiedAuditLog",
                            "StartDate",
                            "2026-11-01T00:00:00Z",
                            "EndDate",
                            "2026-11-03T00:00:00Z",
                            "UserIds",
                            "anna@contoso.com",
                            "Operations",
                            "New-InboxRule"))
                    .containsEntry("RecordType", "ExchangeAdmin");
        }
    }
}
