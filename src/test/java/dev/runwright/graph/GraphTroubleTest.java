package dev.runwright.graph;

import static dev.runwright.graph.GraphServer.error;
import static dev.runwright.graph.GraphServer.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.ErrorClasses;
import dev.runwright.engine.Outcome;
import dev.runwright.value.Data;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Throttling, refusals and broken connections as they were recorded: what is sent again, and what an outcome says. */
@NullUnmarked
class GraphTroubleTest {
    private static final String ANNA = "/users/anna%40contoso.com";
    private static final Map<String, Object> OFF = Map.of("accountEnabled", false);

    @ParameterizedTest
    @CsvSource({"throttled-seconds, 2128", "throttled-date, 7000"})
    void aThrottledReadingWaitsAsLongAsTheServiceAsks(String recording, long millis) {
        try (GraphServer graph = new GraphServer("token", recording)) {
            assertThat(graph.invoke("GET " + ANNA)).isInstanceOf(Outcome.Returned.class);
            assertThat(graph.waits).containsExactly(Duration.ofMillis(millis));
        }
    }

    @Test
    void withoutARetryAfterTheWaitsDouble() {
        try (GraphServer graph = new GraphServer("token", "throttled-silently")) {
            assertThat(graph.invoke("GET " + ANNA)).isInstanceOf(Outcome.Returned.class);
            assertThat(graph.waits)
                    .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
        }
    }

    @Test
    void aWaitBeyondTheBudgetIsLeftToTheStep() {
        try (GraphServer graph = new GraphServer("token", "throttled-long")) {
            Outcome change = graph.invoke("PATCH " + ANNA, OFF);
            assertThat(change).isInstanceOf(Outcome.NotSent.class);
            assertThat(graph.invoke("GET " + ANNA)).isInstanceOf(Outcome.Failed.class);
            assertThat(error(change).kind()).isEqualTo(ErrorClass.THROTTLED);
            assertThat(ErrorClasses.retryAfter(error(change).message())).contains(3600.0);
            assertThat(graph.waits).isEmpty();
        }
    }

    @Test
    void aThrottledMailWasNotSentAndIsSentAgain() {
        try (GraphServer graph = new GraphServer("token", "throttled-mail")) {
            assertThat(graph.invoke("POST " + ANNA + "/sendMail", Map.of("message/subject", "x")))
                    .isInstanceOf(Outcome.Returned.class);
            assertThat(graph.requests()).hasSize(2);
        }
    }

    @Test
    void anUnavailableServiceIsAskedAgainForAPatchAndNeverForAMail() {
        try (GraphServer graph = new GraphServer("token", "unavailable")) {
            assertThat(graph.invoke("PATCH " + ANNA, OFF)).isInstanceOf(Outcome.Returned.class);
            assertThat(graph.invoke("POST " + ANNA + "/sendMail", Map.of("message/subject", "x")))
                    .isInstanceOf(Outcome.Failed.class);
            assertThat(graph.invoke("POST " + ANNA + "/revokeSignInSessions")).isInstanceOf(Outcome.Unknown.class);
            assertThat(graph.requests()).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset", "empty", "garbage"})
    void aReadingWhoseConnectionBreaksIsMadeAgainAndThenFails(String user) {
        try (GraphServer graph = new GraphServer("token", "faults")) {
            Outcome outcome = graph.invoke("GET /users/" + user);
            assertThat(outcome).isInstanceOf(Outcome.Failed.class);
            assertThat(error(outcome).kind()).isEqualTo(ErrorClass.UNREACHABLE);
            assertThat(graph.waits).hasSize(3);
        }
    }

    @Test
    void aReadingThatComesThroughTheSecondTimeIsGood() {
        try (GraphServer graph = new GraphServer("token", "faults")) {
            assertThat(graph.invoke("GET /users/flaky")).isInstanceOf(Outcome.Returned.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"PATCH /users/reset", "POST /users/empty/sendMail"})
    void aChangeWhoseConnectionBreaksIsUnknownAndNotSentAgain(String call) {
        try (GraphServer graph = new GraphServer("token", "faults")) {
            Outcome outcome = graph.invoke(call, OFF);
            assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
            assertThat(error(outcome).details()).containsKey("client-request-id");
            assertThat(graph.requests()).hasSize(1);
        }
    }

    @Test
    void aBodyThatDribblesInTimeIsReadWhole() {
        try (GraphServer graph = new GraphServer("token", "faults")) {
            assertThat(Data.map(reply(graph.invoke("GET /users/dribble")).output()))
                    .containsEntry("id", "a1");
        }
    }

    @Test
    void aBodyThatDribblesTooLongIsATimeout() {
        try (GraphServer graph = new GraphServer("token", "faults")) {
            graph.timeout = Duration.ofMillis(400);
            Outcome reading = graph.invoke("GET /users/slow");
            Outcome change = graph.invoke("PATCH /users/slow", OFF);
            assertThat(reading).isInstanceOf(Outcome.Failed.class);
            assertThat(error(reading).kind()).isEqualTo(ErrorClass.TIMEOUT);
            assertThat(change).isInstanceOf(Outcome.Unknown.class);
        }
    }

    @Test
    void aSecondWishToStopEndsARequestUnderWay() {
        try (GraphServer graph = new GraphServer("token", "faults")) {
            GraphCmdlets signedIn = graph.client(GraphServer.SECRET);
            signedIn.invoke(GraphServer.call("GET /users/dribble", Map.of()), graph.attempt());
            graph.cancellation.request();
            graph.cancellation.request();
            assertThat(signedIn.invoke(GraphServer.call("PATCH /users/slow", OFF), graph.attempt()))
                    .isInstanceOf(Outcome.Unknown.class);
        }
    }

    @Test
    void anAnswerThatIsNoJsonFailsAReadingAndIsAWarningOfAChange() {
        try (GraphServer graph = new GraphServer("token", "faults")) {
            assertThat(error(graph.invoke("GET /users/html")).kind()).isEqualTo(ErrorClass.INVALID);
            assertThat(reply(graph.invoke("PATCH /users/html", OFF)).warnings())
                    .singleElement()
                    .asString()
                    .startsWith("The change is made.");
        }
    }

    @Test
    void aBodyBeyondTheLimitIsNotRead() {
        try (GraphServer graph = new GraphServer("token", "faults")) {
            Outcome outcome = graph.invoke("GET /users/huge");
            assertThat(outcome).isInstanceOf(Outcome.Failed.class);
            assertThat(error(outcome).message()).contains("longer than");
        }
    }

    @Test
    void aRedirectIsNotFollowed() {
        try (GraphServer graph = new GraphServer("token", "faults")) {
            assertThat(graph.invoke("GET /users/moved")).isInstanceOf(Outcome.Failed.class);
            assertThat(graph.requests()).containsExactly("GET /v1.0/users/moved");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET /identityProtection/riskyUsers, DENIED, Failed, 403 Forbidden: Your tenant is not licensed for this feature.",
        "PATCH /users/anna%40contoso.com, DENIED, NotSent, 403 Authorization_RequestDenied",
        "GET /users/nobody, NOT_FOUND, Failed, 404 Request_ResourceNotFound",
        "PATCH /users/nobody, NOT_FOUND, NotSent, 404",
        "DELETE /users/anna%40contoso.com/mailFolders/inbox/messageRules/r, NOT_FOUND, Failed, 404 ErrorItemNotFound",
        "GET /users/anna%40contoso.com/mailboxSettings, INVALID, Failed, MailboxNotEnabledForRESTAPI",
        "GET /gateway, UNREACHABLE, Failed, 502."
    })
    void aRefusalHasItsClassAndSaysWhatTheServiceSaid(String call, ErrorClass kind, String outcome, String said) {
        try (GraphServer graph = new GraphServer("token", "refusals")) {
            Outcome refused = graph.invoke(call, call.startsWith("PATCH") ? OFF : Map.of());
            assertThat(refused.getClass().getSimpleName()).isEqualTo(outcome);
            assertThat(error(refused).kind()).isEqualTo(kind);
            assertThat(error(refused).message()).contains(said, call);
            assertThat(error(refused).details()).containsKeys("status", "client-request-id", "request-id");
            assertThat(graph.requests()).hasSize(1);
        }
    }

    @Test
    void anotherVersionOfTheObjectIsAConflictAndNothingWasDone() {
        try (GraphServer graph = new GraphServer("token", "refusals")) {
            Outcome outcome = graph.invoke(
                    "PATCH " + ANNA + "/messages/m", Map.of("isRead", true, "@headers", Map.of("If-Match", "W/\"1\"")));
            assertThat(outcome).isInstanceOf(Outcome.NotSent.class);
            assertThat(error(outcome).kind()).isEqualTo(ErrorClass.CONFLICT);
        }
    }
}
