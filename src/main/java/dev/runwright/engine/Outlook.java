package dev.runwright.engine;

/** What a run would still do. */
@FunctionalInterface
interface Outlook {
    /** The plan of everything that {@code run} has not ended yet, made now; only readings are taken. */
    Plan ahead(String run);
}
