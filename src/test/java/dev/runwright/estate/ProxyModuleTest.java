package dev.runwright.estate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class ProxyModuleTest {
    @TempDir
    private Path folder;

    private static String text(TestEstate contoso, String... cmdlets) {
        return new ProxyModule(TestEstate.CATALOGUE, contoso.estate).text(List.of(cmdlets));
    }

    @Test
    void aProxyHasTheParametersThatItsCmdletHasInThisOrganisation() {
        try (TestEstate cloud = TestEstate.in(folder);
                TestEstate premises = TestEstate.onPremises(folder)) {
            assertThat(text(cloud, "Set-CASMailbox"))
                    .contains("function Set-CASMailbox {", "SupportsShouldProcess = $true")
                    .contains("[object]$SmtpClientAuthenticationDisabled")
                    .contains("Runwright.Worker\\Invoke-RwEstate $PSCmdlet $PSBoundParameters")
                    .doesNotContain("$ECPEnabled", "$WhatIf", "$Confirm");
            assertThat(text(premises, "Set-CASMailbox"))
                    .contains("[object]$ECPEnabled")
                    .doesNotContain("$SmtpClientAuthenticationDisabled");
        }
    }

    @Test
    void aCmdletThatDoesNotKeepItsWhatIfHasItAsAPlainSwitch() {
        try (TestEstate cloud = TestEstate.in(folder)) {
            assertThat(text(cloud, "Disable-InboxRule"))
                    .contains("[switch]$WhatIf", "[switch]$Force")
                    .doesNotContain("SupportsShouldProcess");
        }
    }

    @Test
    void anAliasThatTwoParametersAreSaidToHaveGoesToOne() {
        try (TestEstate cloud = TestEstate.in(folder)) {
            assertThat(text(cloud, "Set-MpPreference"))
                    .contains("'dsnf'")
                    .satisfies(module -> assertThat(module.split("'dsnf'", -1)).hasSize(2));
        }
    }

    @Test
    void whatTheEstateDoesNotHaveGetsNoFunctionAndNoNameBecomesCode() {
        try (TestEstate cloud = TestEstate.in(folder)) {
            assertThat(text(cloud, "Get-Nothing", "Enable-MailboxQuarantine", "x { } Remove-Item", "Get-Mailbox"))
                    .contains("Export-ModuleMember -Function Get-Mailbox\n")
                    .doesNotContain("Remove-Item", "Enable-MailboxQuarantine");
            assertThat(text(cloud)).contains("Export-ModuleMember -Function @()");
        }
    }

    @Test
    void aCommandOfTheEstatesFileHasTheParametersThatTheFileNames() {
        String more = TestEstate.text() + """
                commands:
                  - command: Get-WsusThing
                    with: {Name: WSUS01}
                    output: [{Name: WSUS01}]
                """;
        try (TestEstate own = TestEstate.of(folder, more)) {
            assertThat(text(own, "Get-WsusThing")).contains("function Get-WsusThing {", "[object]$Name");
        }
    }

    @Test
    void aFaultThatKillsTheShellEndsTheRealOneToo() {
        List<String> ended = new ArrayList<>();
        try (TestEstate cloud = TestEstate.in(folder)) {
            cloud.estate.fault(Fault.parse("fail call 1 of Get-Mailbox before with die"));
            EstateServer server = new EstateServer(cloud.estate, () -> ended.add("shell"));
            server.close(); // nobody waits for an answer any more
            assertThat(server.answer("Get-Mailbox", TestEstate.with("Identity", "anna"))
                            .error())
                    .isNotNull();

            assertThat(ended).containsExactly("shell");
            assertThat(server.answer("Get-Mailbox", TestEstate.with("Identity", "anna"))
                            .data())
                    .hasSize(1);
        }
    }
}
