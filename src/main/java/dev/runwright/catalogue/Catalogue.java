package dev.runwright.catalogue;

import java.util.Collection;
import java.util.Optional;

/** What is known of cmdlets (design 9). Names are compared without case. Thread-safe. */
public interface Catalogue {
    /** The facts of a cmdlet, or empty if it is not in the catalogue. */
    Optional<CmdletFacts> find(String cmdlet);

    /** All names, for "did you mean". */
    Collection<String> names();

    /** The facts of these cmdlets (and of their readings and inverses) as one text, which {@link CatalogueFiles#ofSnapshot} reads. */
    String snapshot(Collection<String> cmdlets);
}
