package dev.runwright.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.runwright.text.RunwrightException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says by HTTP how the service is: {@code /health}, {@code /ready} and {@code /metrics}; nothing can be changed there. */
final class HealthServer implements AutoCloseable {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int WRONG_METHOD = 405;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;
    private final ExecutorService threads;

    private HealthServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * What it asks.
     *
     * @param ill why the service does not live; empty if it does
     * @param unready why nothing is to be expected of it now; empty if it works
     */
    record Questions(Supplier<Optional<String>> ill, Supplier<Optional<String>> unready, Supplier<String> metrics) {}

    /**
     * Listens.
     *
     * @throws RunwrightException if the address is taken, or cannot be had
     */
    static HealthServer at(InetSocketAddress address, Questions questions) {
        try {
            HttpServer server = HttpServer.create(address, 0);
            ExecutorService threads = Executors.newSingleThreadExecutor(task -> {
                Thread thread = new Thread(task, "health");
                thread.setDaemon(true);
                return thread;
            });
            server.setExecutor(threads);
            server.createContext("/", exchange -> answer(exchange, questions));
            server.start();
            return new HealthServer(server, threads);
        } catch (IOException e) {
            throw new RunwrightException(
                    "no_listening",
                    "The service cannot listen on " + address.getHostString() + ":" + address.getPort() + ": "
                            + e.getMessage() + ". Choose another with --port, 0 for any.",
                    e);
        }
    }

    /** Where it listens. */
    InetSocketAddress address() {
        return server.getAddress();
    }

    private static void answer(HttpExchange exchange, Questions questions) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                send(exchange, WRONG_METHOD, "only GET\n");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/health" -> state(exchange, questions.ill().get().orElse(null));
                case "/ready" -> state(exchange, questions.unready().get().orElse(null));
                case "/metrics" -> send(exchange, OK, questions.metrics().get());
                default -> send(exchange, NOT_FOUND, "/health, /ready or /metrics\n");
            }
        }
    }

    private static void state(HttpExchange exchange, @Nullable String why) throws IOException {
        send(exchange, why == null ? OK : UNAVAILABLE, (why == null ? "ok" : why) + "\n");
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
