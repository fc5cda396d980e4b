package dev.runwright.estate.tenant;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.runwright.estate.Disturbance;
import dev.runwright.estate.Estate;
import dev.runwright.estate.Fault;
import dev.runwright.estate.tenant.TenantCalls.Incoming;
import dev.runwright.estate.tenant.TenantCalls.Outgoing;
import dev.runwright.value.Data;
import dev.runwright.value.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Microsoft Graph and its token endpoint as the sandbox company has them, on a port of this machine's loopback address. Thread-safe.
 */
public final class TenantServer implements AutoCloseable {
    /** Where the estate keeps what makes it a tenant; without it there is none. */
    public static final String FACTS = Security.FACTS;

    private static final String VERSION = "/v1.0";
    private static final int MOST = 4_000_000;

    private final Estate estate;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "estate-tenant");
        thread.setDaemon(true);
        return thread;
    });
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicLong requests = new AtomicLong();
    private final TenantCalls calls;

    /** Starts to serve an estate, which stays the caller's. */
    public TenantServer(Estate estate) {
        this.estate = estate;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        calls = new TenantCalls(estate, base().toString());
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** The service with its version, without a slash at the end. */
    public URI base() {
        return URI.create(address() + VERSION);
    }

    /** Where tokens are given, as Microsoft's cloud has it: host, then the tenant. */
    public URI authority() {
        return URI.create(address() + "/" + fact("TenantId"));
    }

    /** The tenant's id. */
    public String tenant() {
        return fact("TenantId");
    }

    /** The one application that the tenant knows. */
    public String clientId() {
        return fact("ClientId");
    }

    /** Its secret, which opens nothing but this estate. */
    public String clientSecret() {
        return fact("ClientSecret");
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String fact(String name) {
        return String.valueOf(Data.text(estate.show(Security.FACTS).get(name)));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readNBytes(MOST), StandardCharsets.UTF_8);
            String target = exchange.getRequestURI().toString();
            if (target.endsWith("/oauth2/v2.0/token")) {
                token(exchange, target, body);
            } else if (target.startsWith(VERSION + "/")) {
                graph(exchange, target.substring(VERSION.length()), body);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private void token(HttpExchange exchange, String target, String body) throws IOException {
        String tenant = target.substring(1, target.indexOf('/', 1));
        Estate.Requested<Answer> requested = estate.request(
                "POST /token",
                true,
                documents -> Tokens.grant(tenant, form(body), documents),
                answer -> "HTTP " + answer.status());
        Answer answer = requested.answer();
        Fault fault = requested.fault();
        if (fault == null && answer != null) {
            send(exchange, answer, Map.of(), false);
        } else if (fault != null && fault.disturbance().isEmpty()) {
            send(exchange, new Answer(503, Map.of(), Map.of("error", "temporarily_unavailable")), Map.of(), false);
        }
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return form;
    }

    private void graph(HttpExchange exchange, String target, String body) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        Incoming incoming = new Incoming(
                exchange.getRequestMethod(), target, headers, body, "estate-" + requests.incrementAndGet());
        Outgoing outgoing = calls.answer(incoming);
        Map<String, String> traces = new LinkedHashMap<>();
        traces.put("request-id", incoming.id());
        if (headers.containsKey("client-request-id")) {
            traces.put("client-request-id", headers.get("client-request-id"));
        }
        Fault fault = outgoing.fault();
        Disturbance disturbance = fault == null ? null : fault.disturbance().orElse(null);
        if (fault == null) {
            send(exchange, outgoing.answer(), traces, false);
        } else if (disturbance == Disturbance.HANG || disturbance == Disturbance.STUCK) {
            awaitEnd();
        } else if (disturbance == Disturbance.HALF) {
            send(exchange, outgoing.answer(), traces, true);
        } else if (disturbance != Disturbance.DIE) {
            send(exchange, calls.faulty(fault, incoming), traces, false);
        }
    }

    private static void send(HttpExchange exchange, Answer answer, Map<String, String> traces, boolean half)
            throws IOException {
        traces.forEach(exchange.getResponseHeaders()::set);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        @Nullable Map<String, @Nullable Object> body = answer.body();
        if (body == null) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        byte[] text = Json.write(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(answer.status(), text.length);
        exchange.getResponseBody().write(text, 0, half ? text.length / 2 : text.length);
    }

    /** A fault leaves the caller without an answer, until it gives up or this is closed. */
    private void awaitEnd() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
