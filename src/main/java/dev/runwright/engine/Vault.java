package dev.runwright.engine;

import dev.runwright.value.Secret;
import java.util.Optional;

/** Keeps the secrets of runs that have not ended, so that they can be carried on. */
public interface Vault {
    /** Keeps a secret of a run under a name; one of that name is replaced. */
    void keep(String run, String name, Secret secret);

    /** A secret that was kept; empty if there is none, or nothing to open it with. */
    Optional<Secret> find(String run, String name);

    /** Forgets all secrets of a run. */
    void forget(String run);
}
