package dev.runwright.engine;

import dev.runwright.value.Secret;
import java.util.Optional;

/** Keeps the secrets of a run, encrypted, until the run has ended, so that another process can go on with it. Thread-safe. */
public interface Vault {
    /** Keeps a secret of a run under a name. */
    void keep(String run, String name, Secret secret);

    /** A secret that was kept; empty if there is none, or its key is gone. */
    Optional<Secret> find(String run, String name);

    /** Forgets all secrets of a run. */
    void forget(String run);

    /** Keeps nothing. */
    Vault NONE = new Vault() {
        @Override
        public void keep(String run, String name, Secret secret) {}

        @Override
        public Optional<Secret> find(String run, String name) {
            return Optional.empty();
        }

        @Override
        public void forget(String run) {}
    };
}
