package dev.runwright.catalogue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The rows of the files under {@code scripts/catalogue}; each file is read when it is first needed. */
final class InstalledRows implements CatalogueRows {
    private final Path folder;
    private final Map<String, SortedTable> tables = new ConcurrentHashMap<>();

    InstalledRows(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<Row> cmdlet(String name) {
        return table("cmdlets").rows(name).stream().findFirst();
    }

    @Override
    public List<Row> parameters(String name) {
        return cmdlet(name).map(row -> table(row.get("family")).rows(name)).orElse(List.of());
    }

    @Override
    public Optional<Row> reading(String name) {
        return table("readings").rows(name).stream().findFirst();
    }

    @Override
    public Optional<String> formOf(String type) {
        return table("types").rows(type).stream().findFirst().map(row -> row.get("form"));
    }

    @Override
    public List<String> names() {
        return table("cmdlets").rows().stream().map(row -> row.get("cmdlet")).toList();
    }

    private SortedTable table(String name) {
        return tables.computeIfAbsent(name, key -> {
            Path file = folder.resolve(key + ".tsv");
            if (!Files.exists(file)) {
                throw CatalogueException.damaged("there is no " + file);
            }
            return SortedTable.read(file);
        });
    }
}
