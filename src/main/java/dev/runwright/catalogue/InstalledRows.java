package dev.runwright.catalogue;

import dev.runwright.model.GraphCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of the files under {@code scripts/catalogue}; each file is read when it is first needed. */
final class InstalledRows implements CatalogueRows {
    private final Path folder;
    private final Map<String, SortedTable> tables = new ConcurrentHashMap<>();
    private volatile @Nullable Map<String, String> forms;
    private volatile @Nullable GraphRows graph;

    InstalledRows(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<Row> cmdlet(String name) {
        return GraphCommand.isGraph(name) ? graph().call(name) : first(table("cmdlets"), name);
    }

    @Override
    public List<Row> parameters(String name) {
        if (GraphCommand.isGraph(name)) {
            return graph().parameters(name);
        }
        List<Row> own = table("cmdlets").rows(name);
        return own.isEmpty() ? List.of() : table(own.get(0).get("family")).rows(name);
    }

    @Override
    public Optional<Row> reading(String name) {
        return GraphCommand.isGraph(name) ? graph().call(name) : first(table("readings"), name);
    }

    @Override
    public Optional<String> formOf(String type) {
        Map<String, String> known = forms;
        if (known == null) {
            known = new HashMap<>();
            for (Row row : table("types").rows()) {
                known.put(row.get("type"), row.get("form"));
            }
            forms = known;
        }
        return Optional.ofNullable(known.get(type));
    }

    private static Optional<Row> first(SortedTable table, String name) {
        List<Row> rows = table.rows(name);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
    }

    @Override
    public List<String> names() {
        return Stream.concat(table("cmdlets").rows().stream(), graph().calls().stream())
                .map(row -> row.get("cmdlet"))
                .toList();
    }

    private GraphRows graph() {
        GraphRows known = graph;
        if (known == null) {
            known = new GraphRows(
                    table("graph").rows(), resource -> table("graph-properties").rows(resource));
            graph = known;
        }
        return known;
    }

    private SortedTable table(String name) {
        SortedTable known = tables.get(name);
        if (known == null) {
            Path file = folder.resolve(name.concat(".tsv"));
            if (!Files.exists(file)) {
                throw CatalogueException.damaged("there is no " + file);
            }
            known = SortedTable.read(file);
            tables.put(name, known);
        }
        return known;
    }
}
