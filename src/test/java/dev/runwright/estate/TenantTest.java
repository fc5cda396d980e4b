package dev.runwright.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runwright.estate.tenant.TenantServer;
import dev.runwright.value.Data;
import dev.runwright.value.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
final class TenantTest {
    private static final String RULES = "/users/anna@contoso.com/mailFolders/inbox/messageRules";

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private TestEstate contoso;
    private TenantServer tenant;
    private String token;

    @BeforeEach
    void open() throws Exception {
        start(TestEstate.in(folder));
    }

    private void start(TestEstate estate) throws Exception {
        contoso = estate;
        tenant = new TenantServer(contoso.estate);
        token = newToken();
    }

    private void restart(String from, String to) throws Exception {
        close();
        start(TestEstate.of(folder, TestEstate.text().replace(from, to)));
    }

    @AfterEach
    void close() {
        tenant.close();
        contoso.close();
    }

    private String newToken() throws Exception {
        String form = "grant_type=client_credentials&client_id=" + tenant.clientId() + "&client_secret="
                + tenant.clientSecret() + "&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default";
        HttpRequest request = HttpRequest.newBuilder(URI.create(tenant.authority() + "/oauth2/v2.0/token"))
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return Data.text(
                body(http.send(request, HttpResponse.BodyHandlers.ofString())).get("access_token"));
    }

    private HttpResponse<String> send(String method, String path, Object body, String... headers) throws Exception {
        HttpRequest.BodyPublisher text = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(Json.write(body));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(tenant.base() + path))
                .method(method, text)
                .header("Authorization", "Bearer " + token)
                .header("client-request-id", "mine");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private Map<String, Object> get(String path) throws Exception {
        return body(send("GET", path, null));
    }

    private static Map<String, Object> body(HttpResponse<String> response) {
        return Json.readObject(response.body());
    }

    private static String code(HttpResponse<String> response) {
        return Data.text(Data.map(body(response).get("error")).get("code"));
    }

    @Test
    void anAccountThatIsSwitchedOffIsSwitchedOffInExchangeToo() throws Exception {
        HttpResponse<String> changed = send("PATCH", "/users/anna%40contoso.com", Map.of("accountEnabled", false));

        assertThat(changed.statusCode()).isEqualTo(204);
        assertThat(get("/users/anna@contoso.com?$select=accountEnabled,onPremisesSyncEnabled"))
                .containsEntry("accountEnabled", false)
                .containsEntry("onPremisesSyncEnabled", null);
        assertThat(contoso.one("Get-Mailbox", "Identity", "anna")).containsEntry("AccountDisabled", true);
    }

    @Test
    void aReadingWithoutSelectShowsOnlyTheUsualProperties() throws Exception {
        assertThat(get("/users/anna@contoso.com"))
                .containsEntry("userPrincipalName", "anna@contoso.com")
                .doesNotContainKey("accountEnabled");
    }

    @Test
    void aRevokedSessionIsNoLongerValidAndALaterOneIs() throws Exception {
        HttpResponse<String> answer = send("POST", "/users/anna@contoso.com/revokeSignInSessions", null);

        assertThat(body(answer)).containsEntry("value", true);
        assertThat(contoso.estate.show("tenant/sessions").values())
                .allSatisfy(sessions -> assertThat(Data.map(sessions).values())
                        .allSatisfy(session -> assertThat(Data.map(session)).containsEntry("valid", false)));
        assertThat(get("/users/anna@contoso.com?$select=signInSessionsValidFromDateTime"))
                .containsEntry("signInSessionsValidFromDateTime", "2026-11-02T08:00:00Z");
    }

    @Test
    void aRuleThatIsSwitchedOffHereLeavesOutlooksOwnRulesAlone() throws Exception {
        String rules = "/users/bob@contoso.com/mailFolders/inbox/messageRules";
        Map<String, Object> copies = Data.map(Data.list(get(rules).get("value")).get(0));

        HttpResponse<String> changed = send("PATCH", rules + "/" + copies.get("id"), Map.of("isEnabled", false));

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(contoso.all("Get-InboxRule", "Mailbox", "bob").get(0)).containsEntry("Enabled", false);
        assertThat(contoso.estate.show("exchange/outlook").values())
                .anySatisfy(outlook -> assertThat(Data.map(outlook)).containsEntry("ClientSideRules", 2L));
    }

    @Test
    void aRuleThatAClientMadeItsOwnWayIsReadOnly() throws Exception {
        String rules = "/users/bob@contoso.com/mailFolders/inbox/messageRules";
        Map<String, Object> odd = Data.map(Data.list(get(rules).get("value")).get(1));

        HttpResponse<String> refused = send("PATCH", rules + "/" + odd.get("id"), Map.of("isEnabled", false));

        assertThat(odd).containsEntry("isReadOnly", true);
        assertThat(refused.statusCode()).isEqualTo(403);
    }

    @Test
    void aRuleComesBackUnderANewId() throws Exception {
        Map<String, Object> rule = Data.map(Data.list(get(RULES).get("value")).get(0));
        send("DELETE", RULES + "/" + rule.get("id"), null);

        HttpResponse<String> made =
                send("POST", RULES, Map.of("displayName", rule.get("displayName"), "actions", rule.get("actions")));

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(body(made).get("id")).isNotEqualTo(rule.get("id"));
        assertThat(body(made).get("actions")).isEqualTo(rule.get("actions"));
    }

    @Test
    void automaticRepliesAreThoseOfExchange() throws Exception {
        send(
                "PATCH",
                "/users/anna@contoso.com/mailboxSettings",
                Map.of("automaticRepliesSetting", Map.of("status", "disabled")));

        assertThat(contoso.one("Get-MailboxAutoReplyConfiguration", "Identity", "anna"))
                .containsEntry("AutoReplyState", "Disabled")
                .hasEntrySatisfying(
                        "InternalMessage", text -> assertThat(text).asString().contains("Carla knows where I am."));
    }

    @Test
    void longListsComeInPagesWhoseLinksLeadToTheRest() throws Exception {
        Map<String, Object> first = get("/users?$top=5&$count=true&$select=id");
        String link = Data.text(first.get("@odata.nextLink"));
        Map<String, Object> second = get(link.substring(tenant.base().toString().length()));

        assertThat(Data.list(first.get("value"))).hasSize(5);
        assertThat(first).containsKey("@odata.count");
        assertThat(second).doesNotContainKey("@odata.count");
        assertThat(Data.list(second.get("value"))).doesNotContainAnyElementsOf(Data.list(first.get("value")));
    }

    @Test
    void aFilterThatIsNotUnderstoodIsAnErrorAndNotIgnored() throws Exception {
        assertThat(Data.list(
                        get("/security/alerts_v2?$filter=status%20eq%20'new'").get("value")))
                .hasSize(1);
        assertThat(send("GET", "/security/alerts_v2?$filter=status%20is%20new", null)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aPartOfABatchThatDependsOnAFailedOneIsNotTried() throws Exception {
        Map<String, Object> failing = Map.of("id", "1", "method", "GET", "url", "/users/nobody");
        Map<String, Object> dependent = Map.of(
                "id",
                "2",
                "dependsOn",
                List.of("1"),
                "method",
                "PATCH",
                "url",
                "/users/anna@contoso.com",
                "body",
                Map.of("accountEnabled", false));
        Map<String, Object> free = Map.of("id", "3", "method", "GET", "url", "/users/bob@contoso.com");

        Map<String, Object> answer =
                body(send("POST", "/$batch", Map.of("requests", List.of(failing, dependent, free))));

        assertThat(Data.list(answer.get("responses")))
                .extracting(part -> Data.map(part).get("status"))
                .containsExactly(404L, 424L, 200L);
        assertThat(contoso.one("Get-Mailbox", "Identity", "anna")).containsEntry("AccountDisabled", false);
    }

    @Test
    void aMessageThatWasTouchedSinceIsNotMoved() throws Exception {
        String messages = "/users/anna@contoso.com/messages";
        Map<String, Object> read = get(messages + "/AAMkA1");
        Map<String, Object> to = Map.of("destinationId", "deleteditems");

        HttpResponse<String> stale = send("POST", messages + "/AAMkA1/move", to, "If-Match", "W/\"0\"");
        HttpResponse<String> fresh =
                send("POST", messages + "/AAMkA1/move", to, "If-Match", Data.text(read.get("@odata.etag")));

        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(fresh.statusCode()).isEqualTo(201);
        assertThat(body(fresh).get("id")).isNotEqualTo("AAMkA1");
    }

    @Test
    void aTokenIsGoodForAnHourOfTheEstatesClock() throws Exception {
        contoso.estate.advance(Duration.ofHours(1));

        HttpResponse<String> expired = send("GET", "/users/anna@contoso.com", null);
        token = newToken();

        assertThat(expired.statusCode()).isEqualTo(401);
        assertThat(code(expired)).isEqualTo("InvalidAuthenticationToken");
        assertThat(send("GET", "/users/anna@contoso.com", null).statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsMissingIsSaid() throws Exception {
        assertThat(code(send("GET", "/users/nobody", null))).isEqualTo("Request_ResourceNotFound");
        assertThat(code(send("GET", "/usres/anna@contoso.com", null))).isEqualTo("BadRequest");
        assertThat(code(send("PATCH", "/users/anna@contoso.com", Map.of("acountEnabled", false))))
                .isEqualTo("Request_BadRequest");
        assertThat(code(send("GET", "/users/nobody/mailFolders/inbox/messageRules", null)))
                .isEqualTo("Request_ResourceNotFound");
        assertThat(code(send("PATCH", "/users/eve@contoso.com", Map.of("accountEnabled", false))))
                .isEqualTo("Request_BadRequest");
        assertThat(code(send("PATCH", "/users/breakglass@contoso.com", Map.of("accountEnabled", false))))
                .isEqualTo("Authorization_RequestDenied");
    }

    @Test
    void withoutTheLicenceRisksAreNotShown() throws Exception {
        restart("risk_licence: true", "risk_licence: false");
        assertThat(send("GET", "/identityProtection/riskyUsers", null).statusCode())
                .isEqualTo(403);
    }

    @Test
    void whatTheApplicationMayNotDoIsForbidden() throws Exception {
        restart("permissions: [\"*\"]", "permissions: [User.Read.All]");
        assertThat(send("GET", "/users/anna@contoso.com", null).statusCode()).isEqualTo(200);
        assertThat(code(send("POST", "/users/anna@contoso.com/revokeSignInSessions", null)))
                .isEqualTo("Authorization_RequestDenied");
    }

    @Test
    void aRiskIsConfirmedAndDismissed() throws Exception {
        String anna = Data.text(get("/users/anna@contoso.com").get("id"));
        send("POST", "/identityProtection/riskyUsers/confirmCompromised", Map.of("userIds", List.of(anna)));
        assertThat(get("/identityProtection/riskyUsers/" + anna)).containsEntry("riskState", "confirmedCompromised");

        send("POST", "/identityProtection/riskyUsers/dismiss", Map.of("userIds", List.of(anna)));
        assertThat(get("/identityProtection/riskyUsers/" + anna)).containsEntry("riskState", "dismissed");
    }

    @Test
    void faultsStrikeTheCallThatTheyName() throws Exception {
        contoso.estate.fault(Fault.parse("fail call 1 of PATCH /users before with throttled"));
        contoso.estate.fault(Fault.parse("fail call 1 of GET /identityProtection before with throttled"));
        Map<String, Object> off = Map.of("accountEnabled", false);

        HttpResponse<String> throttled = send("PATCH", "/users/anna@contoso.com", off);
        HttpResponse<String> nameless = send("GET", "/identityProtection/riskyUsers", null);

        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValue("Retry-After")).contains("2.128");
        assertThat(throttled.headers().firstValue("client-request-id")).contains("mine");
        assertThat(nameless.headers().firstValue("Retry-After")).isEmpty();
        assertThat(contoso.one("Get-Mailbox", "Identity", "anna")).containsEntry("AccountDisabled", false);
    }

    @Test
    void aConnectionThatBreaksAfterTheChangeLeavesTheChange() {
        contoso.estate.fault(Fault.parse("fail call 1 of PATCH /users after with die"));

        assertThatThrownBy(() -> send("PATCH", "/users/anna@contoso.com", Map.of("accountEnabled", false)))
                .isInstanceOf(IOException.class);
        assertThat(contoso.one("Get-Mailbox", "Identity", "anna")).containsEntry("AccountDisabled", true);
    }

    @Test
    void aSecretThatIsWrongGetsNoToken() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(tenant.authority() + "/oauth2/v2.0/token"))
                .POST(HttpRequest.BodyPublishers.ofString(
                        "grant_type=client_credentials&client_id=" + tenant.clientId() + "&client_secret=wrong"))
                .build();
        HttpResponse<String> refused = http.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(body(refused)).containsEntry("error", "invalid_client");
    }
}
