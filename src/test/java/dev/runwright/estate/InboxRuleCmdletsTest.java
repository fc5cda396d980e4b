package dev.runwright.estate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.wire.EstateAnswer;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class InboxRuleCmdletsTest {
    private static final BigInteger EXTERNAL = new BigInteger("15394007230974001153");

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

    private List<Object> names(String mailbox) {
        return contoso.all("Get-InboxRule", "Mailbox", mailbox).stream()
                .map(rule -> String.valueOf(rule.get("Name")))
                .map(Object.class::cast)
                .toList();
    }

    @Test
    void hiddenRulesAreShownOnlyWhenTheyAreAskedFor() {
        assertThat(names("anna")).containsExactly(".", "Newsletters");
        assertThat(contoso.all("Get-InboxRule", "Mailbox", "anna", "IncludeHidden", true))
                .extracting(rule -> rule.get("Name"))
                .containsExactly("Junk E-mail Rule", ".", "Newsletters");
    }

    @Test
    void aRuleIsFoundByItsNumberBeyondSixtyThreeBitsAndByItsIdentity() {
        Map<String, @Nullable Object> rule = contoso.one("Get-InboxRule", "Mailbox", "anna", "Identity", EXTERNAL);

        assertThat(rule)
                .containsEntry("Name", ".")
                .containsEntry("RuleIdentity", EXTERNAL)
                .containsEntry("ForwardTo", List.of("\"collector@dropbox.example\" [SMTP:collector@dropbox.example]"))
                .containsEntry("DeleteMessage", false)
                .containsEntry("From", null);
        assertThat(contoso.one("Get-InboxRule", "Identity", "anna\\" + EXTERNAL))
                .isEqualTo(rule);
        assertThat(String.valueOf(rule.get("Description"))).contains("Take the following actions:");
    }

    @Test
    void aRuleThatIsNotThereIsAnError() {
        assertThat(contoso.error("Get-InboxRule", "Mailbox", "anna", "Identity", "Other")
                        .message())
                .isEqualTo("The Inbox rule 'Other' doesn't exist.");
    }

    @Test
    void disablingAndEnablingARulePutsItBackExactly() {
        contoso.estate.snapshot("before");
        contoso.all("Disable-InboxRule", "Mailbox", "anna", "Identity", EXTERNAL, "Confirm", false);
        assertThat(contoso.one("Get-InboxRule", "Mailbox", "anna", "Identity", EXTERNAL))
                .containsEntry("Enabled", false);
        contoso.all("Enable-InboxRule", "Mailbox", "anna", "Identity", EXTERNAL);

        assertThat(contoso.estate.diff("before")).isEmpty();
    }

    @Test
    void changingARuleDeletesTheRulesThatOnlyOutlookCarriesOut() {
        assertThat(contoso.error("Set-InboxRule", "Mailbox", "bob", "Identity", "Copies", "StopProcessingRules", true)
                        .message())
                .contains("NonInteractive");
        EstateAnswer answer = contoso.call(
                "Set-InboxRule", "Mailbox", "bob", "Identity", "Copies", "StopProcessingRules", true, "Force", true);

        assertThat(answer.warnings()).singleElement().asString().contains("client-side rules");
        assertThat(contoso.call("Enable-InboxRule", "Mailbox", "bob", "Identity", "Copies")
                        .error())
                .isNull();
    }

    @Test
    void aRuleThatAClientMadeInItsOwnWayCannotBeChanged() {
        assertThat(contoso.error("Disable-InboxRule", "Mailbox", "bob", "Identity", "Read receipts", "Confirm", false)
                        .message())
                .contains("cmdlets don't support");
    }

    @Test
    void rulesAreNumberedWithoutGapsWhereverTheyArePutOrTaken() {
        contoso.all("New-InboxRule", "Mailbox", "anna", "Name", "First", "DeleteMessage", true, "Priority", 1L);
        assertThat(names("anna")).containsExactly("First", ".", "Newsletters");
        contoso.all("Set-InboxRule", "Mailbox", "anna", "Identity", "First", "Priority", 3L);
        assertThat(names("anna")).containsExactly(".", "Newsletters", "First");
        contoso.all("Remove-InboxRule", "Mailbox", "anna", "Identity", EXTERNAL, "Confirm", false);

        assertThat(contoso.all("Get-InboxRule", "Mailbox", "anna"))
                .extracting(rule -> rule.get("Priority"))
                .containsExactly(1L, 2L);
    }

    @Test
    void aNewRuleNamesRecipientsInItsOwnWayAndTakesThatFormBack() {
        Map<String, @Nullable Object> made = contoso.one(
                "New-InboxRule",
                "Mailbox",
                "dirk",
                "Name",
                "To Anna",
                "ForwardTo",
                List.of("anna@contoso.com", "x@y.example"));
        Object forward = made.get("ForwardTo");

        assertThat(forward)
                .isEqualTo(List.of(
                        "\"Anna Kovacs\" [EX:/o=ExchangeLabs/ou=Exchange Administrative Group/cn=Recipients/cn=anna]",
                        "\"x@y.example\" [SMTP:x@y.example]"));
        contoso.all("Set-InboxRule", "Mailbox", "dirk", "Identity", "To Anna", "ForwardTo", null, "MarkAsRead", true);
        contoso.all("Set-InboxRule", "Mailbox", "dirk", "Identity", "To Anna", "ForwardTo", forward);
        assertThat(contoso.one("Get-InboxRule", "Mailbox", "dirk")).containsEntry("ForwardTo", forward);
        assertThat((BigInteger) made.get("RuleIdentity")).isGreaterThan(BigInteger.valueOf(Long.MAX_VALUE));
    }

    @Test
    void aRuleMustDoSomething() {
        assertThat(contoso.error("New-InboxRule", "Mailbox", "dirk", "Name", "Idle", "From", "anna")
                        .message())
                .contains("at least one action");
    }

    @Test
    void theJunkFilterIsAHiddenRuleThatItsSettingsSwitch() {
        contoso.all("Set-MailboxJunkEmailConfiguration", "Identity", "anna", "Enabled", false);

        assertThat(contoso.all("Get-InboxRule", "Mailbox", "anna", "IncludeHidden", true)
                        .get(0))
                .containsEntry("Enabled", false);
        assertThat(contoso.one("Get-MailboxJunkEmailConfiguration", "Identity", "anna"))
                .containsEntry("TrustedSendersAndDomains", List.of("fabrikam.com"));
    }
}
