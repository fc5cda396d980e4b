package dev.runwright.estate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class PermissionCmdletsTest {
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

    @Test
    void aMailboxShowsItselfInheritedEntriesAndThoseOfOthers() {
        assertThat(contoso.all("Get-MailboxPermission", "Identity", "anna"))
                .extracting(entry -> entry.get("User") + " " + entry.get("IsInherited") + " " + entry.get("Deny"))
                .containsExactlyInAnyOrder(
                        "NT AUTHORITY\\SELF false false",
                        "EURPR01A001\\Exchange Servers true false",
                        "EURPR01A001\\Domain Admins true true",
                        "carla@contoso.com false false",
                        "dirk@contoso.com false false");
    }

    @Test
    void aPermissionThatIsTakenAndGivenAgainLeavesNoDifference() {
        contoso.estate.snapshot("before");
        contoso.all(
                "Remove-MailboxPermission",
                "Identity",
                "anna",
                "User",
                "dirk@contoso.com",
                "AccessRights",
                List.of("FullAccess", "ReadPermission"),
                "Confirm",
                false);
        assertThat(contoso.all("Get-MailboxPermission", "Identity", "anna", "User", "dirk"))
                .isEmpty();
        contoso.all(
                "Add-MailboxPermission",
                "Identity",
                "anna",
                "User",
                "dirk",
                "AccessRights",
                "FullAccess, ReadPermission");

        assertThat(contoso.estate.diff("before")).isEmpty();
    }

    @Test
    void autoMappingIsLostWithoutAReadingThatTellsIt() {
        contoso.estate.snapshot("before");
        assertThat(contoso.one("Get-MailboxPermission", "Identity", "bob", "User", "eve"))
                .doesNotContainKey("AutoMapping");
        contoso.all(
                "Remove-MailboxPermission",
                "Identity",
                "bob",
                "User",
                "eve",
                "AccessRights",
                "FullAccess",
                "Confirm",
                false);
        contoso.all("Add-MailboxPermission", "Identity", "bob", "User", "eve", "AccessRights", "FullAccess");

        assertThat(contoso.estate.diff("before"))
                .extracting(Difference::property)
                .containsExactly("AutoMapping");
    }

    @Test
    void onlyTheRightsThatAreNamedAreTaken() {
        contoso.all(
                "Remove-MailboxPermission",
                "Identity",
                "anna",
                "User",
                "dirk",
                "AccessRights",
                "ReadPermission",
                "Confirm",
                false);

        assertThat(contoso.one("Get-MailboxPermission", "Identity", "anna", "User", "dirk"))
                .containsEntry("AccessRights", List.of("FullAccess"));
    }

    @Test
    void anEntryThatIsThereOrGoneAlreadyIsOnlyAWarning() {
        assertThat(contoso.call(
                                "Add-MailboxPermission",
                                "Identity",
                                "anna",
                                "User",
                                "carla",
                                "AccessRights",
                                "FullAccess")
                        .warnings())
                .singleElement()
                .asString()
                .startsWith("The appropriate access control entry is already present");
        assertThat(contoso.call(
                                "Remove-MailboxPermission",
                                "Identity",
                                "anna",
                                "User",
                                "eve",
                                "AccessRights",
                                "FullAccess",
                                "Confirm",
                                false)
                        .warnings())
                .singleElement()
                .asString()
                .endsWith("because the ACE isn't present.");
    }

    @Test
    void aRightOrAUserThatIsNoneIsRefused() {
        assertThat(contoso.call(
                                "Add-MailboxPermission",
                                "Identity",
                                "anna",
                                "User",
                                "carla",
                                "AccessRights",
                                "Everything")
                        .error())
                .isNotNull();
        assertThat(contoso.error(
                                "Add-MailboxPermission",
                                "Identity",
                                "anna",
                                "User",
                                "nobody",
                                "AccessRights",
                                "FullAccess")
                        .category())
                .isEqualTo("ObjectNotFound");
    }

    @Test
    void whoMaySendAsIsReadTakenAndGivenBack() {
        contoso.estate.snapshot("before");
        assertThat(contoso.all("Get-RecipientPermission", "Identity", "anna"))
                .extracting(entry -> entry.get("Trustee"))
                .containsExactly("dirk@contoso.com", "NT AUTHORITY\\SELF");
        contoso.all(
                "Remove-RecipientPermission",
                "Identity",
                "anna",
                "Trustee",
                "dirk",
                "AccessRights",
                "SendAs",
                "Confirm",
                false);
        assertThat(contoso.all("Get-RecipientPermission", "Identity", "anna", "Trustee", "dirk"))
                .isEmpty();
        contoso.all(
                "Add-RecipientPermission",
                "Identity",
                "anna",
                "Trustee",
                "dirk",
                "AccessRights",
                "SendAs",
                "Confirm",
                false);

        assertThat(contoso.estate.diff("before")).isEmpty();
        assertThat(contoso.error(
                                "Add-RecipientPermission",
                                "Identity",
                                "anna",
                                "Trustee",
                                "eve",
                                "AccessRights",
                                "SendAs")
                        .message())
                .contains("NonInteractive");
    }

    @Test
    void automaticRepliesAreKeptAsPages() {
        contoso.all(
                "Set-MailboxAutoReplyConfiguration",
                "Identity",
                "carla",
                "AutoReplyState",
                "enabled",
                "InternalMessage",
                "Away");

        assertThat(contoso.one("Get-MailboxAutoReplyConfiguration", "Identity", "carla"))
                .containsEntry("AutoReplyState", "Enabled")
                .containsEntry("InternalMessage", "<html>\n<body>\nAway\n</body>\n</html>\n")
                .containsEntry("ExternalMessage", null);
        assertThat(contoso.error(
                                "Set-MailboxAutoReplyConfiguration", "Identity", "carla", "AutoReplyState", "Scheduled")
                        .message())
                .contains("must be earlier than the end time");
    }
}
