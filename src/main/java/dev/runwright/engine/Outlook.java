package dev.runwright.engine;

/** What a run would still do. */
@FunctionalInterface
interface Outlook {
    /** The plan of everything after the step at {@code path}, made now; only readings are taken. */
    Plan ahead(String path);
}
