package dev.runwright.graph;

/** Gives access tokens. Thread-safe. */
interface Tokens {
    /**
     * A token that is good now as far as this knows.
     *
     * @param fresh whether one that is kept must not be used, because it was refused
     * @throws NoToken if the sign-in fails
     */
    String token(boolean fresh) throws NoToken;
}
