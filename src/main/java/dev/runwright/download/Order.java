package dev.runwright.download;

import dev.runwright.value.Data;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One download as it was asked for. Immutable.
 *
 * @param sha256 64 lower-case hexadecimal digits; null if any content will do
 * @param signer who must have signed the file; null if nobody must
 * @param size how many bytes it must have; -1 if unsaid
 * @param reserve how many bytes must be free besides
 * @param redirects hosts that may be redirected to; {@code *.example.com} for all below; empty for the same host only
 * @param proxy null for the default
 */
record Order(
        URI url,
        Path path,
        @Nullable String sha256,
        @Nullable String signer,
        long size,
        long reserve,
        List<String> redirects,
        @Nullable InetSocketAddress proxy,
        boolean replace,
        @Nullable String run) {
    private static final List<String> UNITS = List.of("KB", "MB", "GB", "TB");

    Order {
        redirects = List.copyOf(redirects);
    }

    /**
     * From the parameters of a call.
     *
     * @throws IllegalArgumentException with one sentence, if one of them cannot be what it is
     */
    static Order of(Map<String, @Nullable Object> parameters) {
        Object url = parameters.containsKey("Url") ? parameters.get("Url") : parameters.get("From");
        String sha256 = text(parameters, "Sha256");
        if (sha256 != null && !sha256.matches("[0-9A-Fa-f]{64}")) {
            throw new IllegalArgumentException("'sha256' must be 64 hexadecimal digits, got '" + sha256 + "'.");
        }
        return new Order(
                address(String.valueOf(url)),
                Path.of(String.valueOf(parameters.get("Path"))),
                sha256 == null ? null : sha256.toLowerCase(Locale.ROOT),
                text(parameters, "SignedBy"),
                parameters.get("Size") == null ? -1 : bytes("size", parameters.get("Size")),
                parameters.get("MinFree") == null ? 0 : bytes("min_free", parameters.get("MinFree")),
                hosts(parameters.get("Redirects")),
                proxy(text(parameters, "Proxy")),
                Boolean.TRUE.equals(parameters.get("Replace")),
                text(parameters, "Run"));
    }

    private static @Nullable String text(Map<String, @Nullable Object> parameters, String name) {
        return Data.text(parameters.get(name));
    }

    /** An address of the web. */
    static URI address(String text) {
        try {
            URI address = new URI(text.strip()).parseServerAuthority();
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            if (address.getHost() != null
                    && List.of("http", "https").contains(scheme)
                    && address.getUserInfo() == null) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + text + "' is no address: " + e.getReason() + ".", e);
        }
        throw new IllegalArgumentException("'" + text
                + "' is no address of a file; expected https:// or http://, a host and no user or password.");
    }

    private static long bytes(String key, @Nullable Object value) {
        String text = String.valueOf(value).strip().toUpperCase(Locale.ROOT);
        for (int i = 0; i < UNITS.size(); i++) {
            if (text.endsWith(UNITS.get(i)) && text.matches("\\d{1,9} ?..")) {
                return Long.parseLong(text.replaceAll("\\D", "")) << (10 * (i + 1));
            }
        }
        if (text.matches("\\d{1,18}")) {
            return Long.parseLong(text);
        }
        throw new IllegalArgumentException("'" + key + "' must be a size such as 500 MB, got '" + value + "'.");
    }

    private static List<String> hosts(@Nullable Object value) {
        List<String> hosts =
                value == null ? List.of() : value instanceof List<?> ? Data.texts(value) : List.of(value.toString());
        for (String host : hosts) {
            if (!host.matches("(\\*\\.)?[A-Za-z0-9][A-Za-z0-9.-]*")) {
                throw new IllegalArgumentException(
                        "'redirects' lists hosts such as download.microsoft.com or *.microsoft.com, got '" + host
                                + "'.");
            }
        }
        return hosts;
    }

    /** The address of a proxy; null for none. */
    static @Nullable InetSocketAddress proxy(@Nullable String text) {
        if (text == null) {
            return null;
        }
        URI address = address(text);
        return InetSocketAddress.createUnresolved(address.getHost(), address.getPort() < 0 ? 80 : address.getPort());
    }

    /** Why a redirect must not be followed; null if it may. */
    @Nullable String refusal(URI from, URI to) {
        if (from.getScheme().equalsIgnoreCase("https") && !to.getScheme().equalsIgnoreCase("https")) {
            return "it leaves https";
        }
        String host = to.getHost().toLowerCase(Locale.ROOT);
        boolean allowed = host.equalsIgnoreCase(url.getHost())
                || redirects.stream()
                        .map(one -> one.toLowerCase(Locale.ROOT))
                        .anyMatch(one -> one.startsWith("*.") ? host.endsWith(one.substring(1)) : host.equals(one));
        return allowed ? null : "the host " + host + " is not among 'redirects'";
    }

    /** What has come so far. */
    Path part() {
        return beside(".part");
    }

    /** What is known of it. */
    Path partNote() {
        return beside(".part.json");
    }

    Path beside(String ending) {
        return path.resolveSibling(path.getFileName() + ending);
    }
}
