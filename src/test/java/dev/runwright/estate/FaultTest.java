package dev.runwright.estate;

import static dev.runwright.estate.TestEstate.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
final class FaultTest {
    private static final Map<String, @Nullable Object> CLOSE = with("Identity", "anna", "OWAEnabled", false);

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

    private void fault(String text) {
        contoso.estate.fault(Fault.parse(text));
    }

    private boolean open(String identity) {
        return Boolean.TRUE.equals(
                contoso.one("Get-CASMailbox", "Identity", identity).get("OWAEnabled"));
    }

    @Test
    void aFaultBeforeTheCallLeavesNothingDone() {
        fault("fail call 1 of Set-CASMailbox before with throttled");

        assertThat(contoso.estate.invoke("Set-CASMailbox", CLOSE).answer().error())
                .isNotNull();
        assertThat(open("anna")).isTrue();
    }

    @Test
    void aFaultAfterTheCallLeavesItDoneThoughItReportsAnError() {
        fault("fail call 1 of Set-CASMailbox after with error Lost.Reply: The connection was lost.");

        assertThat(contoso.error("Set-CASMailbox", "Identity", "anna", "OWAEnabled", false)
                        .message())
                .isEqualTo("The connection was lost.");
        assertThat(open("anna")).isFalse();
    }

    @Test
    void onlyTheCallThatIsNamedFailsAndOnlyOnce() {
        fault("fail call 2 of set-casmailbox before with denied");

        assertThat(contoso.call("Set-CASMailbox", "Identity", "anna", "PopEnabled", true)
                        .error())
                .isNull();
        assertThat(contoso.error("Set-CASMailbox", "Identity", "anna", "PopEnabled", true)
                        .category())
                .isEqualTo("PermissionDenied");
        assertThat(contoso.call("Set-CASMailbox", "Identity", "anna", "PopEnabled", true)
                        .error())
                .isNull();
        assertThat(contoso.estate.faultsSet()).isEmpty();
    }

    @Test
    void aFaultWithoutACommandCountsEveryCall() {
        fault("fail call 3 before with throttled always");
        contoso.all("Get-Mailbox", "Identity", "anna");
        contoso.all("Get-CASMailbox", "Identity", "anna");

        assertThat(contoso.error("Get-Mailbox", "Identity", "anna").message()).contains("429");
        assertThat(contoso.error("Get-Mailbox", "Identity", "anna").message()).contains("429");
        contoso.estate.clearFaults();
        assertThat(contoso.call("Get-Mailbox", "Identity", "anna").error()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"die", "hang", "stuck", "half", "timeout"})
    void whatAFaultDoesToTheShellIsToldBesideTheAnswer(String kind) {
        fault("fail call 1 after with " + kind);
        EstateReply reply = contoso.estate.invoke("Set-CASMailbox", CLOSE);

        assertThat(String.valueOf(reply.disturbance())).isEqualToIgnoringCase(kind);
        assertThat(reply.answer().error()).isNull();
        assertThat(open("anna")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fail call 1 of Set-Mailbox after with throttled",
                "fail call 12 before with die always",
                "fail call 2 of Get-InboxRule before with error A.B: Two words."
            })
    void aFaultIsWrittenAsItIsRead(String text) {
        assertThat(Fault.parse(text)).hasToString(text);
        assertThat(Fault.ofJson(Fault.parse(text).json())).isEqualTo(Fault.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "fail", "fail call 0 before with die", "fail call 1 with die", "fail call 1 after with fire"
            })
    void whatIsNoFaultIsRefusedWithTheFormsThereAre(String text) {
        assertThatThrownBy(() -> Fault.parse(text))
                .isInstanceOf(EstateException.class)
                .hasMessageContaining("fail call 2 of Set-Mailbox after with throttled");
    }

    @Test
    void aFaultIsSeenByTheNextProcessToo() {
        fault("fail call 1 of Get-Mailbox before with throttled");
        contoso.close();
        contoso = TestEstate.in(folder);

        assertThat(contoso.estate.faultsSet()).hasSize(1);
        assertThat(contoso.call("Get-Mailbox", "Identity", "anna").error()).isNotNull();
    }

    @Test
    void anErrorOfTheCmdletLeavesNothingHalfDone() {
        contoso.estate.snapshot("before");
        contoso.call(
                "Set-Mailbox", "Identity", "anna", "AuditEnabled", false, "ModeratedBy", List.of("dirk", "nobody"));

        assertThat(contoso.estate.diff("before")).isEmpty();
    }
}
