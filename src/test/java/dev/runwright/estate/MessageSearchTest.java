package dev.runwright.estate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class MessageSearchTest {
    private static final String INFECTED =
            "Subject:\"Invoice 4711\" AND From:billing@dropbox.example AND Attachment:\"invoice.js\" AND Received>=11/01/2026";

    @TempDir
    private Path folder;

    private TestEstate contoso;

    @BeforeEach
    void open() {
        contoso = TestEstate.in(folder);
    }

    @AfterEach
    void close() {
        contoso.close();
    }

    private void house() {
        contoso.close();
        contoso = TestEstate.onPremises(folder);
    }

    private @Nullable Object hits(String mailbox, String query) {
        return contoso.one(
                        "Search-Mailbox",
                        "Identity",
                        mailbox,
                        "SearchQuery",
                        query,
                        "EstimateResultOnly",
                        true,
                        "SearchDumpster",
                        false)
                .get("ResultItemsCount");
    }

    private List<Object> recoverable(String mailbox, String source) {
        return contoso.all("Get-RecoverableItems", "Identity", mailbox, "SourceFolder", source).stream()
                .map(item -> (Object) String.valueOf(item.get("Subject")))
                .toList();
    }

    @Test
    void anEstimateCountsWhatAllTermsFind() {
        house();

        assertThat(hits("anna", INFECTED)).isEqualTo(1L);
        assertThat(hits("anna", "Subject:Invoice AND Received>=2026-11-02")).isEqualTo(0L);
        assertThat(hits("anna", "To:orders@fabrikam.com")).isEqualTo(1L);
        assertThat(contoso.one("Search-Mailbox", "Identity", "anna", "EstimateResultOnly", true))
                .containsEntry("ResultItemsCount", 5L);
    }

    @Test
    void aQueryThatIsNotUnderstoodIsAnErrorAndNotEverything() {
        house();

        for (String query : List.of("invoice OR payment", "Size>5", "Subject:a and From:b", "Received>=yesterday")) {
            assertThat(contoso.error(
                                    "Search-Mailbox",
                                    "Identity",
                                    "anna",
                                    "SearchQuery",
                                    query,
                                    "DeleteContent",
                                    true,
                                    "Force",
                                    true)
                            .message())
                    .contains("KQL");
        }
    }

    @Test
    void whatIsDeletedStaysRecoverableWhereAHoldKeepsItAndIsGoneElsewhere() {
        house();
        for (String mailbox : List.of("anna", "bob")) {
            contoso.all(
                    "Search-Mailbox",
                    "Identity",
                    mailbox,
                    "SearchQuery",
                    INFECTED,
                    "DeleteContent",
                    true,
                    "Force",
                    true);
            assertThat(hits(mailbox, INFECTED)).isEqualTo(0L);
        }

        assertThat(recoverable("anna", "PurgedItems")).containsExactly("Invoice 4711");
        assertThat(recoverable("bob", "PurgedItems")).isEmpty();
    }

    @Test
    void evidenceIsCopiedBeforeItIsDeleted() {
        house();
        contoso.all(
                "Search-Mailbox",
                "Identity",
                "bob",
                "SearchQuery",
                INFECTED,
                "TargetMailbox",
                "legal",
                "TargetFolder",
                "INC-1",
                "DeleteContent",
                true,
                "Force",
                true);

        assertThat(hits("legal", INFECTED)).isEqualTo(1L);
        assertThat(hits("legal", "Subject:Search-Mailbox")).isEqualTo(1L);
        assertThat(hits("bob", INFECTED)).isEqualTo(0L);
    }

    @Test
    void deletingAsksAndHalfATargetIsNoParameterSet() {
        house();

        assertThat(contoso.error("Search-Mailbox", "Identity", "anna", "DeleteContent", true)
                        .message())
                .contains("NonInteractive");
        assertThat(contoso.error("Search-Mailbox", "Identity", "anna", "TargetMailbox", "legal")
                        .message())
                .startsWith("Parameter set cannot be resolved");
    }

    @Test
    void aDeletedMessageComesBackToItsFolderUntilItsTimeIsOver() {
        assertThat(contoso.one("Get-RecoverableItems", "Identity", "anna", "SourceFolder", "RecoverableItems"))
                .containsEntry("LastParentPath", "Drafts");
        Map<String, @Nullable Object> back =
                contoso.one("Restore-RecoverableItems", "Identity", "anna", "SubjectContains", "old");

        assertThat(back).containsEntry("WasRestoredSuccessfully", true).containsEntry("RestoredToFolderPath", "Drafts");
        assertThat(recoverable("anna", "RecoverableItems")).isEmpty();
    }

    @Test
    void whatNoHoldKeepsExpires() {
        search("carla@contoso.com");
        contoso.all("New-ComplianceSearchAction", "SearchName", "hunt", "Purge", true, "Confirm", false);
        assertThat(recoverable("carla", "RecoverableItems")).containsExactly("Invoice 4711");

        contoso.estate.advance(Duration.ofDays(15));

        assertThat(recoverable("carla", "RecoverableItems")).isEmpty();
    }

    private void search(String... locations) {
        contoso.all(
                "New-ComplianceSearch",
                "Name",
                "hunt",
                "ExchangeLocation",
                List.of(locations),
                "ContentMatchQuery",
                INFECTED);
        contoso.all("Start-ComplianceSearch", "Identity", "hunt");
        assertThat(contoso.one("Get-ComplianceSearch", "Identity", "hunt"))
                .containsEntry("Status", "Starting")
                .containsEntry("Items", 0L);
        contoso.estate.advance(Duration.ofSeconds(30));
    }

    @Test
    void aSearchOfAllMailboxesIsCompleteAfterAWhileAndItsPurgeToo() {
        search("All");
        assertThat(contoso.one("Get-ComplianceSearch", "Identity", "hunt"))
                .containsEntry("Status", "Completed")
                .containsEntry("Items", 3L);

        contoso.all(
                "New-ComplianceSearchAction",
                "SearchName",
                "hunt",
                "Purge",
                true,
                "PurgeType",
                "HardDelete",
                "Confirm",
                false);
        assertThat(contoso.one("Get-ComplianceSearchAction", "Identity", "hunt_Purge"))
                .containsEntry("Status", "Starting");
        contoso.estate.advance(Duration.ofMinutes(1));

        assertThat(String.valueOf(contoso.one("Get-ComplianceSearchAction", "Identity", "hunt_Purge")
                        .get("Results")))
                .contains("Item count: 3");
        assertThat(recoverable("anna", "PurgedItems")).containsExactly("Invoice 4711");
        contoso.all("Start-ComplianceSearch", "Identity", "hunt");
        contoso.estate.advance(Duration.ofMinutes(1));
        assertThat(contoso.one("Get-ComplianceSearch", "Identity", "hunt")).containsEntry("Items", 0L);
    }

    @Test
    void onePurgeTakesTenMessagesOfAMailbox() {
        contoso.close();
        StringBuilder items = new StringBuilder("      items:\n");
        for (int i = 0; i < 12; i++) {
            items.append("        - {id: E")
                    .append(i)
                    .append(", subject: Invoice 4711, sender: billing@dropbox.example,")
                    .append(" attachments: [invoice.js], received: 2026-11-01T22:05:00Z}\n");
        }
        contoso = TestEstate.of(folder, TestEstate.text().replace("      alias: eve\n", "      alias: eve\n" + items));
        search("eve@contoso.com");
        contoso.all("New-ComplianceSearchAction", "SearchName", "hunt", "Purge", true, "Confirm", false);

        assertThat(recoverable("eve", "RecoverableItems")).hasSize(10);
        assertThat(contoso.error("New-ComplianceSearchAction", "SearchName", "hunt", "Purge", true, "Confirm", false)
                        .message())
                .contains("already exists");
    }

    @Test
    void aPlaceThatDoesNotExistIsRefusedUnlessTheSearchAllowsIt() {
        assertThat(contoso.error("New-ComplianceSearch", "Name", "x", "ExchangeLocation", "nobody@contoso.com")
                        .category())
                .isEqualTo("ObjectNotFound");
        contoso.all(
                "New-ComplianceSearch",
                "Name",
                "x",
                "ExchangeLocation",
                "nobody@contoso.com",
                "AllowNotFoundExchangeLocationsEnabled",
                true);

        assertThat(contoso.error("New-ComplianceSearchAction", "SearchName", "x", "Purge", true, "Confirm", false)
                        .message())
                .contains("isn't completed");
    }
}
