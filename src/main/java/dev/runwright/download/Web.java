package dev.runwright.download;

import dev.runwright.engine.ErrorClass;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks web servers for files and follows redirects to allowed hosts only. Thread-safe. */
final class Web {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_REDIRECTS = 10;
    private static final Pattern PROXY_SIGN_IN = Pattern.compile("(?i)proxy.*\\b407\\b");

    private final @Nullable InetSocketAddress proxy;
    private final UnaryOperator<URI> route;

    /**
     * The web.
     *
     * @param proxy of all requests that name none; null for the system's
     * @param route where the server of an address really is
     */
    Web(@Nullable InetSocketAddress proxy, UnaryOperator<URI> route) {
        this.proxy = proxy;
        this.route = route;
    }

    private HttpClient client(Order order) {
        InetSocketAddress own = order.proxy() == null ? proxy : order.proxy();
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER);
        ProxySelector selector = own == null ? ProxySelector.getDefault() : ProxySelector.of(own);
        return (selector == null ? client : client.proxy(selector)).build();
    }

    /**
     * Asks for a file.
     *
     * @param from from which byte on
     * @param version the part is wanted only of this version
     */
    Answer ask(Order order, long from, @Nullable String version, Stop stop) throws Failed {
        HttpClient client = client(order);
        URI url = order.url();
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            HttpRequest.Builder request = HttpRequest.newBuilder(route.apply(url))
                    .header("User-Agent", "Runwright")
                    .header("Accept-Encoding", "identity");
            if (from > 0 && version != null) {
                request.header("Range", "bytes=" + from + "-").header("If-Range", version);
            }
            HttpResponse<InputStream> response = answered(client, request.build(), order, url, stop);
            if (!REDIRECTS.contains(response.statusCode())) {
                return new Answer(url, response);
            }
            url = next(order, url, response.headers().firstValue("Location").orElse(""));
        }
        throw Failed.whole(ErrorClass.INVALID, "The server redirects more than " + MOST_REDIRECTS + " times.");
    }

    private HttpResponse<InputStream> answered(HttpClient client, HttpRequest request, Order order, URI url, Stop stop)
            throws Failed {
        try {
            HttpResponse<InputStream> response = stop.await(client.sendAsync(request, BodyHandlers.ofInputStream()));
            if (REDIRECTS.contains(response.statusCode())) {
                response.body().close();
            }
            return response;
        } catch (IOException e) {
            throw unreachable(url, order.proxy() == null ? proxy : order.proxy(), e);
        }
    }

    private static Failed unreachable(URI url, @Nullable InetSocketAddress through, IOException e) {
        String said = String.valueOf(e.getMessage());
        if (PROXY_SIGN_IN.matcher(said).find()) {
            return Failed.later(ErrorClass.DENIED, "The proxy wants a sign-in (status 407).");
        }
        boolean connects = e instanceof ConnectException || e instanceof HttpConnectTimeoutException;
        String way = through == null ? "" : " through the proxy " + through.getHostString();
        String why = connects ? "cannot be reached" + way : "did not answer as a web server does: " + said;
        return Failed.later(ErrorClass.UNREACHABLE, "The server " + url.getHost() + " " + why + ".");
    }

    private static URI next(Order order, URI url, String location) throws Failed {
        try {
            URI next = Order.address(url.resolve(location.strip()).toString());
            String refusal = order.refusal(url, next);
            if (refusal == null) {
                return next;
            }
            throw Failed.whole(
                    ErrorClass.DENIED,
                    url.getHost() + " redirects to " + next.getScheme().toLowerCase(Locale.ROOT) + "://"
                            + next.getHost() + ", and " + refusal + ". Nothing was fetched from there.");
        } catch (IllegalArgumentException e) {
            throw Failed.whole(
                    ErrorClass.INVALID, url.getHost() + " redirects to what is no address: '" + location + "'.");
        }
    }
}
