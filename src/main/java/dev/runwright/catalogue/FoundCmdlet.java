package dev.runwright.catalogue;

import dev.runwright.value.Data;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a shell says of one of its commands. Immutable.
 *
 * @param whatIf whether it says that it supports {@code -WhatIf}
 * @param pauses whether it asks before it acts
 * @param parameters in the order of their names, without the common ones
 */
public record FoundCmdlet(
        String name, String module, String version, boolean whatIf, boolean pauses, List<Parameter> parameters) {
    /** Copies the list. */
    public FoundCmdlet {
        parameters = List.copyOf(parameters);
    }

    /**
     * A parameter as the shell binds it.
     *
     * @param type without its namespace
     * @param mandatory whether every call must give it
     * @param position its rank among those that can be given without a name; null if it must be named
     * @param values accepted values; empty if any
     */
    public record Parameter(
            String name,
            String type,
            boolean mandatory,
            @Nullable Integer position,
            boolean pipeline,
            List<String> aliases,
            List<String> values) {
        /** Copies the lists. */
        public Parameter {
            aliases = List.copyOf(aliases);
            values = List.copyOf(values);
        }

        private static Parameter of(Map<String, @Nullable Object> row) {
            return new Parameter(
                    text(row, "parameter"),
                    text(row, "type"),
                    Boolean.TRUE.equals(row.get("mandatory")),
                    row.get("position") instanceof Number number ? number.intValue() : null,
                    Boolean.TRUE.equals(row.get("pipeline")),
                    texts(row.get("aliases")),
                    texts(row.get("values")));
        }
    }

    /** The commands in the rows of {@code scripts/bridge/rw-commands.ps1}, one row a parameter; in the order of names. */
    public static List<FoundCmdlet> of(List<Map<String, @Nullable Object>> rows) {
        Map<String, List<Map<String, @Nullable Object>>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        rows.forEach(row -> byName.computeIfAbsent(text(row, "cmdlet"), name -> new ArrayList<>())
                .add(row));
        return byName.values().stream().map(FoundCmdlet::one).toList();
    }

    private static FoundCmdlet one(List<Map<String, @Nullable Object>> rows) {
        Map<String, Parameter> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        rows.stream()
                .filter(row -> row.get("parameter") != null)
                .map(Parameter::of)
                .forEach(parameter -> parameters.put(parameter.name(), parameter));
        Map<String, @Nullable Object> row = rows.get(0);
        return new FoundCmdlet(
                text(row, "cmdlet"),
                text(row, "module"),
                text(row, "version"),
                Boolean.TRUE.equals(row.get("what_if")),
                Boolean.TRUE.equals(row.get("pauses")),
                List.copyOf(parameters.values()));
    }

    private static String text(Map<String, @Nullable Object> row, String key) {
        Object value = row.get(key);
        return value == null ? "" : value.toString();
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?>
                ? Data.list(value).stream().map(String::valueOf).toList()
                : List.of();
    }
}
