package dev.runwright.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.model.Effect;
import dev.runwright.model.GraphCommand;
import dev.runwright.model.StateRule.Wants;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The calls of Microsoft Graph in the catalogue. */
@NullUnmarked
class GraphCatalogueTest {
    private static final String RULES = "/users/anna%40contoso.com/mailFolders/inbox/messageRules";

    private final Catalogue catalogue = CatalogueFiles.open(Path.of(System.getProperty("runwright.install", ".")));

    private CmdletFacts facts(String call) {
        return catalogue.find(call).orElseThrow(() -> new AssertionError(call));
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH /users/anna%40contoso.com, PATCH /users/{user}",
        "PATCH /users/{}, PATCH /users/{user}",
        "GET /users/a/memberOf/microsoft.graph.directoryRole, GET /users/{user}/memberOf/microsoft.graph.directoryRole",
        "POST /identityProtection/riskyUsers/dismiss, POST /identityProtection/riskyUsers/dismiss",
        "POST /$batch, POST /$batch"
    })
    void aCallIsFoundByItsPath(String call, String name) {
        assertThat(facts(call).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"PUT /users/a", "GET /users/a/nothing", "GET /user", "GET /$metadata"})
    void whatIsNotThereIsEmpty(String call) {
        assertThat(catalogue.find(call)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET /users/a, READ",
        "PATCH /users/a, CHANGE",
        "POST /users/a/revokeSignInSessions, FINAL",
        "POST /users/a/sendMail, FINAL",
        "DELETE /users/a/messages/m, FINAL",
        "DELETE /users/a/authentication/phoneMethods/m, FINAL",
        "DELETE /users/a/mailFolders/inbox/messageRules/r, CHANGE"
    })
    void theEffectFollowsFromTheMethodUnlessTheCatalogueSaysMore(String call, Effect effect) {
        assertThat(facts(call).effectWith(List.of())).isEqualTo(effect);
    }

    /** The calls of domain.md D.2: method and path, effect, what reads it, what undoes it, the least permission of an application. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "GET /users/a|READ|-|-|User.Read.All",
                "PATCH /users/a|CHANGE|GET /users/{user}|restore|User.ReadWrite.All",
                "POST /users/a/revokeSignInSessions|FINAL|-|-|User.RevokeSessions.All",
                "POST /users/a/authentication/methods/m/resetPassword|FINAL|-|-|UserAuthenticationMethod.ReadWrite.All",
                "GET /users/a/authentication/operations/o|READ|-|-|UserAuthenticationMethod.ReadWrite.All",
                "GET /users/a/authentication/methods|READ|-|-|UserAuthenticationMethod.Read.All",
                "DELETE /users/a/authentication/phoneMethods/m|FINAL|-|-|UserAuthenticationMethod.ReadWrite.All",
                "DELETE /users/a/authentication/microsoftAuthenticatorMethods/m|FINAL|-|-|UserAuthenticationMethod.ReadWrite.All",
                "DELETE /users/a/authentication/softwareOathMethods/m|FINAL|-|-|UserAuthenticationMethod.ReadWrite.All",
                "DELETE /users/a/authentication/fido2Methods/m|FINAL|-|-|UserAuthenticationMethod.ReadWrite.All",
                "DELETE /users/a/authentication/emailMethods/m|FINAL|-|-|UserAuthenticationMethod.ReadWrite.All",
                "GET /users/a/mailFolders/inbox/messageRules|READ|-|-|MailboxSettings.Read",
                "POST /users/a/mailFolders/inbox/messageRules|CHANGE|GET /users/{user}/mailFolders/inbox/messageRules|DELETE /users/{user}/mailFolders/inbox/messageRules/{rule}|MailboxSettings.ReadWrite",
                "PATCH /users/a/mailFolders/inbox/messageRules/r|CHANGE|GET /users/{user}/mailFolders/inbox/messageRules/{rule}|restore|MailboxSettings.ReadWrite",
                "DELETE /users/a/mailFolders/inbox/messageRules/r|CHANGE|GET /users/{user}/mailFolders/inbox/messageRules/{rule}|POST /users/{user}/mailFolders/inbox/messageRules|MailboxSettings.ReadWrite",
                "GET /users/a/mailboxSettings|READ|-|-|MailboxSettings.Read",
                "PATCH /users/a/mailboxSettings|CHANGE|GET /users/{user}/mailboxSettings|restore|MailboxSettings.ReadWrite",
                "GET /users/a/messages|READ|-|-|Mail.Read",
                "POST /users/a/messages/m/move|CHANGE|-|-|Mail.ReadWrite",
                "DELETE /users/a/messages/m|FINAL|-|-|Mail.ReadWrite",
                "POST /users/a/messages/m/permanentDelete|FINAL|-|-|Mail.ReadWrite",
                "POST /users/a/sendMail|FINAL|-|-|Mail.Send",
                "GET /identityProtection/riskyUsers|READ|-|-|IdentityRiskyUser.Read.All",
                "GET /identityProtection/riskyUsers/u|READ|-|-|IdentityRiskyUser.Read.All",
                "POST /identityProtection/riskyUsers/confirmCompromised|CHANGE|GET /identityProtection/riskyUsers/{riskyUser}|-|IdentityRiskyUser.ReadWrite.All",
                "POST /identityProtection/riskyUsers/dismiss|CHANGE|GET /identityProtection/riskyUsers/{riskyUser}|-|IdentityRiskyUser.ReadWrite.All",
                "POST /identityProtection/riskyUsers/confirmSafe|CHANGE|GET /identityProtection/riskyUsers/{riskyUser}|-|IdentityRiskyUser.ReadWrite.All",
                "GET /security/alerts_v2|READ|-|-|SecurityAlert.Read.All",
                "PATCH /security/alerts_v2/1|CHANGE|GET /security/alerts_v2/{alert}|restore|SecurityAlert.ReadWrite.All",
                "POST /security/identities/identityAccounts/a/invokeAction|CHANGE|-|-|SecurityIdentitiesActions.ReadWrite.All",
                "POST /security/cases/ediscoveryCases/c/searches/s/purgeData|FINAL|-|-|eDiscovery.ReadWrite.All",
                "GET /auditLogs/signIns|READ|-|-|AuditLog.Read.All",
                "GET /users/a/oauth2PermissionGrants|READ|-|-|Directory.Read.All",
                "DELETE /oauth2PermissionGrants/g|CHANGE|GET /oauth2PermissionGrants/{grant}|POST /oauth2PermissionGrants|DelegatedPermissionGrant.ReadWrite.All",
                "GET /users/a/appRoleAssignments|READ|-|-|Directory.Read.All",
                "GET /directoryObjects/o|READ|-|-|Directory.Read.All",
                "GET /users/a/memberOf/microsoft.graph.directoryRole|READ|-|-|Directory.Read.All",
                "DELETE /directoryRoles/r/members/u/$ref|CHANGE|-|-|RoleManagement.ReadWrite.Directory",
                "POST /directoryRoles/r/members/$ref|CHANGE|-|-|RoleManagement.ReadWrite.Directory",
                "POST /$batch|CHANGE|-|-|-"
            })
    void aCallHasItsEffectReadingWayBackAndPermission(
            String call, Effect effect, String reading, String inverse, String permission) {
        CmdletFacts facts = facts(call);
        ReadingFacts known = facts.reading();
        assertThat(facts.effectWith(List.of())).isEqualTo(effect);
        assertThat(known == null ? null : known.cmdlet()).isEqualTo(reading);
        assertThat(known == null ? null : known.inverse()).isEqualTo(inverse);
        assertThat(facts.permission()).isEqualTo(permission);
    }

    @Test
    void aPasswordCannotBeTakenBack() {
        assertThat(facts("PATCH /users/a").effectWith(List.of("passwordProfile/password")))
                .isEqualTo(Effect.FINAL);
    }

    @Test
    void aRuleThatIsMadeIsRemovedByItsId() {
        ReadingFacts reading = facts("POST " + RULES).reading();
        assertThat(reading.wants()).isEqualTo(Wants.PRESENT);
        GraphCommand sent = GraphCommand.of("POST " + RULES).orElseThrow();
        GraphCommand pattern = GraphCommand.of(facts("POST " + RULES).name()).orElseThrow();
        assertThat(sent.filled(pattern, GraphCommand.of(reading.inverse()).orElseThrow(), "r1"))
                .isEqualTo("DELETE " + RULES + "/r1");
    }

    @Test
    void callsThatOnlyAPersonMayMakeSaySo() {
        assertThat(facts("POST /users/a/authentication/methods/m/resetPassword").delegated())
                .isTrue();
        assertThat(facts("POST /users/a/sendMail").delegated()).isFalse();
        assertThat(facts("POST /users/a/sendMail").permission()).isEqualTo("Mail.Send");
    }

    @Test
    void aSnapshotHasTheSameFactsWithReadingsAndInverses() {
        List<String> calls =
                List.of("PATCH /users/{}", "POST /users/{}/mailFolders/inbox/messageRules", "Set-CASMailbox");
        String text = catalogue.snapshot(calls);
        Catalogue again = CatalogueFiles.ofSnapshot(text);
        for (String call :
                List.of("PATCH /users/a", "GET /users/b", "POST " + RULES, "GET " + RULES, "DELETE " + RULES + "/r")) {
            assertThat(again.find(call))
                    .as(call)
                    .isEqualTo(catalogue.find(call))
                    .isPresent();
        }
        assertThat(again.find("GET /security/alerts_v2")).isEmpty();
        assertThat(again.snapshot(calls)).isEqualTo(text);
    }
}
