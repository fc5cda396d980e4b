package dev.runwright.estate;

import static dev.runwright.estate.TestEstate.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runwright.estate.world.BadDescription;
import dev.runwright.estate.world.ProgramAnswer;
import dev.runwright.value.Data;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class EstateTest {
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
    void aSnapshotShowsExactlyWhatChanged() {
        contoso.estate.snapshot("before");
        contoso.all("Set-Mailbox", "Identity", "anna", "DeliverToMailboxAndForward", false);
        contoso.all("Set-CASMailbox", "Identity", "anna", "SmtpClientAuthenticationDisabled", false);

        assertThat(contoso.estate.diff("before"))
                .extracting(Difference::property, Difference::before, Difference::after)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("SmtpClientAuthenticationDisabled", null, false),
                        org.assertj.core.groups.Tuple.tuple("DeliverToMailboxAndForward", true, false));
    }

    @Test
    void whatIsPutBackLeavesNoDifferenceThoughTheClockAndTheCountersWentOn() {
        contoso.estate.snapshot("before");
        contoso.all(
                "Set-Mailbox",
                "Identity",
                "anna",
                "ForwardingAddress",
                null,
                "RetainDeletedItemsFor",
                Duration.ofDays(30));
        contoso.estate.advance(Duration.ofHours(2));
        contoso.all(
                "Set-Mailbox",
                "Identity",
                "anna",
                "ForwardingAddress",
                "relay@dropbox.example",
                "RetainDeletedItemsFor",
                Duration.ofDays(14));

        assertThat(contoso.estate.diff("before")).isEmpty();
    }

    @Test
    void aDocumentThatIsNewOrGoneIsADifference() {
        contoso.estate.snapshot("before");
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

        assertThat(contoso.estate.diff("before")).singleElement().satisfies(difference -> {
            assertThat(difference.property()).isEmpty();
            assertThat(difference.before()).isInstanceOf(Map.class);
            assertThat(difference.after()).isNull();
        });
    }

    @Test
    void aDifferenceFromASnapshotThatIsNotThereNamesThoseThatAre() {
        contoso.estate.snapshot("monday");

        assertThatThrownBy(() -> contoso.estate.diff("tuesday"))
                .isInstanceOf(EstateException.class)
                .hasMessage("The estate has no snapshot 'tuesday'; it has monday.");
    }

    @Test
    void theStateSurvivesInItsFileWithEveryType() {
        contoso.all("Set-Mailbox", "Identity", "anna", "RetainDeletedItemsFor", "30.00:00:00");
        contoso.close();
        contoso = TestEstate.in(folder);

        Map<String, @Nullable Object> mailbox = contoso.one("Get-Mailbox", "Identity", "anna");
        assertThat(mailbox)
                .containsEntry("RetainDeletedItemsFor", Duration.ofDays(30))
                .containsEntry("RetentionComment", null)
                .containsEntry("MaxSendSize", "40 MB (41,943,040 bytes)");
        assertThat(contoso.all("Get-InboxRule", "Mailbox", "anna").get(0))
                .containsEntry("RuleIdentity", new BigInteger("15394007230974001153"));
    }

    @Test
    void theStateIsShownAsOneSortedTree() {
        Map<String, @Nullable Object> all = contoso.estate.show(null);
        Map<String, @Nullable Object> domains = contoso.estate.show("exchange/accepteddomains");

        assertThat(List.copyOf(all.keySet())).isSorted().contains("clock", "calls", "log", "exchange");
        assertThat(domains.keySet()).containsExactly("contoso.com", "contoso.onmicrosoft.com");
        assertThatThrownBy(() -> contoso.estate.show("exchange/nothing"))
                .hasMessageContaining("nothing at 'exchange/nothing'");
    }

    @Test
    void everyCallIsLoggedWithItsEffectAndItsOutcome() {
        contoso.call("Get-Mailbox", "Identity", "anna");
        contoso.call("Set-Mailbox", "Identity", "nobody", "AuditEnabled", true);
        contoso.call("Remove-InboxRule", "Mailbox", "anna", "Identity", "Newsletters", "Confirm", false);

        assertThat(Data.list(contoso.estate.show(null).get("log")))
                .extracting(entry -> Data.map(entry).get("effect"))
                .startsWith("read", "change");
        assertThat(contoso.estate.calls()).isEqualTo(3);
    }

    @Test
    void theClockOnlyMovesForwardAndOnlyWhenItIsTold() {
        Instant before = contoso.estate.now();
        contoso.all("Get-Mailbox", "Identity", "anna");
        contoso.estate.advance(Duration.ofMinutes(90));

        assertThat(contoso.estate.now()).isEqualTo(before.plus(Duration.ofMinutes(90)));
        assertThatThrownBy(() -> contoso.estate.advance(Duration.ofSeconds(-1))).isInstanceOf(EstateException.class);
    }

    @Test
    void resetMakesTheCompanyAnew() {
        contoso.all("Set-Mailbox", "Identity", "anna", "AuditEnabled", false);
        contoso.estate.advance(Duration.ofHours(5));
        contoso.estate.reset(TestEstate.contoso());

        assertThat(contoso.one("Get-Mailbox", "Identity", "anna")).containsEntry("AuditEnabled", true);
        assertThat(contoso.estate.now()).isEqualTo(Instant.parse("2026-11-02T08:00:00Z"));
    }

    @Test
    void aDescriptionThatHasChangedSinceIsReportedAndNotApplied() {
        EstateDescription changed = TestEstate.description(TestEstate.text() + "# a new line\n");

        assertThat(contoso.estate.outdated(TestEstate.contoso())).isFalse();
        assertThat(contoso.estate.outdated(changed)).isTrue();
    }

    @Test
    void aFileThatIsNoEstateIsSaidToBeDamaged() throws IOException {
        Path file = folder.resolve("broken.estate");
        Files.writeString(file, "this is no database, but it is long enough to be read as one.".repeat(40));

        assertThatThrownBy(() -> Estate.open(file, TestEstate.CATALOGUE, TestEstate.worlds()))
                .isInstanceOf(EstateException.class)
                .hasMessageContaining("is damaged")
                .hasMessageContaining("estate reset");
    }

    @Test
    void anEstateThatIsNotThereIsNotMadeByOpeningIt() {
        Path file = folder.resolve("none.estate");

        assertThatThrownBy(() -> Estate.open(file, TestEstate.CATALOGUE, TestEstate.worlds()))
                .hasMessageContaining("There is no estate");
        assertThat(file).doesNotExist();
    }

    @Test
    void aWrongDescriptionIsRefusedWithWhatWasMeant() {
        String wrong = TestEstate.text().replace("      client_access: {SmtpClient", "      client_acces: {SmtpClient");

        assertThatThrownBy(() -> TestEstate.of(folder, wrong))
                .isInstanceOf(BadDescription.class)
                .hasMessageContaining("client_acces")
                .hasMessageContaining("Did you mean 'client_access'?");
    }

    @Test
    void aCommandThatTheOperatorHasNoRoleForIsNotThere() {
        try (TestEstate poor = TestEstate.of(folder, TestEstate.text() + "no_role_for: [new-compliancesearch]\n")) {
            assertThat(poor.error("New-ComplianceSearch", "Name", "a").id()).contains("CommandNotFoundException");
            assertThat(poor.estate.offers("New-ComplianceSearch")).isFalse();
            assertThat(poor.estate.knows("New-ComplianceSearch")).isTrue();
            assertThat(poor.estate.offers("Get-ComplianceSearch")).isTrue();
        }
    }

    @Test
    void theEstatesFileAnswersProgramsAndCommandsOfItsOwn() {
        String more = TestEstate.text() + """
                programs:
                  - match: [hfnetchk.exe, /n]
                    exit: 2
                    output: scanned
                    sets: {updates/host: {Scanned: true}}
                commands:
                  - command: Get-Weather
                    output: [{Name: WSUS01}]
                """;
        try (TestEstate own = TestEstate.of(folder, more)) {
            assertThat(own.estate.program(List.of("HFNETCHK.EXE", "/n", "OS")))
                    .contains(new Estate.Ran(ProgramAnswer.of(2, "scanned", ""), null));
            assertThat(own.estate.program(List.of("hfnetchk.exe"))).isEmpty();
            assertThat(own.estate.show("updates/host")).containsEntry("Scanned", true);
            assertThat(own.estate.knows("Get-Weather")).isTrue();
            assertThat(own.estate.knows("Get-Tides")).isFalse();
            assertThat(own.estate.invoke("Get-Weather", with()).answer().data())
                    .containsExactly(Map.of("Name", "WSUS01"));
        }
    }
}
