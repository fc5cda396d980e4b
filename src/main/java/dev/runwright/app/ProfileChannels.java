package dev.runwright.app;

import dev.runwright.cli.Profile;
import dev.runwright.notify.Channel;
import dev.runwright.value.Secret;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The channels of a profile; their secrets are looked up when a message goes there. */
record ProfileChannels(Profile profile, SecretSources secrets) implements Function<String, @Nullable Channel> {
    @Override
    public @Nullable Channel apply(String name) {
        Profile.Channel channel = profile.channels().get(name);
        if (channel instanceof Profile.Channel.Webhook webhook) {
            return webhook(name, webhook);
        }
        if (channel instanceof Profile.Channel.Smtp smtp) {
            return smtp(name, smtp);
        }
        return channel instanceof Profile.Channel.GraphMail graph ? new Channel.GraphMail(graph.from()) : null;
    }

    private Channel webhook(String name, Profile.Channel.Webhook webhook) {
        String secret = webhook.secret();
        Optional<String> address = secret == null ? Optional.ofNullable(webhook.address()) : text(secret);
        if (address.isEmpty()) {
            return noSecret(name, secret);
        }
        return ConfigNotice.isSafe(address.get())
                ? new Channel.Webhook(URI.create(address.get()))
                : new Channel.Unusable("The address of channel '" + name + "' is not an https address");
    }

    private Channel smtp(String name, Profile.Channel.Smtp smtp) {
        String secret = smtp.password();
        Secret password = secret == null
                ? null
                : text(secret).map(text -> new Secret(secret, text)).orElse(null);
        return (secret == null) == (password == null)
                ? new Channel.Smtp(smtp.host(), smtp.port(), smtp.tls(), smtp.user(), password, smtp.from())
                : noSecret(name, secret);
    }

    private Optional<String> text(String secret) {
        return secrets.text(profile, "secret", secret).map(String::strip);
    }

    private Channel noSecret(String name, @Nullable String secret) {
        return new Channel.Unusable("The secret '" + secret + "' of channel '" + name + "' is not there; look at what"
                + " 'secrets:' of the profile '" + profile.name() + "' says of it");
    }
}
