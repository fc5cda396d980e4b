package dev.runwright.graph;

import static dev.runwright.graph.GraphServer.SECRET;
import static dev.runwright.graph.GraphServer.call;
import static dev.runwright.graph.GraphServer.error;
import static dev.runwright.graph.GraphServer.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Outcome;
import dev.runwright.value.Data;
import dev.runwright.value.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** The client against recorded answers of Microsoft Graph: readings, changes, pages, batches. */
@NullUnmarked
class GraphContractTest {
    private static final String ANNA = "/users/anna%40contoso.com";

    @Test
    void anObjectIsReadWithoutWhatODataSaysAboutIt() {
        try (GraphServer graph = new GraphServer("token", "user")) {
            assertThat(reply(graph.invoke("GET " + ANNA)).output())
                    .isEqualTo(Map.of("id", "a1", "userPrincipalName", "anna@contoso.com", "accountEnabled", true));
        }
    }

    @Test
    void aBodyIsPutTogetherAgainAndSecretsInItAreSent() {
        try (GraphServer graph = new GraphServer("token", "user")) {
            Map<String, Object> body =
                    Map.of("passwordProfile/password", new Secret("pw", "s3cret"), "accountEnabled", false);

            Outcome outcome = graph.invoke("PATCH " + ANNA, body);

            assertThat(graph.bodies(ANNA))
                    .singleElement()
                    .satisfies(text -> assertThat(dev.runwright.value.Json.readObject(text))
                            .isEqualTo(
                                    Map.of("passwordProfile", Map.of("password", "s3cret"), "accountEnabled", false)));
            assertThat(Data.map(reply(outcome).output()))
                    .containsEntry("@status", 204L)
                    .containsEntry("@request-id", "service-2")
                    .containsEntry(
                            "@client-request-id",
                            graph.headers("client-request-id").get(0));
        }
    }

    @Test
    void aBareValueOfAChangeIsKeptWithTheIdsOfItsRequest() {
        try (GraphServer graph = new GraphServer("token", "user")) {
            assertThat(Data.map(reply(graph.invoke("POST " + ANNA + "/revokeSignInSessions"))
                            .output()))
                    .containsEntry("value", true)
                    .containsKey("@client-request-id");
        }
    }

    @Test
    void everyRequestHasAnIdOfItsOwn() {
        try (GraphServer graph = new GraphServer("token", "throttled-silently")) {
            graph.invoke("GET " + ANNA);
            assertThat(graph.headers("client-request-id"))
                    .hasSize(4)
                    .doesNotHaveDuplicates()
                    .allMatch(id -> id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
        }
    }

    @Test
    void pagesAreFollowedToTheEndWithTheSameHeaders() {
        try (GraphServer graph = new GraphServer("token", "paging")) {
            Map<String, Object> query = Map.of("@query", Map.of("$count", "true", "$filter", "department ne 'R&D'"));
            assertThat(reply(graph.invoke("GET /users", query)).output())
                    .isEqualTo(List.of(Map.of("id", "1"), Map.of("id", "2"), Map.of("id", "3")));
            assertThat(graph.headers("ConsistencyLevel"))
                    .containsOnly("eventual")
                    .hasSize(3);
        }
    }

    @Test
    void aNextPageElsewhereIsNotFetched() {
        try (GraphServer graph = new GraphServer("token", "paging")) {
            Outcome outcome = graph.invoke("GET " + ANNA + "/mailFolders/inbox/messageRules");
            assertThat(error(outcome).kind()).isEqualTo(ErrorClass.INVALID);
            assertThat(error(outcome).message()).contains("elsewhere.example", "not fetched");
        }
    }

    @Test
    void aReadingOfWhichAPageFailsFails() {
        try (GraphServer graph = new GraphServer("token", "paging")) {
            Outcome outcome = graph.invoke("GET " + ANNA + "/messages");
            assertThat(outcome).isInstanceOf(Outcome.Failed.class);
            assertThat(error(outcome).kind()).isEqualTo(ErrorClass.UNREACHABLE);
        }
    }

    @Test
    void throttledPartsOfABatchAreSentAgainWithWhatDependsOnThem() {
        try (GraphServer graph = new GraphServer("token", "batch")) {
            List<Object> requests = List.of(
                    Map.of("id", "a", "method", "GET", "url", "/users/a"),
                    Map.of("id", "b", "method", "GET", "url", "/users/b"),
                    Map.of("id", "c", "method", "GET", "url", "/users/c", "dependsOn", List.of("b")),
                    Map.of("id", "d", "method", "GET", "url", "/users/d"));

            var reply = reply(graph.invoke("POST /$batch", Map.of("requests", requests)));

            assertThat(graph.waits).containsExactly(Duration.ofMillis(4500));
            assertThat(Data.list(reply.output()))
                    .extracting(answer ->
                            Data.map(answer).get("id") + " " + Data.map(answer).get("status"))
                    .containsExactly("a 200", "b 200", "c 204", "d 404");
            assertThat(reply.errors()).singleElement().satisfies(error -> {
                assertThat(error.kind()).isEqualTo(ErrorClass.NOT_FOUND);
                assertThat(error.message()).contains("GET /users/d (part 'd' of a batch)", "There is no d.");
            });
        }
    }

    @Test
    void aBatchOfManyIsSentTwentyAtATime() {
        try (GraphServer graph = new GraphServer("token", "batch-of-many")) {
            List<Object> requests = new java.util.ArrayList<>();
            for (int i = 0; i < 45; i++) {
                requests.add(Map.of("method", "GET", "url", "/users/" + i));
            }
            assertThat(Data.list(reply(graph.invoke("POST /$batch", Map.of("requests", requests)))
                            .output()))
                    .hasSize(45)
                    .element(44)
                    .satisfies(last ->
                            assertThat(Data.map(Data.map(last).get("body"))).containsEntry("is", "/users/44"));
            assertThat(graph.requests()).hasSize(3);
        }
    }

    @Test
    void whatCannotBeSentSaysWhyAndIsNotSent() {
        try (GraphServer graph = new GraphServer("token")) {
            Map<String, Object> header = Map.of("@headers", Map.of("Host", "elsewhere"));
            assertThat(graph.invoke("PATCH " + ANNA, header)).isInstanceOf(Outcome.NotSent.class);
            assertThat(graph.invoke("POST /$batch", Map.of("requests", List.of())))
                    .isInstanceOf(Outcome.NotSent.class);
            assertThat(graph.requests()).isEmpty();
        }
    }

    @Test
    void aServiceThatIsNotThereWasSurelyNotReached() {
        try (GraphServer graph = new GraphServer("token")) {
            Outcome outcome = graph.client(SECRET, "http://127.0.0.1:1", 100)
                    .invoke(call("PATCH " + ANNA, Map.of("accountEnabled", false)), graph.attempt());
            assertThat(outcome).isInstanceOf(Outcome.NotSent.class);
            assertThat(error(outcome).kind()).isEqualTo(ErrorClass.UNREACHABLE);
            assertThat(graph.waits).hasSize(3);
        }
    }
}
