package dev.runwright.graph;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cancellation;
import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.Events;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.Reply;
import dev.runwright.engine.RunClock;
import dev.runwright.engine.StepError;
import dev.runwright.value.Data;
import dev.runwright.value.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** The recorded service of {@code src/test/resources/graph} and a client of it whose waits take no time. */
@NullUnmarked
final class GraphServer implements AutoCloseable {
    static final Path RECORDED = Path.of("src/test/resources/graph");
    static final GraphSettings.Credential SECRET = new GraphSettings.Credential.ClientSecret("open sesame");

    final WireMockServer server = new WireMockServer(options().dynamicPort().globalTemplating(true));
    final List<Duration> waits = new ArrayList<>();
    final Cancellation cancellation = new Cancellation();
    Duration timeout = Duration.ofMinutes(15);
    private Instant now = Instant.parse("2026-11-24T10:00:00Z");

    GraphServer(String... recordings) {
        server.start();
        for (String recording : recordings) {
            load(recording);
        }
    }

    private void load(String recording) {
        try {
            String text = Files.readString(RECORDED.resolve(recording + ".json"));
            for (Object mapping : Data.list(Json.readObject(text).get("mappings"))) {
                server.addStubMapping(StubMapping.buildFrom(Json.write(mapping)));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Clock implements RunClock {
        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void pass(Duration duration, Cancellation cancellation) {
            waits.add(duration);
            now = now.plus(duration);
        }
    }

    GraphCmdlets client(GraphSettings.Credential credential) {
        return client(credential, server.baseUrl(), 4_000);
    }

    GraphCmdlets client(GraphSettings.Credential credential, String service, int longest) {
        return client(credential, service, server.baseUrl(), longest);
    }

    /** A client that signs in somewhere else. */
    GraphCmdlets client(GraphSettings.Credential credential, String service, String authority, int longest) {
        GraphSettings settings = new GraphSettings(
                URI.create(service + "/v1.0"),
                URI.create(authority + "/contoso.com"),
                "3c9f7d1a-0b52-4a57-8b44-6e2f8a1c0d93",
                credential,
                null);
        return new GraphCmdlets(settings, new Clock(), new Wire(null, longest), new Backoff(() -> 0.5));
    }

    Attempt attempt() {
        return new Attempt(timeout, cancellation, Events.NONE);
    }

    static Cmdlets.Call call(String command, Map<String, Object> parameters) {
        return new Cmdlets.Call("graph", command, parameters, List.of());
    }

    Outcome invoke(String command, Map<String, Object> parameters) {
        return client(SECRET).invoke(call(command, parameters), attempt());
    }

    Outcome invoke(String command) {
        return invoke(command, Map.of());
    }

    static Reply reply(Outcome outcome) {
        if (outcome instanceof Outcome.Returned returned) {
            return returned.reply();
        }
        throw new AssertionError("no reply but " + outcome);
    }

    static StepError error(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed
                ? failed.error()
                : outcome instanceof Outcome.NotSent notSent ? notSent.error() : ((Outcome.Unknown) outcome).error();
    }

    /** The requests to the service itself, oldest first, as method and path. */
    List<String> requests() {
        List<String> requests = new ArrayList<>();
        server.getAllServeEvents()
                .forEach(event -> requests.add(
                        0,
                        event.getRequest().getMethod() + " "
                                + event.getRequest().getUrl()));
        requests.removeIf(request -> request.endsWith("/token"));
        return requests;
    }

    /** A header of each request to the service, oldest first. */
    List<String> headers(String name) {
        List<String> values = new ArrayList<>();
        server.getAllServeEvents().stream()
                .filter(event -> !event.getRequest().getUrl().endsWith("/token"))
                .forEach(event -> values.add(0, event.getRequest().getHeader(name)));
        return values;
    }

    /** The bodies of the requests to a path, oldest first. */
    List<String> bodies(String end) {
        List<String> bodies = new ArrayList<>();
        server.getAllServeEvents().stream()
                .filter(event -> event.getRequest().getUrl().endsWith(end))
                .forEach(event -> bodies.add(0, event.getRequest().getBodyAsString()));
        return bodies;
    }

    @Override
    public void close() {
        server.stop();
    }
}
