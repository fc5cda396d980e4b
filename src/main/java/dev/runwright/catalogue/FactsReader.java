package dev.runwright.catalogue;

import dev.runwright.model.Effect;
import dev.runwright.model.GraphCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the facts of a cmdlet from its rows. */
final class FactsReader {
    private final CatalogueRows rows;

    FactsReader(CatalogueRows rows) {
        this.rows = rows;
    }

    Optional<CmdletFacts> read(String name) {
        Row row = rows.cmdlet(name).orElse(null);
        if (row == null) {
            return Optional.empty();
        }
        Map<String, ParameterFacts> parameters = parameters(name);
        Row reading = rows.reading(name).orElse(null);
        List<String> flags = row.list("flags", ',');
        boolean graph = GraphCommand.isGraph(name);
        String permission = row.get("permission");
        return Optional.of(new CmdletFacts(
                row.get("cmdlet"),
                graph ? "Microsoft Graph" : row.get("module"),
                graph ? "graph" : row.get("connection"),
                where(row.get("where")),
                parameters,
                effects(row),
                flags.contains("pauses"),
                flags.contains("force"),
                whatIf(row.get("what_if")),
                reading == null ? null : new ReadingReader(reading, parameters).read(),
                permission.isEmpty() ? null : permission,
                flags.contains("delegated")));
    }

    private Map<String, ParameterFacts> parameters(String name) {
        ParameterReader reader = new ParameterReader(rows);
        Map<String, ParameterFacts> parameters = new LinkedHashMap<>();
        for (Row row : rows.parameters(name)) {
            ParameterFacts facts = reader.read(row);
            parameters.put(facts.name(), facts);
        }
        return parameters;
    }

    private static List<EffectRule> effects(Row row) {
        List<EffectRule> rules = new ArrayList<>();
        for (String rule : row.list("effect", ' ')) {
            List<String> parts = Row.parts(rule, ':');
            Effect effect = Effect.valueOf(parts.get(0).toUpperCase(Locale.ROOT));
            rules.add(new EffectRule(effect, parts.size() == 1 ? Set.of() : Set.copyOf(Row.parts(parts.get(1), '+'))));
        }
        return rules;
    }

    private static Where where(String word) {
        return word.isEmpty() ? Where.BOTH : Where.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static @Nullable Where whatIf(String word) {
        return word.isEmpty() ? null : word.equals("yes") ? Where.BOTH : where(word);
    }
}
