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
