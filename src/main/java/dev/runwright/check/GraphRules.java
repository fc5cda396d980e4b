package dev.runwright.check;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.catalogue.CmdletFacts;
import dev.runwright.catalogue.ParameterFacts;
import dev.runwright.model.GraphCommand;
import dev.runwright.model.GraphStep;
import dev.runwright.model.StateRule;
import dev.runwright.model.Step;
import dev.runwright.text.DidYouMean;
import dev.runwright.text.Position;
import dev.runwright.text.Problem;
import dev.runwright.text.Problems;
import dev.runwright.value.Template;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Graph calls by the catalogue: paths, properties and their values, query options, headers. */
final class GraphRules {
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
    private static final Pattern OPTION = Pattern.compile("[?&]([^=&]+)=");
    /** Headers that the client sets itself, or that Java does not let anybody set. */
    private static final Set<String> OWN = Set.of(
            "authorization",
            "host",
            "content-length",
            "connection",
            "upgrade",
            "expect",
            "cookie",
            "client-request-id",
            "return-client-request-id");

    private final Catalogue catalogue;
    private final KnownInputs inputs;
    private final Problems problems;

    GraphRules(Catalogue catalogue, KnownInputs inputs, Problems problems) {
        this.catalogue = catalogue;
        this.inputs = inputs;
        this.problems = problems;
    }

    void check(Step step) {
        if (step instanceof GraphStep graph) {
            Optional<CmdletFacts> facts = call(graph.command(), graph.commandPosition());
            options(graph.url());
            headers(graph.headers());
            facts.ifPresent(known -> body(known, graph));
        }
        StateRule state = step.head().state();
        if (state != null && GraphCommand.isGraph(state.cmdlet())) {
            call(state.cmdlet(), state.position());
            options(state.with().fields().get(GraphCommand.URL));
            if (state.with().fields().get(GraphCommand.HEADERS) instanceof Template.Fields headers) {
                headers(headers);
            }
        }
    }

    private Optional<CmdletFacts> call(String command, Position position) {
        Optional<CmdletFacts> found = catalogue.find(command);
        if (found.isEmpty()) {
            problems.add(new Problem(
                    position,
                    Problem.Level.NOTE,
                    "unknown_call",
                    command + " is not in the catalogue; its properties are not checked.",
                    nearest(command)));
        } else if (found.get().delegated()) {
            problems.warning(
                    position,
                    "delegated_only",
                    found.get().name()
                            + " can be called by a signed-in person only; a connection of an application is refused.",
                    "Let a person do it: use a 'manual' step.");
        }
        return found;
    }

    /** The call of the catalogue that differs least, its open segments written as in the runbook. */
    private @Nullable String nearest(String command) {
        List<String> known = catalogue.names().stream()
                .filter(GraphCommand::isGraph)
                .map(name -> name.replaceAll("\\{[^}]*}", "{}"))
                .toList();
        int literal = command.indexOf('/', command.indexOf('/') + 1);
        String open = literal < 0 ? command : command.replaceFirst("^(\\S+ /[^/]+/)[^/]+", "$1{}");
        String hint = DidYouMean.nearest(command, known)
                .or(() -> DidYouMean.nearest(open, known))
                .map(name -> "Did you mean '" + name + "'?")
                .orElse("");
        return hint.isEmpty() ? null : hint;
    }

    private void body(CmdletFacts facts, GraphStep step) {
        Template.Fields body = step.with();
        List<String> names =
                facts.parameters().values().stream().map(ParameterFacts::name).toList();
        body.fields().forEach((name, value) -> {
            Position at = body.keys().getOrDefault(name, body.position());
            Optional<ParameterFacts> property = facts.parameter(name);
            if (property.isPresent()) {
                property(facts, property.get(), at, value);
            } else if (!inside(name, names) && !name.contains("@odata.")) {
                unknown(facts, name, names, at);
            }
        });
        boolean open = step.body() != null && !(step.body() instanceof Template.Fields);
        for (ParameterFacts property : facts.parameters().values()) {
            if (property.mandatory()
                    && !open
                    && !step.method().equals("GET")
                    && body.fields().keySet().stream().noneMatch(property.name()::equalsIgnoreCase)) {
                problems.error(
                        body.position(),
                        "missing_property",
                        facts.name() + " needs '" + property.name() + "' in its body.",
                        null);
            }
        }
    }

    /** Whether a name is a part of a property whose inside is not known, or stands for several that are. */
    private static boolean inside(String name, List<String> names) {
        String lower = name.toLowerCase(Locale.ROOT);
        return names.stream()
                .map(known -> known.toLowerCase(Locale.ROOT))
                .anyMatch(known -> lower.startsWith(known + "/") || known.startsWith(lower + "/"));
    }

    private void property(CmdletFacts facts, ParameterFacts property, Position at, Template value) {
        if (property.reserved()) {
            problems.error(
                    at,
                    "read_only_property",
                    "'" + property.name() + "' is read-only; " + facts.name() + " cannot set it.",
                    "Leave it out.");
        }
        new ParameterRules(facts.name(), property, inputs, problems).check(value);
    }

    private void unknown(CmdletFacts facts, String name, List<String> names, Position at) {
        Optional<String> near = DidYouMean.nearest(name, names);
        String message = "`" + name + "` is not a property of " + facts.name()
                + near.map(one -> "; did you mean `" + one + "`?").orElse(".");
        if (near.isPresent()) {
            problems.error(at, "unknown_property", message, null);
        } else {
            problems.warning(at, "unknown_property", message, "The catalogue has the usual ones; it is sent as it is.");
        }
    }

    private void options(@Nullable Template url) {
        if (!(url instanceof Template.Url parts)) {
            return;
        }
        StringBuilder text = new StringBuilder();
        parts.parts().forEach(part -> text.append(part instanceof String literal ? literal : "x"));
        OPTION.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .forEach(option -> {
                    boolean meant = option.startsWith("$") || OPTIONS.contains("$" + option);
                    if (meant && !OPTIONS.contains(option)) {
                        String hint = DidYouMean.hint(option.startsWith("$") ? option : "$" + option, OPTIONS);
                        problems.error(
                                url.position(),
                                "unknown_option",
                                "'" + option + "' is not an option of a Graph query.",
                                hint.isEmpty() ? "Known are: " + String.join(", ", OPTIONS) + "." : hint);
                    }
                });
    }

    private void headers(Template.Fields headers) {
        headers.fields().keySet().stream()
                .filter(name -> OWN.contains(name.toLowerCase(Locale.ROOT)))
                .forEach(name -> problems.error(
                        headers.keys().getOrDefault(name, headers.position()),
                        "own_header",
                        "The header '" + name + "' is set by the engine.",
                        "Leave it out."));
    }
}
