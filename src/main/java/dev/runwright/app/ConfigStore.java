package dev.runwright.app;

import dev.runwright.cli.StorePlace;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code store} of the configuration: {@code sqlite}, the URL of a PostgreSQL database, or that with who signs in. */
final class ConfigStore {
    private static final String SQLITE = "sqlite";
    private static final Pattern URL = Pattern.compile("jdbc:postgresql://[^/?#\\s]+/[^/?#\\s]+(\\?\\S*)?");
    private static final Pattern PASSWORD = Pattern.compile("[?&](password|sslpassword)=");

    private ConfigStore() {}

    static StorePlace read(ConfigKeys keys) {
        if (!(keys.value("store") instanceof Map)) {
            return place(keys, "store", null, null);
        }
        ConfigKeys store = keys.child("store").only("url", "user", "password");
        if (!store.has("url")) {
            store.problem("url", "missing_key", "'store' needs 'url', like jdbc:postgresql://host/runwright.", null);
            return StorePlace.SQLITE;
        }
        var password = store.has("password")
                ? ConfigProfile.source(store.child("password"), "The password of 'store'")
                        .orElse(null)
                : null;
        return place(store, "url", store.text("user"), password);
    }

    private static StorePlace place(
            ConfigKeys keys,
            String key,
            @Nullable String user,
            dev.runwright.cli.Profile.@Nullable SecretSource password) {
        String url = keys.text(key);
        if (url == null || url.equals(SQLITE)) {
            return StorePlace.SQLITE;
        }
        if (!URL.matcher(url).matches()) {
            keys.wrong(key, "sqlite, or jdbc:postgresql://host/database");
        } else if (PASSWORD.matcher(url).find()) {
            keys.problem(
                    key,
                    "password_in_url",
                    "A password does not belong into the configuration.",
                    "Write store: {url: …, user: …, password: {env: NAME}}; file and command are other sources.");
        }
        return new StorePlace(url, user, password);
    }
}
