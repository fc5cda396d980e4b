package dev.runwright.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The rows of a catalogue with what a team says laid over them; the later entry of a cmdlet goes over the earlier one. */
final class TeamRows implements CatalogueRows {
    private static final List<String> CMDLET =
            List.of("cmdlet", "family", "module", "connection", "where", "what_if", "flags", "effect");
    private static final List<String> PARAMETER =
            List.of("cmdlet", "parameter", "type", "flags", "values", "aliases", "form");
    private static final List<String> READING = List.of(
            "cmdlet",
            "reading",
            "identity",
            "compare",
            "sets",
            "match",
            "with",
            "where",
            "wants",
            "key",
            "volatile",
            "settle",
            "inverse",
            "losses");

    private final CatalogueRows base;
    private final Map<String, List<TeamEntry>> entries;

    TeamRows(CatalogueRows base, List<TeamEntry> entries) {
        this.base = base;
        this.entries = entries.stream()
                .collect(Collectors.groupingBy(entry -> entry.name().toLowerCase(Locale.ROOT)));
    }

    private List<TeamEntry> said(String name) {
        return entries.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    @Override
    public Optional<Row> cmdlet(String name) {
        Optional<Row> row = base.cmdlet(name);
        List<TeamEntry> said = said(name);
        if (row.isEmpty() && said.isEmpty()) {
            return row;
        }
        Row known = row.orElseGet(() -> new Row(CMDLET, List.of(said.get(0).name()))
                .with("family", "team")
                .with("connection", "local"));
        for (TeamEntry entry : said) {
            known = with(known, entry.cmdlet());
        }
        return Optional.of(known);
    }

    @Override
    public List<Row> parameters(String name) {
        List<Row> known = base.parameters(name);
        List<TeamEntry> said = said(name);
        if (said.isEmpty()) {
            return known;
        }
        Map<String, Row> all = new TreeMap<>();
        known.forEach(row -> all.put(row.get("parameter").toLowerCase(Locale.ROOT), row));
        for (TeamEntry entry : said) {
            entry.parameters()
                    .forEach((parameter, columns) -> all.compute(
                            parameter.toLowerCase(Locale.ROOT),
                            (key, row) -> with(
                                    row == null
                                            ? new Row(PARAMETER, List.of(entry.name())).with("parameter", parameter)
                                            : row,
                                    columns)));
        }
        return List.copyOf(all.values());
    }

    @Override
    public Optional<Row> reading(String name) {
        Optional<Row> row = base.reading(name);
        List<TeamEntry> said = said(name);
        boolean saysReading = said.stream().anyMatch(entry -> entry.reading().containsKey("reading"));
        if (row.isEmpty() && !saysReading) {
            return row;
        }
        Row known = row.orElseGet(() ->
                new Row(READING, List.of(name)).with("identity", "Identity").with("compare", "*?"));
        for (TeamEntry entry : said) {
            known = confirmed(with(known, entry.reading()), entry.confirmed());
        }
        return Optional.of(known);
    }

    private static Row with(Row row, Map<String, String> columns) {
        Row changed = row;
        for (Map.Entry<String, String> column : columns.entrySet()) {
            changed = changed.with(column.getKey(), column.getValue());
        }
        return changed;
    }

    /** The row with the question marks of these parameters taken away; one that stands nowhere is read under its own name. */
    private static Row confirmed(Row row, Set<String> names) {
        if (names.isEmpty()) {
            return row;
        }
        Set<String> left = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        left.addAll(names);
        boolean all = left.remove("*");
        List<String> compare = new ArrayList<>();
        for (String entry : row.list("compare", '|')) {
            String parameter = entry.replaceAll("[>?].*", "");
            boolean sure = all || left.remove(parameter);
            compare.add(sure && entry.endsWith("?") ? entry.substring(0, entry.length() - 1) : entry);
        }
        compare.addAll(left);
        String sets = all ? row.get("sets").replace("?", "") : row.get("sets");
        return row.with("compare", String.join("|", compare)).with("sets", sets);
    }

    @Override
    public Optional<String> formOf(String type) {
        return base.formOf(type);
    }

    @Override
    public List<String> names() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(base.names());
        entries.values().forEach(said -> names.add(said.get(0).name()));
        return List.copyOf(names);
    }
}
