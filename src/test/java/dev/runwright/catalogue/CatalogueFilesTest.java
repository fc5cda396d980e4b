package dev.runwright.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runwright.model.Effect;
import dev.runwright.model.StateRule.Wants;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueFilesTest {
    private final Catalogue catalogue = CatalogueFiles.open(Path.of(System.getProperty("runwright.install", ".")));

    private CmdletFacts facts(String cmdlet) {
        return catalogue.find(cmdlet).orElseThrow();
    }

    private ReadingFacts reading(String cmdlet) {
        ReadingFacts reading = facts(cmdlet).reading();
        assertThat(reading).as("the reading of " + cmdlet).isNotNull();
        return java.util.Objects.requireNonNull(reading);
    }

    @Test
    void everyCmdletOfTheShippedFilesLoads() {
        assertThat(catalogue.names()).hasSizeGreaterThan(400).allSatisfy(name -> {
            CmdletFacts facts = facts(name);
            assertThat(facts.name()).isEqualTo(name);
            assertThat(facts.connection())
                    .isIn("exchange", "updates", "directory", "local", "scan", "windows", "graph");
        });
    }

    @Test
    void namesAreFoundWithoutCase() {
        assertThat(facts("set-casmailbox").name()).isEqualTo("Set-CASMailbox");
        assertThat(facts("SET-CASMAILBOX")).isSameAs(facts("set-CasMailbox"));
    }

    @Test
    void whatIsNotThereIsEmpty() {
        for (String name : List.of("", "A", "Set-", "Set-CASMailboxe", "Set-CASMailbo", "Zzz-Zzz", "Set-Contoso")) {
            assertThat(catalogue.find(name)).as(name).isEmpty();
        }
    }

    @Test
    void setCasMailboxIsReadByItsGetAndComparesItsSwitches() {
        CmdletFacts facts = facts("Set-CASMailbox");
        assertThat(facts.connection()).isEqualTo("exchange");
        assertThat(facts.comparison("Identity")).isEqualTo(new Comparison.Identity("Identity"));
        assertThat(facts.comparison("Confirm")).isEqualTo(new Comparison.Control());
        assertThat(facts.comparison("imapenabled")).isEqualTo(new Comparison.With("ImapEnabled", Form.EXACT, true));
        assertThat(facts.comparison("ActiveSyncBlockedDeviceIDs"))
                .isEqualTo(new Comparison.With("ActiveSyncBlockedDeviceIDs", Form.of("set"), true));
        assertThat(facts.comparison("OneWinNativeOutlookEnabled"))
                .isEqualTo(new Comparison.With("OneWinNativeOutlookEnabled", Form.EXACT, false));
        assertThat(facts.comparison("ImapEnable")).isInstanceOf(Comparison.Unread.class);
        assertThat(facts.parameter("ImapEnabled").orElseThrow().type()).isEqualTo("Boolean");
        assertThat(facts.effectWith(Set.of("ImapEnabled"))).isEqualTo(Effect.CHANGE);
        assertThat(facts.passConfirm()).isTrue();
        assertThat(facts.honestWhatIf("cloud")).isTrue();
        ReadingFacts reading = reading("Set-CASMailbox");
        assertThat(reading.cmdlet()).isEqualTo("Get-CASMailbox");
        assertThat(reading.wants()).isEqualTo(Wants.VALUES);
        assertThat(reading.inverse()).isEqualTo(ReadingFacts.RESTORE);
    }

    @Test
    void setMailboxHasTheFormsOfItsProperties() {
        assertThat(form("Set-Mailbox", "ForwardingSmtpAddress")).isEqualTo("address");
        assertThat(form("Set-Mailbox", "ForwardingAddress")).isEqualTo("recipient");
        assertThat(form("Set-Mailbox", "EmailAddresses")).isEqualTo("address+set");
        assertThat(form("Set-Mailbox", "GrantSendOnBehalfTo")).isEqualTo("recipient+set");
        assertThat(form("Set-Mailbox", "ProhibitSendQuota")).isEqualTo("size");
        assertThat(form("Set-Mailbox", "LitigationHoldDuration")).isEqualTo("duration");
        assertThat(form("Set-Mailbox", "RetainDeletedItemsFor")).isEqualTo("duration");
        assertThat(form("Set-Mailbox", "MailTip")).isEqualTo("html");
        assertThat(form("Set-Mailbox", "HiddenFromAddressListsEnabled")).isEqualTo("exact");
        assertThat(form("Set-Mailbox", "RecipientLimits")).isEqualTo("no_case");
        assertThat(form("Set-MailboxAutoReplyConfiguration", "ExternalMessage")).isEqualTo("html");
        assertThat(form("Set-MailboxAutoReplyConfiguration", "AutoReplyState")).isEqualTo("no_case");
        assertThat(form("New-TransportRule", "Enabled")).isEqualTo("word");
        assertThat(form("New-TransportRule", "From")).isEqualTo("recipient+set");
        ParameterFacts tip = facts("Set-Mailbox").parameter("MailTip").orElseThrow();
        assertThat(tip.maxChars()).isEqualTo(175);
        assertThat(reading("Set-Mailbox").losses())
                .extracting(ReadingFacts.Loss::parameter)
                .containsExactly("LitigationHoldEnabled");
    }

    private String form(String cmdlet, String parameter) {
        Comparison comparison = facts(cmdlet).comparison(parameter);
        assertThat(comparison).as(cmdlet + " " + parameter).isInstanceOf(Comparison.With.class);
        return ((Comparison.With) comparison).form().words();
    }

    @Test
    void inboxRulesAreNamedByTheirRuleIdentityAndLoseClientSideRules() {
        for (String verb : List.of("New", "Set", "Enable", "Disable", "Remove")) {
            CmdletFacts facts = facts(verb + "-InboxRule");
            ReadingFacts reading = reading(verb + "-InboxRule");
            assertThat(facts.passForce()).isTrue();
            assertThat(reading.cmdlet()).isEqualTo("Get-InboxRule");
            assertThat(reading.key()).isEqualTo("RuleIdentity");
            assertThat(reading.losses())
                    .extracting(ReadingFacts.Loss::sentence)
                    .anySatisfy(sentence -> assertThat(sentence).contains("client-side rules"));
        }
        assertThat(reading("Disable-InboxRule").sets())
                .containsExactly(new ReadingFacts.Sets("Enabled", false, Form.EXACT, true));
        assertThat(reading("Disable-InboxRule").inverse()).isEqualTo("Enable-InboxRule");
        assertThat(reading("Disable-InboxRule").wants()).isEqualTo(Wants.VALUES);
        assertThat(facts("Disable-InboxRule").honestWhatIf("cloud")).isFalse();
        assertThat(facts("Disable-InboxRule").comparison("Mailbox")).isEqualTo(new Comparison.Identity("Mailbox"));
        assertThat(reading("New-InboxRule").identity()).isEqualTo(Map.of("Name", "Identity", "Mailbox", "Mailbox"));
        assertThat(reading("New-InboxRule").volatileProperties()).containsExactly("Priority");
    }

    @Test
    void transportRulesAreNamedByTheirGuidAndReadTheirStateAsAWord() {
        ReadingFacts created = reading("New-TransportRule");
        assertThat(created.identity()).isEqualTo(Map.of("Name", "Identity"));
        assertThat(created.key()).isEqualTo("Guid");
        assertThat(created.wants()).isEqualTo(Wants.PRESENT);
        assertThat(created.inverse()).isEqualTo("Remove-TransportRule");
        assertThat(created.settle()).isEqualTo(Duration.ofMinutes(2));
        assertThat(facts("New-TransportRule").comparison("Enabled"))
                .isEqualTo(new Comparison.With("State", Form.of("word"), true));
        assertThat(reading("Disable-TransportRule").sets())
                .containsExactly(new ReadingFacts.Sets("State", "Disabled", Form.NO_CASE, true));
    }

    @Test
    void effectsDependOnParameters() {
        CmdletFacts search = facts("Search-Mailbox");
        assertThat(search.effectWith(Set.of("Identity", "DeleteContent"))).isEqualTo(Effect.FINAL);
        assertThat(search.effectWith(Set.of("targetmailbox", "deletecontent"))).isEqualTo(Effect.FINAL);
        assertThat(search.effectWith(Set.of("TargetMailbox", "LogOnly"))).isEqualTo(Effect.CHANGE);
        assertThat(search.effectWith(Set.of("EstimateResultOnly"))).isEqualTo(Effect.READ);
        assertThat(search.effectWith(Set.of("Identity"))).isEqualTo(Effect.CHANGE);
        assertThat(facts("New-ComplianceSearchAction").effectWith(Set.of("Purge")))
                .isEqualTo(Effect.FINAL);
        assertThat(facts("New-ComplianceSearchAction").effectWith(Set.of("Export")))
                .isEqualTo(Effect.CHANGE);
        assertThat(facts("Clear-MobileDevice").effectWith(Set.of("Identity"))).isEqualTo(Effect.FINAL);
        assertThat(facts("Clear-MobileDevice").effectWith(Set.of("AccountOnly")))
                .isEqualTo(Effect.CHANGE);
    }

    @Test
    void takingAwayIsFinalUnlessSomethingUndoesIt() {
        assertThat(facts("Remove-MailboxPermission").effectWith(Set.of())).isEqualTo(Effect.CHANGE);
        assertThat(facts("Remove-MobileDevice").effectWith(Set.of())).isEqualTo(Effect.FINAL);
        assertThat(facts("Remove-MobileDevice").effectWith(Set.of(), true)).isEqualTo(Effect.CHANGE);
        assertThat(facts("Clear-MobileDevice").effectWith(Set.of(), true)).isEqualTo(Effect.FINAL);
        assertThat(facts("Get-Mailbox").effectWith(Set.of())).isEqualTo(Effect.READ);
        assertThat(facts("Test-Mailflow").effectWith(Set.of())).isEqualTo(Effect.CHANGE);
    }

    @Test
    void parametersSayWhereTheyWorkAndWhatTheyTake() {
        CmdletFacts cas = facts("Set-CASMailbox");
        assertThat(cas.parameter("SmtpClientAuthenticationDisabled")
                        .orElseThrow()
                        .where())
                .isEqualTo(Where.CLOUD);
        assertThat(cas.parameter("ECPEnabled").orElseThrow().where()).isEqualTo(Where.ON_PREMISES);
        assertThat(cas.parameter("ActiveSyncBlockedDeviceIDs").orElseThrow().addRemove())
                .isTrue();
        assertThat(cas.parameter("Identity").orElseThrow().mandatory()).isTrue();
        assertThat(cas.parameter("Identity").orElseThrow().position()).isZero();
        assertThat(cas.parameter("cf").orElseThrow().name()).isEqualTo("Confirm");
        ParameterFacts state = facts("Set-MailboxAutoReplyConfiguration")
                .parameter("AutoReplyState")
                .orElseThrow();
        assertThat(state.values()).containsExactlyInAnyOrder("Enabled", "Disabled", "Scheduled");
        assertThat(facts("Set-MailboxJunkEmailConfiguration")
                        .parameter("TrustedRecipientsAndDomains")
                        .orElseThrow()
                        .reserved())
                .isTrue();
    }

    @Test
    void aSnapshotHasTheSameFactsOfTheSameCmdlets() {
        List<String> cmdlets =
                List.of("Set-CASMailbox", "New-TransportRule", "disable-inboxrule", "Remove-MailboxPermission");
        String text = catalogue.snapshot(cmdlets);
        Catalogue again = CatalogueFiles.ofSnapshot(text);
        assertThat(again.names())
                .contains(
                        "Get-CASMailbox",
                        "Get-TransportRule",
                        "Remove-TransportRule",
                        "Enable-InboxRule",
                        "Add-MailboxPermission")
                .hasSize(11);
        for (String name : again.names()) {
            assertThat(again.find(name)).as(name).isEqualTo(catalogue.find(name));
        }
        assertThat(again.find("Set-Mailbox")).isEmpty();
        assertThat(again.snapshot(cmdlets)).isEqualTo(text);
    }

    @Test
    void aSnapshotOfNothingIsEmpty() {
        Catalogue none = CatalogueFiles.ofSnapshot(catalogue.snapshot(List.of("Set-Contoso")));
        assertThat(none.names()).isEmpty();
        assertThat(none.find("Set-CASMailbox")).isEmpty();
    }

    @Test
    void anotherTextIsNoSnapshot() {
        assertThatThrownBy(() -> CatalogueFiles.ofSnapshot("")).isInstanceOf(CatalogueException.class);
        assertThatThrownBy(() -> CatalogueFiles.ofSnapshot("{}"))
                .hasMessageContaining("must begin with 'runwright catalogue 1'");
    }

    @Test
    void nothingIsReadBeforeACmdletIsAskedFor(@TempDir Path empty) {
        Catalogue missing = CatalogueFiles.open(empty);
        assertThatThrownBy(() -> missing.find("Set-CASMailbox"))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("cmdlets.tsv");
    }
}
