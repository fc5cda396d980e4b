package dev.runwright.app;

import dev.runwright.cli.Profile;
import dev.runwright.graph.Cloud;
import dev.runwright.text.DidYouMean;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Reads {@code graph:} of a connection (design 8). Stateless. */
final class ConfigGraph {
    private ConfigGraph() {}

    /** The connection to Microsoft Graph; null if it is none, or after a problem. */
    static Profile.@Nullable Graph of(ConfigKeys connection) {
        if (!connection.has("graph")) {
            return null;
        }
        if (connection.has("powershell")) {
            connection.problem(
                    "graph", "two_connections", "A connection is a shell ('powershell') or 'graph', not both.", null);
        }
        ConfigKeys keys = connection
                .child("graph")
                .only("tenant", "client_id", "secret", "certificate", "password", "cloud", "proxy");
        String tenant = needed(keys, "tenant", "the tenant's id or one of its domains");
        String clientId = needed(keys, "client_id", "the application's id");
        String secret = named(keys, "secret");
        String certificate = named(keys, "certificate");
        if (keys.has("secret") == keys.has("certificate")) {
            keys.problem(
                    "secret",
                    "one_credential",
                    "'graph' needs one of 'secret' and 'certificate'.",
                    "Say 'certificate: {secret: NAME}' and where that is under 'secrets:' of the profile.");
        }
        if (tenant == null || clientId == null) {
            return null;
        }
        return new Profile.Graph(
                tenant, clientId, secret, certificate, named(keys, "password"), cloud(keys), proxy(keys));
    }

    private static @Nullable String needed(ConfigKeys keys, String key, String what) {
        String text = keys.text(key);
        if (text == null || text.isBlank() || !text.matches("[A-Za-z0-9._-]+")) {
            keys.problem(key, "missing_key", "'graph' needs '" + key + "', " + what + ".", null);
            return null;
        }
        return text;
    }

    /** The name in {@code {secret: NAME}}: a secret never stands in the configuration itself. */
    private static @Nullable String named(ConfigKeys keys, String key) {
        if (!keys.has(key)) {
            return null;
        }
        String name = keys.value(key) instanceof java.util.Map<?, ?> map && map.get("secret") instanceof String text
                ? text
                : null;
        if (name == null) {
            keys.wrong(key, "{secret: NAME}");
        }
        return name;
    }

    private static String cloud(ConfigKeys keys) {
        String word = keys.text("cloud");
        if (word == null) {
            return Cloud.GLOBAL.word();
        }
        if (Cloud.of(word).isEmpty()) {
            keys.problem(
                    "cloud",
                    "wrong_word",
                    "'cloud' must be one of " + String.join(", ", Cloud.words()) + ", got '" + word + "'.",
                    DidYouMean.hint(word, Cloud.words()));
        }
        return word;
    }

    private static @Nullable URI proxy(ConfigKeys keys) {
        String text = keys.text("proxy");
        if (text == null) {
            return null;
        }
        if (text.matches("http://[A-Za-z0-9._-]+(:[0-9]{1,5})?/?")) {
            return URI.create(text);
        }
        keys.wrong("proxy", "an address such as http://proxy.contoso.com:8080");
        return null;
    }
}
