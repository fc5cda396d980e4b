package dev.runwright.catalogue;

import dev.runwright.model.GraphCommand;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The rows of Graph calls: a call is found by its path, whatever the open segments hold; its parameters are the properties of its
 * resource.
 *
 * @param calls each is the row of a command and of its reading in one
 * @param properties the rows of a resource
 */
record GraphRows(List<Row> calls, Function<String, List<Row>> properties) {
    Optional<Row> call(String name) {
        GraphCommand asked = GraphCommand.of(name).orElseThrow();
        return calls.stream()
                .filter(row -> asked.fits(pattern(row)))
                .max(Comparator.comparingInt(row -> pattern(row).fixed()));
    }

    List<Row> parameters(String name) {
        return call(name)
                .map(row -> row.get("resource"))
                .filter(resource -> !resource.isEmpty())
                .map(properties)
                .orElse(List.of());
    }

    private static GraphCommand pattern(Row row) {
        return GraphCommand.of(row.get("cmdlet")).orElseThrow();
    }
}
