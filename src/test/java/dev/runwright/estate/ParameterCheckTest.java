package dev.runwright.estate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.wire.EstateAnswer;
import dev.runwright.wire.ShellError;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class ParameterCheckTest {
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
    void anUnknownParameterIsRefusedAsPowerShellRefusesIt() {
        EstateAnswer answer = contoso.call("Set-CASMailbox", "Identity", "anna", "ImapEnable", false);

        assertThat(answer.terminating()).isTrue();
        assertThat(answer.error())
                .isEqualTo(ShellError.of(
                        "A parameter cannot be found that matches parameter name 'ImapEnable'.",
                        "System.Management.Automation.ParameterBindingException",
                        "NamedParameterNotFound",
                        "InvalidArgument",
                        ""));
    }

    @Test
    void aParameterOfTheOtherOrganisationDoesNotExist() {
        assertThat(contoso.error("Set-CASMailbox", "Identity", "anna", "ECPEnabled", false)
                        .id())
                .isEqualTo("NamedParameterNotFound");
        try (TestEstate onPremises = TestEstate.onPremises(folder)) {
            assertThat(onPremises
                            .call("Set-CASMailbox", "Identity", "anna", "ECPEnabled", false)
                            .error())
                    .isNull();
        }
    }

    @Test
    void parametersAreFoundInAnyCase() {
        contoso.all("set-casmailbox", "identity", "anna", "owaenabled", false);

        assertThat(contoso.one("Get-CASMailbox", "Identity", "anna")).containsEntry("OWAEnabled", false);
    }

    @Test
    void anUnknownCommandIsRefusedAsPowerShellRefusesIt() {
        ShellError error = contoso.error("Get-Nothing");

        assertThat(error.id()).isEqualTo("CommandNotFoundException");
        assertThat(error.message()).startsWith("The term 'Get-Nothing' is not recognized");
    }

    @Test
    void aCommandOfTheOtherOrganisationIsNotThere() {
        assertThat(contoso.error("Enable-MailboxQuarantine", "Identity", "anna", "Confirm", false)
                        .id())
                .isEqualTo("CommandNotFoundException");
        assertThat(contoso.estate.knows("Enable-MailboxQuarantine")).isTrue();
        assertThat(contoso.estate.offers("Enable-MailboxQuarantine")).isFalse();
    }

    @Test
    void mandatoryParametersAreNotAskedFor() {
        ShellError error = contoso.error("Add-MailboxPermission", "Identity", "anna");

        assertThat(error.id()).isEqualTo("MissingMandatoryParameter");
        assertThat(error.message())
                .isEqualTo(
                        "Cannot process command because of one or more missing mandatory parameters: User AccessRights.");
    }

    @Test
    void aTextIsNoBoolean() {
        ShellError error = contoso.error("Set-CASMailbox", "Identity", "anna", "OWAEnabled", "no");

        assertThat(error.id()).isEqualTo("ParameterArgumentTransformationError");
        assertThat(error.message()).contains("Boolean parameters accept only Boolean values and numbers");
    }

    @Test
    void nullIsAValueOnlyWhereItMeansSomething() {
        assertThat(contoso.call("Set-CASMailbox", "Identity", "bob", "SmtpClientAuthenticationDisabled", null)
                        .error())
                .isNull();
        assertThat(contoso.error("Set-CASMailbox", "Identity", "bob", "OWAEnabled", null)
                        .id())
                .isEqualTo("ParameterArgumentTransformationError");
    }

    @Test
    void aListIsNoText() {
        assertThat(contoso.error("Set-Mailbox", "Identity", "anna", "RetentionComment", List.of("a", "b"))
                        .message())
                .contains("System.Object[]");
    }

    @Test
    void aTextThatIsTooLongIsRefused() {
        assertThat(contoso.error("Set-Mailbox", "Identity", "anna", "MailTip", "x".repeat(176))
                        .message())
                .contains("The maximum length is 175 and the length of the value provided is 176.");
    }

    @Test
    void whoeverWouldBeAskedIsToldThatNobodyCanAnswer() {
        ShellError error = contoso.error(
                "Remove-MailboxPermission", "Identity", "anna", "User", "carla", "AccessRights", "FullAccess");

        assertThat(error.message())
                .isEqualTo("PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.");
        assertThat(contoso.all("Get-MailboxPermission", "Identity", "anna", "User", "carla"))
                .hasSize(1);
    }

    @Test
    void whatIfChangesNothingWhereItKeepsItsPromise() {
        contoso.estate.snapshot("before");
        contoso.all("Set-Mailbox", "Identity", "anna", "AuditEnabled", false, "WhatIf", true);

        assertThat(contoso.estate.diff("before")).isEmpty();
    }

    @Test
    void aParameterThatTheEstateDoesNotCarryOutIsNotSilentlyIgnored() {
        assertThat(contoso.error("Get-Mailbox", "Archive", true).message())
                .contains("does not carry out Get-Mailbox -Archive");
    }

    @Test
    void commonParametersPass() {
        assertThat(contoso.call("Get-Mailbox", "Identity", "anna", "ErrorAction", "Stop", "Verbose", true)
                        .error())
                .isNull();
    }
}
