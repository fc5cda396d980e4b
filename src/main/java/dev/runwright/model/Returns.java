package dev.runwright.model;

/** How many objects a cmdlet or script must give (design 2.7): without it the output is a list. */
public enum Returns {
    /** Exactly one; the output is it. */
    ONE,
    /** One or none; the output is it or null. */
    OPTIONAL,
    /** None; the output is null. */
    NONE,
    /** Any number; the output is a list. */
    MANY
}
