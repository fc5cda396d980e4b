package dev.runwright.model;

/** What becomes of a change whose outcome is not known (design 3.1). */
public enum OnUnknown {
    /** Its reading decides; without one a person does. */
    SETTLE,
    /** If its reading does not show it, a person decides. */
    ASK,
    /** It is sent again: the author says that doing it twice does no harm. */
    RERUN
}
