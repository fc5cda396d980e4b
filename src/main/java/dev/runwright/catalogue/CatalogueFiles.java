package dev.runwright.catalogue;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The shipped files and a team's own. */
public final class CatalogueFiles implements Catalogue {
    private CatalogueFiles() {}

    /** The catalogue that {@link Catalogue#snapshot} wrote. */
    public static Catalogue ofSnapshot(String text) {
        return new CatalogueFiles();
    }

    @Override
    public Optional<CmdletFacts> find(String cmdlet) {
        return Optional.empty();
    }

    @Override
    public Collection<String> names() {
        return List.of();
    }

    @Override
    public String snapshot(Collection<String> cmdlets) {
        return "";
    }
}
