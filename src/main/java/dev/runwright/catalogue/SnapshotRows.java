package dev.runwright.catalogue;

import dev.runwright.model.GraphCommand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The rows of some cmdlets as one text: for each table a line {@code [name]}, a line of column names and its rows. A run keeps it, so
 * that it goes on with the facts that it began with.
 */
final class SnapshotRows implements CatalogueRows {
    private static final String TITLE = "runwright catalogue 1";

    private final Map<String, List<Row>> tables = new LinkedHashMap<>();
    private final Map<String, String> forms = new LinkedHashMap<>();

    SnapshotRows(String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(TITLE)) {
            throw CatalogueException.damaged("a snapshot must begin with '" + TITLE + "'");
        }
        List<Row> table = List.of();
        List<String> columns = List.of();
        for (String line : lines.subList(1, lines.size())) {
            if (line.startsWith("[")) {
                columns = List.of();
                table = new ArrayList<>();
                tables.put(line.substring(1, line.length() - 1), table);
            } else if (columns.isEmpty()) {
                columns = Row.parts(line, '\t');
            } else {
                table.add(Row.of(columns, line));
            }
        }
        for (Row row : tables.getOrDefault("types", List.of())) {
            forms.put(row.get("type"), row.get("form"));
        }
    }

    /** The text that holds the rows of these cmdlets, their readings and their inverses. */
    static String write(CatalogueRows rows, Collection<String> cmdlets) {
        TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String cmdlet : cmdlets) {
            names.add(rows.cmdlet(cmdlet).map(row -> row.get("cmdlet")).orElse(cmdlet));
            rows.reading(cmdlet).ifPresent(row -> names.addAll(List.of(row.get("reading"), row.get("inverse"))));
        }
        List<String> graph = names.stream().filter(GraphCommand::isGraph).toList();
        graph.forEach(names::remove);
        List<Row> parameters =
                names.stream().flatMap(name -> rows.parameters(name).stream()).toList();
        List<Row> properties = graph.stream()
                .flatMap(name -> rows.parameters(name).stream())
                .distinct()
                .toList();
        StringBuilder text = new StringBuilder(TITLE).append('\n');
        append(
                text,
                "cmdlets",
                names.stream().flatMap(name -> rows.cmdlet(name).stream()).toList());
        append(text, "parameters", parameters);
        append(
                text,
                "readings",
                names.stream().flatMap(name -> rows.reading(name).stream()).toList());
        append(
                text,
                "graph",
                graph.stream().flatMap(name -> rows.cmdlet(name).stream()).toList());
        append(text, "graph-properties", properties);
        append(text, "types", types(rows, Stream.concat(parameters.stream(), properties.stream())));
        return text.toString();
    }

    private static List<Row> types(CatalogueRows rows, Stream<Row> parameters) {
        TreeSet<String> types = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        parameters.forEach(row -> types.add(ParameterReader.elementType(row.get("type"))));
        List<String> columns = List.of("type", "form");
        return types.stream()
                .flatMap(type -> rows.formOf(type).map(form -> new Row(columns, List.of(type, form))).stream())
                .toList();
    }

    private static void append(StringBuilder text, String name, List<Row> rows) {
        if (!rows.isEmpty()) {
            text.append('[').append(name).append("]\n");
            text.append(String.join("\t", rows.get(0).columns())).append('\n');
            rows.forEach(row -> text.append(row.line()).append('\n'));
        }
    }

    @Override
    public Optional<Row> cmdlet(String name) {
        return GraphCommand.isGraph(name)
                ? graph().call(name)
                : rows("cmdlets", "cmdlet", name).stream().findFirst();
    }

    @Override
    public List<Row> parameters(String name) {
        return GraphCommand.isGraph(name) ? graph().parameters(name) : rows("parameters", "cmdlet", name);
    }

    @Override
    public Optional<Row> reading(String name) {
        return GraphCommand.isGraph(name)
                ? graph().call(name)
                : rows("readings", "cmdlet", name).stream().findFirst();
    }

    @Override
    public Optional<String> formOf(String type) {
        return Optional.ofNullable(forms.get(type));
    }

    @Override
    public List<String> names() {
        return Stream.of("cmdlets", "graph")
                .flatMap(table -> tables.getOrDefault(table, List.of()).stream())
                .map(row -> row.get("cmdlet"))
                .toList();
    }

    private GraphRows graph() {
        return new GraphRows(
                tables.getOrDefault("graph", List.of()), resource -> rows("graph-properties", "resource", resource));
    }

    private List<Row> rows(String table, String column, String key) {
        List<Row> found = new ArrayList<>();
        for (Row row : tables.getOrDefault(table, List.of())) {
            if (row.get(column).equalsIgnoreCase(key)) {
                found.add(row);
            }
        }
        return found;
    }
}
