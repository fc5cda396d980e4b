package dev.runwright.app;

import dev.runwright.cli.Profile.SecretSource;
import dev.runwright.cli.Refusal;
import dev.runwright.cli.StorePlace;
import dev.runwright.store.PostgresServer;
import dev.runwright.value.Secret;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The database server of the configuration, with the password that it names. */
final class StoreServer {
    private final Surroundings surroundings;

    StoreServer(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * The server of a place that is one.
     *
     * @throws Refusal if the password is not where the configuration says
     */
    PostgresServer of(StorePlace place) {
        return new PostgresServer(Objects.requireNonNull(place.url()), place.user(), password(place.password()));
    }

    private @Nullable Secret password(@Nullable SecretSource source) {
        if (source == null) {
            return null;
        }
        String text = new SecretSources(surroundings)
                .text(source)
                .orElseThrow(() -> Refusal.wrongCall(
                        "no_password",
                        "The password of 'store' is not there: " + source.kind() + " " + source.place()
                                + " gives nothing. Set it, or correct 'store' in runwright.yaml."));
        return new Secret("store", text);
    }
}
