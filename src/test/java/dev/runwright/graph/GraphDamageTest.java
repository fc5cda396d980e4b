package dev.runwright.graph;

import static dev.runwright.graph.GraphServer.error;
import static dev.runwright.graph.GraphServer.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Outcome;
import dev.runwright.value.Data;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that are not whole: batches with parts missing or unavailable, pages that lead nowhere, tokens that are none. */
@NullUnmarked
class GraphDamageTest {
    private static final String ANNA = "/users/anna%40contoso.com";

    private static Map<String, Object> part(String id, String method) {
        Map<String, Object> part = Map.of("id", id, "method", method, "url", "/users/" + id);
        return part;
    }

    private static Map<String, Object> requests(Object... parts) {
        return Map.of("requests", List.of(parts));
    }

    private static List<String> statuses(Object output) {
        return Data.list(output).stream()
                .map(answer ->
                        Data.map(answer).get("id") + " " + Data.map(answer).get("status"))
                .toList();
    }

    @Test
    void aPartThatTheServiceCouldNotTakeIsSentAgainUnlessThatCouldDoItTwice() {
        try (GraphServer graph = new GraphServer("token", "batch-unavailable")) {
            var reply = reply(graph.invoke(
                    "POST /$batch",
                    requests(part("a", "GET"), part("b", "PATCH"), part("c", "POST"), part("d", "POST"))));
            assertThat(statuses(reply.output())).containsExactly("a 200", "b 204", "c 503", "d 504");
            assertThat(graph.waits).containsExactly(Duration.ofSeconds(2));
            assertThat(reply.errors()).hasSize(2);
        }
    }

    @Test
    void aPartOfABatchWithoutAnAnswerMayHaveBeenDone() {
        try (GraphServer graph = new GraphServer("token", "batch-incomplete")) {
            Outcome change = graph.invoke("POST /$batch", requests(part("a", "GET"), part("b", "PATCH")));
            Outcome reading = graph.invoke("POST /$batch", requests(part("a", "GET"), part("b", "GET")));
            assertThat(change).isInstanceOf(Outcome.Unknown.class);
            assertThat(error(change).message()).contains("no answer", "PATCH /users/b");
            assertThat(reading).isInstanceOf(Outcome.Failed.class);
            assertThat(error(reading).kind()).isEqualTo(ErrorClass.INVALID);
        }
    }

    @Test
    void aBatchThatIsBrokenOffSaysWhatWasDoneBefore() {
        try (GraphServer graph = new GraphServer("token", "batch-broken-off")) {
            List<Object> parts = new ArrayList<>();
            for (int i = 1; i <= 25; i++) {
                parts.add(Map.of("id", String.valueOf(i), "method", "PATCH", "url", "/users/" + i));
            }
            Outcome outcome = graph.invoke("POST /$batch", Map.of("requests", parts));
            assertThat(error(outcome).message()).contains("400 BadRequest");
            assertThat(statuses(((Outcome.Failed) outcome).reply().output()))
                    .hasSize(25)
                    .contains("1 204", "20 204", "null null");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "circle, leads back to itself",
        "damaged, is no address",
        "relative, not Microsoft Graph",
        "short, no page"
    })
    void aReadingWhosePagesLeadNowhereFails(String user, String expected) {
        try (GraphServer graph = new GraphServer("token", "paging-damaged")) {
            Outcome outcome = graph.invoke("GET /users/" + user + "/messages");
            assertThat(outcome).isInstanceOf(Outcome.Failed.class);
            assertThat(error(outcome).kind()).isEqualTo(ErrorClass.INVALID);
            assertThat(error(outcome).message()).contains(expected);
            assertThat(graph.requests()).hasSizeLessThan(4);
        }
    }

    @Test
    void aTokenThatExpiresBetweenPagesIsReplaced() {
        try (GraphServer graph = new GraphServer("token-expires-between-pages")) {
            assertThat(reply(graph.invoke("GET " + ANNA + "/messages")).output())
                    .isEqualTo(List.of(Map.of("id", "1"), Map.of("id", "2")));
            assertThat(graph.headers("Authorization")).containsExactly("Bearer one", "Bearer one", "Bearer two");
        }
    }

    @ParameterizedTest
    @CsvSource({"token-page, UNREACHABLE", "token-empty, INVALID", "token-throttled, THROTTLED"})
    void aTokenEndpointThatGivesNoTokenHasAClassOfItsOwn(String recording, ErrorClass kind) {
        try (GraphServer graph = new GraphServer(recording, "user")) {
            Outcome outcome = graph.invoke("PATCH " + ANNA, Map.of("accountEnabled", false));
            assertThat(outcome).isInstanceOf(Outcome.NotSent.class);
            assertThat(error(outcome).kind()).as(error(outcome).message()).isEqualTo(kind);
            assertThat(graph.requests()).isEmpty();
        }
    }

    @Test
    void aRetryAfterThatSaysNothingUsableIsNoneAndAPastOneIsNow() {
        try (GraphServer graph = new GraphServer("token", "throttled-strangely")) {
            assertThat(graph.invoke("GET " + ANNA)).isInstanceOf(Outcome.Returned.class);
            assertThat(graph.waits)
                    .containsExactly(
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(2),
                            Duration.ofSeconds(4),
                            Duration.ZERO,
                            Duration.ZERO);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "global, https://graph.microsoft.com/v1.0, https://login.microsoftonline.com/t",
        "usgov, https://graph.microsoft.us/v1.0, https://login.microsoftonline.us/t",
        "usgovdod, https://dod-graph.microsoft.us/v1.0, https://login.microsoftonline.us/t",
        "china, https://microsoftgraph.chinacloudapi.cn/v1.0, https://login.chinacloudapi.cn/t"
    })
    void eachCloudHasItsOwnServiceAndSignIn(String word, URI base, URI authority) {
        Cloud cloud = Cloud.of(word).orElseThrow();
        assertThat(cloud.base()).isEqualTo(base);
        assertThat(cloud.authority("t")).isEqualTo(authority);
    }
}
