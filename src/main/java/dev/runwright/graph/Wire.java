package dev.runwright.graph;

import dev.runwright.engine.Cancellation;
import dev.runwright.engine.ErrorClass;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Sends single HTTP requests and tells what is surely not sent from what is lost. Redirects are not followed. Thread-safe. */
final class Wire {
    private static final Duration CONNECT = Duration.ofSeconds(30);

    private final HttpClient client;
    private final int most;

    /**
     * Over a proxy or none.
     *
     * @param most the longest body in bytes
     */
    Wire(@Nullable URI proxy, int most) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
        ProxySelector selector = proxy == null ? ProxySelector.getDefault() : new OneProxy(proxy);
        this.client = (selector == null ? builder : builder.proxy(selector)).build();
        this.most = most;
    }

    /**
     * Sends a request and waits for the whole answer.
     *
     * @param most how long all of it may take
     * @param asked its {@code client-request-id}
     * @throws NoAnswer if none came
     */
    Answer send(HttpRequest request, Duration most, Cancellation cancellation, String asked) throws NoAnswer {
        CompletableFuture<HttpResponse<LimitedBody.Received>> future =
                client.sendAsync(request, info -> new LimitedBody(this.most));
        Cancellation.Registration stop = cancellation.onNow(() -> future.cancel(true));
        try {
            HttpResponse<LimitedBody.Received> response =
                    future.get(Math.max(1, most.toMillis()), TimeUnit.MILLISECONDS);
            LimitedBody.Received body = response.body();
            return new Answer(response.statusCode(), response.headers(), body.text(), body.whole(), asked);
        } catch (TimeoutException e) {
            future.cancel(true);
            String sentence = host(request) + " did not answer within " + most.toSeconds() + " s.";
            throw new NoAnswer(ErrorClass.TIMEOUT, true, sentence, e);
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw stopped(e);
        } catch (CancellationException e) {
            throw stopped(e);
        } catch (ExecutionException e) {
            throw cancellation.now() ? stopped(e) : lost(request, e.getCause() == null ? e : e.getCause());
        } finally {
            stop.close();
        }
    }

    /** How far a stopped request had come is not told: it may have arrived. */
    private static NoAnswer stopped(Exception cause) {
        return new NoAnswer(ErrorClass.UNKNOWN, true, "The request was stopped.", cause);
    }

    private static NoAnswer lost(HttpRequest request, Throwable cause) {
        boolean unsent = cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLHandshakeException
                || cause instanceof UnresolvedAddressException
                || !(cause instanceof IOException);
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        String sentence = unsent
                ? host(request) + " cannot be reached: " + why + "."
                : "The connection to " + host(request) + " was lost: " + why + ".";
        return new NoAnswer(ErrorClass.UNREACHABLE, !unsent, sentence, cause);
    }

    private static String host(HttpRequest request) {
        return request.uri().getAuthority();
    }

    /** One proxy for all but this machine itself. */
    private static final class OneProxy extends ProxySelector {
        private final Proxy proxy;

        private OneProxy(URI address) {
            int port = address.getPort() < 0 ? 8080 : address.getPort();
            proxy = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(address.getHost(), port));
        }

        @Override
        public List<Proxy> select(URI uri) {
            String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
            boolean here = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
            return List.of(here ? Proxy.NO_PROXY : proxy);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
    }
}
