package dev.runwright.graph;

/** What became of one request after all tries at it. */
sealed interface End {
    /**
     * The service answered.
     *
     * @param acted whether an earlier try may have taken effect
     */
    record Answered(Answer answer, boolean acted) implements End {}

    /**
     * No answer came.
     *
     * @param acted whether a try may have taken effect
     * @param asked the last {@code client-request-id}
     */
    record Lost(NoAnswer why, boolean acted, String asked) implements End {}

    /** There was no token to send it with. */
    record Unsigned(NoToken why) implements End {}
}
