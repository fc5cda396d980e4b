package dev.runwright.estate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class MailboxCmdletsTest {
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

    private Map<String, @Nullable Object> mailbox(String identity) {
        return contoso.one("Get-Mailbox", "Identity", identity);
    }

    @Test
    void aMailboxIsFoundByEveryNameThatItHas() {
        Map<String, @Nullable Object> anna = mailbox("anna");

        for (Object name : List.of(
                "ANNA",
                "Anna Kovacs",
                String.valueOf(anna.get("Guid")),
                "smtp:Anna@contoso.com",
                String.valueOf(anna.get("DistinguishedName")),
                String.valueOf(anna.get("ExchangeGuid")),
                String.valueOf(anna.get("LegacyExchangeDN")))) {
            assertThat(mailbox(name.toString())).containsEntry("Alias", "anna");
        }
    }

    @Test
    void anObjectNamesItselfWhenItComesDownThePipeline() {
        assertThat(contoso.one("Get-CASMailbox", "Identity", mailbox("anna"))).containsEntry("ImapEnabled", true);
    }

    @Test
    void aNameThatNobodyOrTwoPeopleHaveIsAnErrorOfExchange() {
        assertThat(contoso.error("Get-Mailbox", "Identity", "nobody").message())
                .contains("object 'nobody' couldn't be found on");
        assertThat(contoso.error("Get-Mailbox", "Identity", "nobody").id())
                .matches("\\[Server=\\w+,RequestId=[0-9a-f-]+,TimeStamp=[^]]+] \\[FailureCategory=Cmdlet-"
                        + "ManagementObjectNotFoundException] [0-9A-F]+");
        assertThat(contoso.error("Get-Mailbox", "Identity", "Peter Meyer").message())
                .isEqualTo("The operation couldn't be performed because 'Peter Meyer' matches multiple entries.");
    }

    @Test
    void allMailboxesComeSortedAndTheRestIsSaid() {
        assertThat(contoso.all("Get-Mailbox"))
                .hasSizeGreaterThan(10)
                .extracting(mailbox -> mailbox.get("Name"))
                .startsWith("Anna Kovacs", "Boardroom");
        assertThat(contoso.call("Get-Mailbox", "ResultSize", 2).warnings()).hasSize(1);
        assertThat(contoso.all("Get-Mailbox", "RecipientTypeDetails", "SharedMailbox"))
                .extracting(mailbox -> mailbox.get("Alias"))
                .containsExactly("legal", "support");
        assertThat(contoso.all("Get-Mailbox", "Filter", "LitigationHoldEnabled -eq $true -and Alias -like 'a*'"))
                .hasSize(1);
    }

    @Test
    void aSettingThatChangesNothingOnlyWarns() {
        assertThat(contoso.call("Set-Mailbox", "Identity", "anna", "DeliverToMailboxAndForward", true)
                        .warnings())
                .containsExactly(
                        "The command completed successfully but no settings of 'Anna Kovacs' have been modified.");
    }

    @Test
    void aForwardingAddressIsKeptAsARecipientAndHidesTheOtherOne() {
        assertThat(mailbox("anna")).containsEntry("ForwardingAddress", "Relay");
        contoso.all("Set-Mailbox", "Identity", "anna", "ForwardingSmtpAddress", "x@freemail.example");
        contoso.all("Set-Mailbox", "Identity", "anna", "ForwardingAddress", null);

        assertThat(mailbox("anna"))
                .containsEntry("ForwardingAddress", null)
                .containsEntry("ForwardingSmtpAddress", "smtp:x@freemail.example");
        assertThat(contoso.error("Set-Mailbox", "Identity", "anna", "ForwardingAddress", "nobody@else.example")
                        .category())
                .isEqualTo("ObjectNotFound");
        assertThat(contoso.error("Set-Mailbox", "Identity", "anna", "ForwardingSmtpAddress", "no address")
                        .id())
                .isEqualTo("ParameterArgumentTransformationError");
    }

    @Test
    void aMailTipIsKeptAsAPageAndAPageStaysAsItIs() {
        contoso.all("Set-Mailbox", "Identity", "anna", "MailTip", "Do not open.");
        String page = String.valueOf(mailbox("anna").get("MailTip"));
        contoso.all("Set-Mailbox", "Identity", "anna", "MailTip", page);

        assertThat(page).isEqualTo("<html>\n<body>\nDo not open.\n</body>\n</html>\n");
        assertThat(mailbox("anna")).containsEntry("MailTip", page);
    }

    @Test
    void sizesSpansAndLimitsAreShownAsExchangeShowsThem() {
        contoso.all(
                "Set-Mailbox",
                "Identity",
                "anna",
                "ProhibitSendQuota",
                "1.5GB",
                "MaxReceiveSize",
                1048576L,
                "IssueWarningQuota",
                "unlimited",
                "RetainDeletedItemsFor",
                21L,
                "LitigationHoldDuration",
                90L);

        assertThat(mailbox("anna"))
                .containsEntry("ProhibitSendQuota", "1.5 GB (1,610,612,736 bytes)")
                .containsEntry("MaxReceiveSize", "1 MB (1,048,576 bytes)")
                .containsEntry("IssueWarningQuota", "Unlimited")
                .containsEntry("RetainDeletedItemsFor", Duration.ofDays(21))
                .containsEntry("LitigationHoldDuration", "90.00:00:00");
        assertThat(contoso.error("Set-Mailbox", "Identity", "anna", "RecipientLimits", 0L)
                        .message())
                .contains("between 1 and 1000");
    }

    @Test
    void aHoldThatBeginsHasADateAndAnOwnerAndLosesThemWhenItEnds() {
        contoso.all("Set-Mailbox", "Identity", "bob", "LitigationHoldEnabled", true);
        assertThat(mailbox("bob"))
                .containsEntry("LitigationHoldDate", OffsetDateTime.parse("2026-11-02T08:00:00Z"))
                .containsEntry("LitigationHoldOwner", "runwright@contoso.onmicrosoft.com");
        contoso.all("Set-Mailbox", "Identity", "bob", "LitigationHoldEnabled", false);

        assertThat(mailbox("bob")).containsEntry("LitigationHoldDate", null).containsEntry("LitigationHoldOwner", null);
    }

    @Test
    void elementsAreAddedToAListAndTakenFromIt() {
        contoso.all("Set-Mailbox", "Identity", "anna", "AcceptMessagesOnlyFrom", Map.of("Add", List.of("dirk", "bob")));
        contoso.all(
                "Set-Mailbox", "Identity", "anna", "AcceptMessagesOnlyFrom", Map.of("Remove", "bob", "Add", "carla"));
        contoso.all("Set-CASMailbox", "Identity", "anna", "ActiveSyncBlockedDeviceIDs", Map.of("Add", "X1"));

        assertThat(mailbox("anna")).containsEntry("AcceptMessagesOnlyFrom", List.of("Carla Gomez", "Dirk Jansen"));
        assertThat(contoso.one("Get-CASMailbox", "Identity", "anna"))
                .containsEntry("ActiveSyncBlockedDeviceIDs", List.of("X1"));
        contoso.all("Set-Mailbox", "Identity", "anna", "AcceptMessagesOnlyFrom", null);
        assertThat(mailbox("anna")).containsEntry("AcceptMessagesOnlyFrom", List.of());
    }

    @Test
    void aMailboxCannotTakeAnotherOnesNameOrHaveNone() {
        assertThat(contoso.error("Set-Mailbox", "Identity", "anna", "Alias", null)
                        .id())
                .isEqualTo("ParameterArgumentValidationErrorNullNotAllowed");
        assertThat(contoso.error("Set-Mailbox", "Identity", "anna", "Alias", "bob")
                        .category())
                .isEqualTo("ResourceExists");
    }

    @Test
    void recipientsOfAllKindsAreFound() {
        assertThat(contoso.one("Get-Recipient", "Identity", "relay@dropbox.example"))
                .containsEntry("RecipientTypeDetails", "MailContact")
                .containsEntry("Name", "Relay");
        assertThat(contoso.one("Get-Recipient", "Identity", "anna"))
                .containsEntry("RecipientTypeDetails", "UserMailbox");
        assertThat(contoso.all("Get-AcceptedDomain"))
                .extracting(domain -> domain.get("DomainName"))
                .containsExactly("contoso.com", "contoso.onmicrosoft.com");
    }

    @Test
    void onPremisesAMailboxIsCalledByItsCanonicalNameAndCanBeQuarantinedForAWhile() {
        try (TestEstate onPremises = TestEstate.onPremises(folder)) {
            onPremises.all("Enable-MailboxQuarantine", "Identity", "anna", "Duration", "2.00:00:00", "Confirm", false);
            assertThat(onPremises.one("Get-Mailbox", "Identity", "anna"))
                    .containsEntry("Identity", "contoso.com/Users/Anna Kovacs");
            assertThat(onPremises.one("Get-MailboxStatistics", "Identity", "anna"))
                    .containsEntry("IsQuarantined", true);
            onPremises.estate.advance(Duration.ofDays(2));
            assertThat(onPremises.one("Get-MailboxStatistics", "Identity", "anna"))
                    .containsEntry("IsQuarantined", false);
        }
    }

    @Test
    void devicesUsersAndTheConnectionCanBeRead() {
        assertThat(contoso.one("Get-MobileDevice", "Mailbox", "anna")).containsEntry("DeviceId", "ANNAPHONE1");
        contoso.all("Set-User", "Identity", "carla", "Title", "CFO");
        assertThat(contoso.one("Get-User", "Identity", "carla"))
                .containsEntry("Title", "CFO")
                .containsEntry("Manager", "Anna Kovacs");
        assertThat(contoso.one("Get-ConnectionInformation")).containsEntry("State", "Connected");
    }
}
