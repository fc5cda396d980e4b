package dev.runwright.estate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.value.Data;
import dev.runwright.wire.EstateAnswer;
import dev.runwright.wire.ShellError;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EstateTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Estate estate;

    @BeforeEach
    void open() {
        estate = TestEstate.in(folder);
    }

    @AfterEach
    void close() {
        estate.close();
    }

    private EstateAnswer call(String command, Map<String, @Nullable Object> parameters) {
        return estate.invoke(command, parameters).answer();
    }

    private Map<String, @Nullable Object> one(String command, String identity) {
        List<@Nullable Object> data =
                call(command, Map.of("Identity", identity)).data();
        assertThat(data).hasSize(1);
        return Data.map(data.get(0));
    }

    private static ShellError error(EstateAnswer answer) {
        return Objects.requireNonNull(answer.error());
    }

    @Test
    void aMailboxIsFoundByEveryNameThatItHas() {
        String guid = String.valueOf(one("Get-Mailbox", "anna@tiny.example").get("Guid"));

        for (String name : List.of(
                "ANNA", "Anna Kovacs", guid, "smtp:anna@tiny.example", "CN=Anna Kovacs,OU=Users,DC=tiny,DC=example")) {
            assertThat(one("Get-Mailbox", name)).containsEntry("Alias", "anna");
        }
    }

    @Test
    void whatIsSetIsReadBackAndNullStaysNull() {
        call("Set-CASMailbox", Map.of("Identity", "anna", "OWAEnabled", false));

        assertThat(one("Get-CASMailbox", "anna"))
                .containsEntry("OWAEnabled", false)
                .containsEntry("ImapEnabled", false)
                .containsEntry("PopEnabled", true)
                .containsEntry("SmtpClientAuthenticationDisabled", null);
    }

    @Test
    void aSettingThatChangesNothingOnlyWarns() {
        EstateAnswer answer = call("Set-CASMailbox", Map.of("Identity", "anna", "ImapEnabled", false));

        assertThat(answer.error()).isNull();
        assertThat(answer.warnings())
                .containsExactly(
                        "The command completed successfully but no settings of 'Anna Kovacs' have been modified.");
    }

    @Test
    void anUnknownParameterIsRefusedAsPowerShellRefusesIt() {
        EstateAnswer answer = call("Set-CASMailbox", Map.of("Identity", "anna", "ImapEnable", false));

        assertThat(answer.terminating()).isTrue();
        assertThat(error(answer).id()).isEqualTo("NamedParameterNotFound");
        assertThat(error(answer).message())
                .isEqualTo("A parameter cannot be found that matches parameter name 'ImapEnable'.");
    }

    @Test
    void aMissingMailboxIsAnErrorOfExchange() {
        EstateAnswer answer = call("Get-Mailbox", Map.of("Identity", "nobody"));

        assertThat(error(answer).id()).contains("[FailureCategory=Cmdlet-ManagementObjectNotFoundException]");
        assertThat(error(answer).category()).isEqualTo("ObjectNotFound");
    }

    @Test
    void aSnapshotShowsExactlyWhatChanged() {
        estate.snapshot("before");
        call("Set-Mailbox", Map.of("Identity", "anna", "DeliverToMailboxAndForward", false));

        assertThat(estate.diff("before"))
                .singleElement()
                .satisfies(difference -> assertThat(difference.fields())
                        .containsEntry("property", "DeliverToMailboxAndForward")
                        .containsEntry("before", true)
                        .containsEntry("after", false));
    }
}
