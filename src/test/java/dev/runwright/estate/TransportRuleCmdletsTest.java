package dev.runwright.estate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class TransportRuleCmdletsTest {
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

    private List<String> order() {
        return contoso.all("Get-TransportRule").stream()
                .map(rule -> rule.get("Priority") + " " + rule.get("Name"))
                .toList();
    }

    private Map<String, @Nullable Object> stop(String name) {
        return contoso.one(
                "New-TransportRule",
                "Name",
                name,
                "From",
                "anna",
                "Priority",
                0L,
                "RejectMessageReasonText",
                "This mailbox is being checked.",
                "StopRuleProcessing",
                true);
    }

    @Test
    void aRuleInFrontMovesTheOthersAndTheirPlacesComeBackWhenItGoes() {
        contoso.estate.snapshot("before");
        Map<String, @Nullable Object> rule = stop("RW-Q-1");
        assertThat(order()).startsWith("0 RW-Q-1", "1 Mark mail from outside");
        contoso.all("Remove-TransportRule", "Identity", rule.get("Guid"), "Confirm", false);

        assertThat(contoso.estate.diff("before")).isEmpty();
    }

    @Test
    void aRuleIsReadAsItWasMade() {
        stop("RW-Q-1");

        assertThat(contoso.one("Get-TransportRule", "Identity", "rw-q-1"))
                .containsEntry("From", List.of("anna@contoso.com"))
                .containsEntry("RejectMessageEnhancedStatusCode", "5.7.1")
                .containsEntry("State", "Enabled")
                .containsEntry("Mode", "Enforce")
                .containsEntry("StopRuleProcessing", true)
                .containsEntry("SentTo", null)
                .containsEntry("Conditions", List.of("From"));
    }

    @Test
    void aRuleThatWouldActOnAllMailOrDoNothingIsRefused() {
        assertThat(contoso.error("New-TransportRule", "Name", "All", "DeleteMessage", true)
                        .message())
                .contains("would act on all messages");
        assertThat(contoso.error("New-TransportRule", "Name", "Idle", "From", "anna")
                        .message())
                .contains("at least one action");
    }

    @Test
    void aNameIsGivenOnce() {
        stop("RW-Q-1");

        assertThat(contoso.error("New-TransportRule", "Name", "rw-q-1", "From", "bob", "DeleteMessage", true)
                        .category())
                .isEqualTo("ResourceExists");
    }

    @Test
    void aRuleIsSwitchedAndMoved() {
        contoso.all("Disable-TransportRule", "Identity", "No programs by mail", "Confirm", false);
        contoso.all("Enable-TransportRule", "Identity", "Old banner");
        contoso.all("Set-TransportRule", "Identity", "Old banner", "Priority", 0L, "Comments", "again");

        assertThat(contoso.all("Get-TransportRule", "State", "Disabled"))
                .extracting(rule -> rule.get("Name"))
                .containsExactly("No programs by mail");
        assertThat(order()).containsExactly("0 Old banner", "1 Mark mail from outside", "2 No programs by mail");
        assertThat(contoso.error("Set-TransportRule", "Identity", "Old banner", "Priority", 9L)
                        .message())
                .contains("between 0 and 2");
    }
}
