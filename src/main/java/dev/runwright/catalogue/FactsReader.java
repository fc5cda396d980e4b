package dev.runwright.catalogue;

import dev.runwright.model.Effect;
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
        return rows.cmdlet(name).map(row -> {
            Map<String, ParameterFacts> parameters = parameters(name);
            return new CmdletFacts(
                    row.get("cmdlet"),
                    row.get("module"),
                    row.get("connection"),
                    where(row.get("where")),
                    parameters,
                    effects(row),
                    row.list("flags", ",").contains("pauses"),
                    row.list("flags", ",").contains("force"),
                    whatIf(row.get("what_if")),
                    rows.reading(name)
                            .map(reading -> new ReadingReader(reading, parameters).read())
                            .orElse(null));
        });
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
        for (String rule : row.list("effect", " ")) {
            String[] parts = rule.split(":", 2);
            Effect effect = Effect.valueOf(parts[0].toUpperCase(Locale.ROOT));
            rules.add(new EffectRule(effect, parts.length == 1 ? Set.of() : Set.of(parts[1].split("\\+", -1))));
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
