package dev.runwright.catalogue;

import java.util.List;
import java.util.Optional;

/** The rows of a catalogue, wherever they are kept. Names are compared without case. Thread-safe. */
interface CatalogueRows {
    /** The cmdlet's own row. */
    Optional<Row> cmdlet(String name);

    /** The rows of its parameters. */
    List<Row> parameters(String name);

    /** The row that says what reads what it changes. */
    Optional<Row> reading(String name);

    /** The form of values of a PowerShell type, if the type tells. */
    Optional<String> formOf(String type);

    /** The names of all cmdlets. */
    List<String> names();
}
