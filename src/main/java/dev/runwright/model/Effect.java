package dev.runwright.model;

import java.util.Locale;

/** What a step does to the world (design 2.2). */
public enum Effect {
    /** Nothing: a plan runs it. */
    READ,
    /** A change that can be looked at and taken back. */
    CHANGE,
    /** A change that cannot be taken back. */
    FINAL;

    /** As written in a runbook. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
