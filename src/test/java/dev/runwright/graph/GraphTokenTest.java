package dev.runwright.graph;

import static dev.runwright.graph.GraphServer.SECRET;
import static dev.runwright.graph.GraphServer.call;
import static dev.runwright.graph.GraphServer.error;
import static dev.runwright.graph.GraphServer.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Outcome;
import dev.runwright.graph.GraphSettings.Credential.Certificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sign-in of an application against recorded answers of the token endpoint. */
@NullUnmarked
class GraphTokenTest {
    private static final String ANNA = "/users/anna%40contoso.com";

    @Test
    void aTokenIsFetchedOnceByTheSecretAndSentWithEveryCall() {
        try (GraphServer graph = new GraphServer("token", "user")) {
            GraphCmdlets client = graph.client(SECRET);
            client.invoke(call("GET " + ANNA, Map.of()), graph.attempt());
            client.invoke(call("GET " + ANNA, Map.of()), graph.attempt());

            assertThat(graph.bodies("/token"))
                    .singleElement()
                    .asString()
                    .contains("client_secret=open", "grant_type=client_credentials", "graph.microsoft.com%2F.default");
            assertThat(graph.headers("Authorization")).containsExactly("Bearer one", "Bearer one");
        }
    }

    @ParameterizedTest
    @CsvSource({"application.pem, ''", "application.pfx, opensesame"})
    void aTokenIsFetchedByACertificate(String file, String password) throws IOException {
        String content = Files.readString(GraphServer.RECORDED.resolve(file), StandardCharsets.ISO_8859_1);
        try (GraphServer graph = new GraphServer("token", "user")) {
            Outcome outcome = graph.client(new Certificate(content, password))
                    .invoke(call("GET " + ANNA, Map.of()), graph.attempt());

            assertThat(reply(outcome).errors()).isEmpty();
            assertThat(graph.bodies("/token"))
                    .singleElement()
                    .asString()
                    .contains("client_assertion=", "jwt-bearer")
                    .doesNotContain("client_secret");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "application.pfx, wrong, no PFX file that this password opens",
        "token.json, '', no PFX file",
        "application.pem, BEGIN PRIVATE KEY, has no 'BEGIN PRIVATE KEY'"
    })
    void aCertificateThatCannotBeUsedSaysWhatToDo(String file, String other, String expected) throws IOException {
        String content = Files.readString(GraphServer.RECORDED.resolve(file), StandardCharsets.ISO_8859_1);
        if (other.startsWith("BEGIN")) {
            content = content.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
        }
        try (GraphServer graph = new GraphServer("token", "user")) {
            Outcome outcome = graph.client(new Certificate(content, other))
                    .invoke(call("PATCH " + ANNA, Map.of("accountEnabled", false)), graph.attempt());
            assertThat(outcome).isInstanceOf(Outcome.NotSent.class);
            assertThat(error(outcome).kind()).isEqualTo(ErrorClass.DENIED);
            assertThat(error(outcome).message()).contains(expected);
        }
    }

    @Test
    void aSignInThatGetsNoAnswerEndsAtOnceWhenItIsStopped() throws Exception {
        try (GraphServer graph = new GraphServer("user");
                ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            GraphCmdlets client =
                    graph.client(SECRET, graph.server.baseUrl(), "http://127.0.0.1:" + silent.getLocalPort(), 4_000);
            CompletableFuture<Outcome> asked = CompletableFuture.supplyAsync(
                    () -> client.invoke(call("PATCH " + ANNA, Map.of("accountEnabled", false)), graph.attempt()));
            try (Socket connection = silent.accept()) {
                assertThat(connection.getInputStream().read()).isNotNegative();
                graph.cancellation.request();
                graph.cancellation.request();

                Outcome outcome = asked.get(30, TimeUnit.SECONDS); // half of what it would wait
                assertThat(outcome).isInstanceOf(Outcome.NotSent.class);
                assertThat(error(outcome).message()).isEqualTo("The sign-in was stopped.");
            }
            assertThat(graph.requests()).isEmpty();
        }
    }

    @Test
    void aRefusedSignInIsDeniedAndNothingIsSent() {
        try (GraphServer graph = new GraphServer("token-refused", "user")) {
            Outcome outcome = graph.invoke("PATCH " + ANNA, Map.of("accountEnabled", false));
            assertThat(outcome).isInstanceOf(Outcome.NotSent.class);
            assertThat(error(outcome).kind()).isEqualTo(ErrorClass.DENIED);
            assertThat(error(outcome).message()).contains("AADSTS7000215").doesNotContain("open sesame");
            assertThat(graph.requests()).isEmpty();
        }
    }

    @Test
    void aSignInThatIsUnavailableMayBeTriedLater() {
        try (GraphServer graph = new GraphServer("token-unavailable")) {
            Outcome outcome = graph.invoke("PATCH " + ANNA, Map.of("accountEnabled", false));
            assertThat(outcome).isInstanceOf(Outcome.NotSent.class);
            assertThat(error(outcome).kind()).as(error(outcome).message()).isEqualTo(ErrorClass.THROTTLED);
        }
    }

    @Test
    void aTokenThatExpiresInTheMiddleIsReplacedOnceWithoutSendingTwice() {
        try (GraphServer graph = new GraphServer("token-expires")) {
            assertThat(graph.invoke("POST " + ANNA + "/revokeSignInSessions")).isInstanceOf(Outcome.Returned.class);
            assertThat(graph.headers("Authorization")).containsExactly("Bearer one", "Bearer two");
        }
    }

    @Test
    void aTokenThatIsRefusedTwiceIsDenied() {
        try (GraphServer graph = new GraphServer("token-expires")) {
            Outcome outcome = graph.invoke("GET /users/nobody");
            assertThat(error(outcome).kind()).isEqualTo(ErrorClass.DENIED);
            assertThat(graph.requests()).hasSize(2);
            assertThat(graph.waits).isEmpty();
        }
    }
}
