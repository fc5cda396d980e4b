package dev.runwright.audit;

import java.util.Optional;

/** The files of evidence that are kept, each under its SHA-256. */
@FunctionalInterface
public interface Evidence {
    /** The SHA-256 that the bytes of the file under that name have now; empty if it is gone or cannot be read. */
    Optional<String> digest(String name);
}
