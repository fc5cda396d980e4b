package dev.runwright.check;

import dev.runwright.catalogue.CmdletFacts;
import dev.runwright.catalogue.ParameterFacts;
import dev.runwright.text.DidYouMean;
import dev.runwright.text.Position;
import dev.runwright.text.Problems;
import dev.runwright.value.Template;
import dev.runwright.value.UrlText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The query of a Graph call: its options, and the properties that they name. Stateless. */
final class GraphQueryRules {
    private static final List<String> OPTIONS = List.of(
            "$select",
            "$filter",
            "$expand",
            "$orderby",
            "$top",
            "$skip",
            "$count",
            "$search",
            "$format",
            "$skiptoken",
            "$deltatoken");
    /** Stands where an expression is. */
    private static final String OPEN = "\u0001";

    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");
    private static final Pattern COMPARED =
            Pattern.compile("(?<![\\w/:])([A-Za-z]\\w*)(?:/\\w+)*\\s+(?:eq|ne|gt|ge|lt|le|in|has)\\s");
    private static final Pattern ARGUMENT =
            Pattern.compile("(?i)\\b(?:startswith|endswith|contains)\\(\\s*([A-Za-z]\\w*)(?:/\\w+)*\\s*,");
    private static final Pattern ANY = Pattern.compile("(?<![\\w/:])([A-Za-z]\\w*)/(?:any|all)\\(");
    /** The variable of a lambda, {@code l} of {@code any(l:l/skuId eq …)}. */
    private static final Pattern RANGE = Pattern.compile("(?:any|all)\\(\\s*(\\w+)\\s*:");

    private final Problems problems;

    GraphQueryRules(Problems problems) {
        this.problems = problems;
    }

    /** Checks a path with its query; {@code facts} is null where the call is not known. */
    void check(@Nullable Template url, @Nullable CmdletFacts facts) {
        if (url == null) {
            return;
        }
        Map<String, String> query = query(url);
        query.keySet().forEach(option -> option(option, url.position()));
        if (facts == null || facts.parameters().isEmpty()) {
            return;
        }
        Set<String> named = new TreeSet<>();
        for (String option : List.of("$select", "$orderby")) {
            for (String one : query.getOrDefault(option, "").split(",", -1)) {
                named.add(one.strip().replaceAll("[\\s/].*", ""));
            }
        }
        String filter = LITERAL.matcher(query.getOrDefault("$filter", "")).replaceAll("''");
        for (Pattern pattern : List.of(COMPARED, ARGUMENT, ANY)) {
            pattern.matcher(filter)
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .forEach(named::add);
        }
        RANGE.matcher(filter)
                .results()
                .map((MatchResult found) -> found.group(1))
                .forEach(named::remove);
        named.stream()
                .filter(name -> name.matches("[A-Za-z]\\w*"))
                .filter(name -> !name.equalsIgnoreCase("not"))
                .forEach(name -> property(name, facts, url.position()));
    }

    private static Map<String, String> query(Template url) {
        StringBuilder text = new StringBuilder();
        if (url instanceof Template.Url parts) {
            parts.parts().forEach(part -> text.append(part instanceof String literal ? literal : OPEN));
        } else if (url instanceof Template.Literal literal) {
            text.append(literal.value());
        }
        Map<String, String> query = new LinkedHashMap<>();
        int mark = text.indexOf("?");
        for (String one : mark < 0 ? new String[0] : text.substring(mark + 1).split("&", -1)) {
            int equals = one.indexOf('=');
            if (equals > 0) {
                query.put(one.substring(0, equals), decoded(one.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String value) {
        try {
            return UrlText.decoded(value);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    private void option(String option, Position at) {
        boolean meant = option.startsWith("$") || OPTIONS.contains("$" + option);
        if (meant && !OPTIONS.contains(option)) {
            String hint = DidYouMean.hint(option.startsWith("$") ? option : "$" + option, OPTIONS);
            problems.error(
                    at,
                    "unknown_option",
                    "'" + option + "' is not an option of a Graph query.",
                    hint.isEmpty() ? "Known are: " + String.join(", ", OPTIONS) + "." : hint);
        }
    }

    private void property(String name, CmdletFacts facts, Position at) {
        Set<String> known = new TreeSet<>();
        for (ParameterFacts property : facts.parameters().values()) {
            known.add(property.name().replaceAll("/.*", ""));
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (known.stream().anyMatch(one -> one.toLowerCase(Locale.ROOT).equals(lower))) {
            return;
        }
        Optional<String> near = DidYouMean.nearest(name, known);
        String message = "`" + name + "` in the query is not a property that " + facts.name() + " gives";
        if (near.isPresent()) {
            problems.error(at, "unknown_property", message + "; did you mean `" + near.get() + "`?", null);
        } else {
            problems.warning(
                    at, "unknown_property", message + ".", "The catalogue has the usual ones; it is sent as it is.");
        }
    }
}
