package dev.runwright.graph;

import dev.runwright.engine.Cancellation;

/** Gives access tokens. Thread-safe. */
interface Tokens {
    /**
     * A token that is good now as far as this knows.
     *
     * @param fresh whether one that is kept must not be used, because it was refused
     * @param cancellation ends a sign-in at once
     * @throws NoToken if the sign-in fails or is stopped
     */
    String token(boolean fresh, Cancellation cancellation) throws NoToken;
}
