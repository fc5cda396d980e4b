package dev.runwright.estate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.runwright.value.Data;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All web servers that the sandbox company's file names under {@code downloads:}, on one port of this machine's loopback address. Each
 * of a file's {@code fails:} strikes one request, in their order. Thread-safe.
 */
public final class WebServer implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,10})-");
    private static final int OK = 200;
    private static final int PART = 206;
    private static final int FOUND = 302;
    private static final int NOT_FOUND = 404;
    private static final int NO_SUCH_RANGE = 416;

    private final Estate estate;
    private final HttpServer server;
    private final Map<String, Integer> served = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "estate-web");
        thread.setDaemon(true);
        return thread;
    });

    /** Starts to serve an estate, which stays the caller's. */
    public WebServer(Estate estate) {
        this.estate = estate;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** Where the server of an address is. */
    public URI at(URI address) {
        String encoded = URLEncoder.encode(address.toString(), StandardCharsets.UTF_8);
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + encoded);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String url = URLDecoder.decode(exchange.getRequestURI().getRawPath().substring(1), StandardCharsets.UTF_8);
            Optional<Map<String, @Nullable Object>> file = estate.download(url);
            if (file.isEmpty()) {
                exchange.sendResponseHeaders(NOT_FOUND, -1);
                return;
            }
            Object redirect = file.get().get("redirect");
            if (redirect != null) {
                exchange.getResponseHeaders().set("Location", redirect.toString());
                exchange.sendResponseHeaders(FOUND, -1);
                return;
            }
            send(exchange, file.get(), failure(url, file.get()));
        }
    }

    private String failure(String url, Map<String, @Nullable Object> file) {
        int number = served.merge(url, 1, Integer::sum);
        Object fails = file.get("fails");
        List<String> failures =
                fails == null ? List.of() : fails instanceof List<?> ? Data.texts(fails) : List.of(fails.toString());
        return number <= failures.size() ? failures.get(number - 1) : "";
    }

    private static void send(HttpExchange exchange, Map<String, @Nullable Object> file, String failure)
            throws IOException {
        if (failure.matches("\\d{3}")) {
            exchange.sendResponseHeaders(Integer.parseInt(failure), -1);
            return;
        }
        byte[] content = content(file);
        String tag = "\"" + Arrays.hashCode(content) + "\"";
        exchange.getResponseHeaders().set("ETag", tag);
        int from = from(exchange, tag);
        if (from > content.length) {
            exchange.sendResponseHeaders(NO_SUCH_RANGE, -1);
            return;
        }
        if (from > 0) {
            String range = "bytes " + from + "-" + (content.length - 1) + "/" + content.length;
            exchange.getResponseHeaders().set("Content-Range", range);
        }
        int length = content.length - from;
        boolean longer = failure.equals("length");
        exchange.sendResponseHeaders(from > 0 ? PART : OK, length == 0 && !longer ? -1 : length + (longer ? 1 : 0));
        int sent = failure.equals("truncate") ? length / 2 : length;
        exchange.getResponseBody().write(content, from, sent);
        exchange.getResponseBody().flush();
    }

    /** Where the asked part begins; 0 for the whole file. */
    private static int from(HttpExchange exchange, String tag) {
        String condition = exchange.getRequestHeaders().getFirst("If-Range");
        Matcher range =
                RANGE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
        boolean same = condition == null || condition.equals(tag);
        return same && range.matches() ? (int) Math.min(Integer.MAX_VALUE, Long.parseLong(range.group(1))) : 0;
    }

    private static byte[] content(Map<String, @Nullable Object> file) {
        if (file.get("text") != null) {
            return String.valueOf(file.get("text")).getBytes(StandardCharsets.UTF_8);
        }
        byte[] content = new byte[file.get("size") instanceof Number size ? size.intValue() : 0];
        new Random(String.valueOf(file.get("seed")).hashCode()).nextBytes(content);
        return content;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
