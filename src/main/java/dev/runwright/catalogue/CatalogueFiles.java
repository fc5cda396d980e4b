package dev.runwright.catalogue;

import dev.runwright.text.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The catalogue in its files: the shipped ones under {@code scripts/catalogue}, a team's own over them, or the snapshot that a run
 * keeps. Nothing is read before the first cmdlet is asked for. Thread-safe.
 */
public final class CatalogueFiles implements Catalogue {
    private final CatalogueRows rows;
    private final FactsReader reader;
    private final Map<String, Optional<CmdletFacts>> known = new ConcurrentHashMap<>();

    private CatalogueFiles(CatalogueRows rows) {
        this.rows = rows;
        this.reader = new FactsReader(rows);
    }

    /** The catalogue shipped in {@code install}. */
    public static Catalogue open(Path install) {
        return new CatalogueFiles(new InstalledRows(install.resolve("scripts").resolve("catalogue")));
    }

    /**
     * The catalogue shipped in {@code install} with a team's files over it, the later over the earlier.
     *
     * @param problems gets what is wrong with the files; what is right in them counts all the same
     */
    public static Catalogue open(Path install, List<TeamFile> team, Problems problems) {
        List<TeamEntry> entries = new ArrayList<>();
        team.forEach(file -> entries.addAll(new TeamFileReader(file.name(), problems).read(file.data())));
        CatalogueRows shipped = new InstalledRows(install.resolve("scripts").resolve("catalogue"));
        return new CatalogueFiles(entries.isEmpty() ? shipped : new TeamRows(shipped, entries));
    }

    /**
     * The catalogue that {@link Catalogue#snapshot} wrote.
     *
     * @throws CatalogueException if the text is no snapshot
     */
    public static Catalogue ofSnapshot(String text) {
        return new CatalogueFiles(new SnapshotRows(text));
    }

    @Override
    public Optional<CmdletFacts> find(String cmdlet) {
        String name = cmdlet.toLowerCase(Locale.ROOT);
        Optional<CmdletFacts> facts = known.get(name);
        if (facts == null) {
            facts = reader.read(name);
            known.put(name, facts);
        }
        return facts;
    }

    @Override
    public Collection<String> names() {
        return List.copyOf(rows.names());
    }

    @Override
    public String snapshot(Collection<String> cmdlets) {
        return SnapshotRows.write(rows, cmdlets);
    }
}
