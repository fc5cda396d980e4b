package dev.runwright.app;

import dev.runwright.cli.Profile;
import dev.runwright.notify.Message;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads where a profile's messages go. Stateless. */
final class ConfigChannels {
    private static final List<String> KINDS = List.of("teams", "slack", "webhook", "graph", "smtp");
    private static final long SUBMISSION = 587;
    private static final long RELAY = 25;
    private static final long LAST_PORT = 65535;

    private ConfigChannels() {}

    /** Reads the channels under {@code notify:}. */
    static void read(ConfigKeys notify, Map<String, Profile.Channel> channels) {
        notify.eachChild((name, channel) -> {
            channel.only(KINDS.toArray(String[]::new));
            List<String> kinds = KINDS.stream().filter(channel::has).toList();
            if (kinds.size() == 1) {
                channels.put(name, one(kinds.get(0), channel.child(kinds.get(0))));
            } else {
                String sentence = "The channel '" + name + "' must have one of " + String.join(", ", KINDS) + ".";
                channel.problem("", "missing_key", sentence, null);
            }
        });
    }

    private static Profile.Channel one(String kind, ConfigKeys keys) {
        return switch (kind) {
            case "graph" -> new Profile.Channel.GraphMail(sender(keys.only("from")));
            case "smtp" -> smtp(keys.only("host", "port", "tls", "user", "password", "from"));
            default -> webhook(kind, keys.only("url"));
        };
    }

    private static Profile.Channel webhook(String kind, ConfigKeys keys) {
        if (keys.value("url") instanceof Map) {
            return new Profile.Channel.Webhook(null, secret(keys, "url"));
        }
        String url = keys.text("url");
        if (!keys.has("url")) {
            String sentence = "'" + kind + "' needs 'url'.";
            keys.problem("url", "missing_key", sentence, "For example url: {secret: NAME}.");
        } else if (url != null && !ConfigNotice.isSafe(url)) {
            keys.problem("url", "wrong_address", "'url' must be an https address, or http on this machine.", null);
        }
        return new Profile.Channel.Webhook(url, null);
    }

    private static Profile.Channel smtp(ConfigKeys keys) {
        String host = keys.text("host");
        if (!keys.has("host")) {
            keys.problem("host", "missing_key", "'smtp' needs 'host', the name of the mail server.", null);
        }
        String tls = keys.text("tls");
        boolean required = !"none".equals(tls);
        if (tls != null && required && !tls.equals("required")) {
            keys.wrong("tls", "required or none");
        }
        String user = keys.text("user");
        if (user != null && !required) {
            keys.problem("user", "wrong_key", "'user' needs 'tls: required': a password is never sent in clear.", null);
        }
        if ((user == null) != !keys.has("password")) {
            keys.problem("user", "missing_key", "'user' and 'password' belong together.", null);
        }
        String password = keys.has("password") ? secret(keys, "password") : null;
        return new Profile.Channel.Smtp(
                String.valueOf(host),
                port(keys, required ? SUBMISSION : RELAY),
                required,
                user,
                password,
                sender(keys));
    }

    private static int port(ConfigKeys keys, long standard) {
        if (!keys.has("port")) {
            return (int) standard;
        }
        if (keys.value("port") instanceof Long port && port > 0 && port <= LAST_PORT) {
            return port.intValue();
        }
        keys.wrong("port", "a number from 1 to 65535");
        return (int) standard;
    }

    private static @Nullable String sender(ConfigKeys keys) {
        String from = keys.text("from");
        if (from != null && !Message.isAddress(from)) {
            keys.wrong("from", "a mail address");
        }
        return from;
    }

    private static @Nullable String secret(ConfigKeys keys, String key) {
        String name =
                keys.value(key) instanceof Map ? keys.child(key).only("secret").text("secret") : null;
        if (name == null) {
            keys.problem(key, "wrong_type", "'" + key + "' must be {secret: NAME}.", null);
        }
        return name;
    }
}
