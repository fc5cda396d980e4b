package dev.runwright.app;

import dev.runwright.cli.Profile;
import dev.runwright.notify.Channels.Channel;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The channels of a profile; a secret address is looked up when a message goes there. */
record ProfileChannels(Profile profile, SecretSources secrets) implements Function<String, @Nullable Channel> {
    private static final List<String> KINDS = List.of("teams", "slack", "webhook", "graph");

    /** Reads {@code notify:} of a profile. */
    static void read(ConfigKeys keys, java.util.Map<String, Profile.Channel> channels) {
        keys.child("notify").eachChild((name, channel) -> {
            channel.only("teams", "slack", "webhook", "graph");
            List<String> kinds = KINDS.stream().filter(channel::has).toList();
            if (kinds.size() != 1) {
                channel.problem(
                        "",
                        "missing_key",
                        "The channel '" + name + "' needs one of " + String.join(", ", KINDS) + ".",
                        null);
                return;
            }
            ConfigKeys settings = channel.child(kinds.get(0)).only("url", "from");
            Object url = settings.value("url");
            boolean secret = url instanceof java.util.Map<?, ?>;
            String from = settings.text("from");
            boolean mail = kinds.get(0).equals("graph");
            if (!mail && url == null) {
                settings.problem(
                        "url",
                        "missing_key",
                        "'" + kinds.get(0) + "' needs 'url', {secret: NAME} or an address.",
                        null);
            }
            channels.put(
                    name,
                    new Profile.Channel(
                            secret ? null : url == null ? null : url.toString(),
                            secret ? settings.child("url").only("secret").text("secret") : null,
                            from));
        });
    }

    @Override
    public @Nullable Channel apply(String name) {
        Profile.Channel channel = profile.channels().get(name);
        if (channel == null) {
            return null;
        }
        String secret = channel.secret();
        String address = secret == null
                ? channel.address()
                : secrets.text(profile, "secret", secret).map(String::strip).orElse(null);
        if (address == null) {
            return secret == null ? new Channel.GraphMail(channel.from()) : null;
        }
        URI uri = URI.create(address);
        boolean safe = "https".equalsIgnoreCase(uri.getScheme())
                || List.of("localhost", "127.0.0.1").contains(String.valueOf(uri.getHost()));
        return safe ? new Channel.Webhook(uri) : null;
    }
}
