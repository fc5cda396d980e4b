package dev.runwright.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cancellation;
import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Events;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.Reply;
import dev.runwright.value.Data;
import dev.runwright.value.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class ChannelsTest {
    private final List<String> bodies = new ArrayList<>();
    private final List<Cmdlets.Call> calls = new ArrayList<>();
    private HttpServer server;
    private int status = 200;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.getResponseHeaders().set("Retry-After", "1.5");
                exchange.sendResponseHeaders(status, -1);
            }
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private Outcome send(String way, Map<String, Object> content) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/key-in-the-path");
        Map<String, Channel> known = Map.of(
                "teams", new Channel.Webhook(address),
                "slack", new Channel.Webhook(address),
                "webhook", new Channel.Webhook(address),
                "mail", new Channel.GraphMail("ops@contoso.com"),
                "locked", new Channel.Unusable("The secret 'x' is not there"));
        return new Channels(known::get, new Recorder(calls), Clock.systemUTC())
                .send(
                        new Message(way, way, content),
                        new Attempt(Duration.ofSeconds(20), new Cancellation(), Events.NONE));
    }

    private record Recorder(List<Call> calls) implements Cmdlets {
        @Override
        public Outcome invoke(Call call, Attempt attempt) {
            calls.add(call);
            return new Outcome.Returned(Reply.of(List.of()));
        }

        @Override
        public Map<String, Map<String, Object>> shells() {
            return Map.of();
        }
    }

    @Test
    void slackGetsTextAndTeamsACard() {
        send("slack", Map.of("text", "A \"quoted\"\nline"));
        send("teams", Map.of("subject", "Done", "text", "All is well."));
        assertThat(Json.readObject(bodies.get(0))).isEqualTo(Map.of("text", "A \"quoted\"\nline"));
        Map<String, Object> attachment = Data.map(
                Data.list(Json.readObject(bodies.get(1)).get("attachments")).get(0));
        assertThat(attachment).containsEntry("contentType", "application/vnd.microsoft.card.adaptive");
        assertThat(Data.list(Data.map(attachment.get("content")).get("body"))).hasSize(2);
    }

    @Test
    void aWebhookGetsTheDataAsItIs() {
        assertThat(send("webhook", Map.of("run", 5L))).isInstanceOf(Outcome.Returned.class);
        assertThat(bodies).containsExactly("{\"run\":5}");
    }

    @ParameterizedTest
    @CsvSource({"429, THROTTLED", "403, DENIED", "404, NOT_FOUND"})
    void aRefusalSaysThatNothingWasSentAndShowsNoKey(int answered, ErrorClass kind) {
        status = answered;
        Outcome.NotSent refused = (Outcome.NotSent) send("slack", Map.of("text", "x"));
        assertThat(refused.error().kind()).isEqualTo(kind);
        assertThat(refused.error().message()).doesNotContain("key-in-the-path");
        assertThat(refused.error().details()).containsEntry("retry_after", 1.5);
    }

    @Test
    void aServerThatBreaksLeavesItUnknownWhetherTheMessageCame() {
        status = 500;
        assertThat(send("slack", Map.of("text", "x"))).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void aServerThatIsNotThereGotNothing() {
        server.stop(0);
        assertThat(send("slack", Map.of("text", "x"))).isInstanceOf(Outcome.NotSent.class);
    }

    @Test
    void aMailIsACallOfGraphInTheNameOfTheChannel() {
        send("mail", Map.of("to", List.of("anna@contoso.com"), "subject", "Done", "text", "All is well."));
        assertThat(calls.get(0).connection()).isEqualTo("graph");
        assertThat(calls.get(0).cmdlet()).isEqualTo("POST /users/ops%40contoso.com/sendMail");
        assertThat(Json.write(calls.get(0).parameters()))
                .contains("anna@contoso.com")
                .contains("All is well.");
    }

    @Test
    void aChannelThatIsNotThereOrCannotDoItIsRefused() {
        assertThat(send("pager", Map.of())).isInstanceOf(Outcome.NotSent.class);
        Outcome.NotSent locked = (Outcome.NotSent) send("locked", Map.of());
        assertThat(locked.error().message()).isEqualTo("The secret 'x' is not there; nothing was sent.");
    }

    @Test
    void noCommandOfSlackComesFromData() {
        send("slack", Map.of("text", "<!channel> & all"));
        assertThat(Json.readObject(bodies.get(0))).isEqualTo(Map.of("text", "&lt;!channel&gt; &amp; all"));
    }

    @Test
    void aMailWithAFaultIsNeverSent() {
        assertThat(send("mail", Map.of("to", "a@b.com", "subject", "x\r\nBcc: c@d.com", "text", "t")))
                .isInstanceOf(Outcome.NotSent.class);
        assertThat(calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b.com\r\nBcc: c@d.com", "a@b.com, c@d.com", "Anna <a@b.com>", "a b@c.com", "nobody", ""})
    void anAddressThatIsMoreThanAnAddressIsRefused(String to) {
        assertThat(new Message("mail", "mail", Map.of("to", to, "subject", "s", "text", "t")).fault())
                .contains("'to'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Done\r\nBcc: c@d.com", "Done\nX: y", "Done\u0000", "Done\u0085X"})
    void aSubjectOfMoreThanOneLineIsRefused(String subject) {
        Message message = new Message("mail", "mail", Map.of("to", "a@b.com", "subject", subject, "text", "t"));
        assertThat(message.fault()).contains("'subject'");
    }
}
