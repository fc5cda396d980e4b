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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Graph calls by the catalogue: paths, properties and their values, query options, headers. */
final class GraphRules {
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

    private static final List<String> PART = List.of("id", "method", "url", "headers", "body", "dependsOn");

    private final Catalogue catalogue;
    private final KnownInputs inputs;
    private final GraphQueryRules queries;
    private final Problems problems;

    GraphRules(Catalogue catalogue, KnownInputs inputs, Problems problems) {
        this.catalogue = catalogue;
        this.inputs = inputs;
        this.problems = problems;
        this.queries = new GraphQueryRules(problems);
    }

    void check(Step step) {
        if (step instanceof GraphStep graph) {
            Optional<CmdletFacts> facts = call(graph.command(), graph.commandPosition());
            queries.check(graph.url(), facts.orElse(null));
            headers(graph.headers());
            boolean open = graph.body() != null && !(graph.body() instanceof Template.Fields);
            facts.ifPresent(
                    known -> body(known, graph.with(), open || graph.method().equals("GET")));
            batch(graph);
        }
        StateRule state = step.head().state();
        if (state != null && GraphCommand.isGraph(state.cmdlet())) {
            Optional<CmdletFacts> facts = call(state.cmdlet(), state.position());
            queries.check(state.with().fields().get(GraphCommand.URL), facts.orElse(null));
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

    /** @param open whether nothing needs to be in it, or not all of it is known */
    private void body(CmdletFacts facts, Template.Fields body, boolean open) {
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
        for (ParameterFacts property : facts.parameters().values()) {
            if (property.mandatory()
                    && !open
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

    // ---- the parts of a batch

    private void batch(GraphStep step) {
        if (!step.command().equals(GraphCommand.BATCH)
                || !(step.with().fields().get("requests") instanceof Template.Items requests)) {
            return;
        }
        Set<String> ids = new HashSet<>();
        for (Template request : requests.items()) {
            if (request instanceof Template.Fields part) {
                part(part, ids);
                text(part, "id").ifPresent(ids::add);
            }
        }
        requests.items().stream()
                .filter(Template.Fields.class::isInstance)
                .map(Template.Fields.class::cast)
                .forEach(part -> waitsFor(part, ids));
    }

    private void part(Template.Fields part, Set<String> before) {
        part.fields().keySet().stream().filter(key -> !PART.contains(key)).forEach(key -> {
            String hint = DidYouMean.hint(key, PART);
            problems.error(
                    part.keys().getOrDefault(key, part.position()),
                    "unknown_key",
                    "Unknown key '" + key + "' in a request of a batch.",
                    hint.isEmpty() ? "Known keys are: " + String.join(", ", PART) + "." : hint);
        });
        text(part, "id")
                .filter(before::contains)
                .ifPresent(id -> problems.error(
                        part.fields().getOrDefault("id", part).position(),
                        "id_twice",
                        "Two requests of the batch have the id '" + id + "'.",
                        null));
        Template url = part.fields().get("url");
        String method =
                part.fields().containsKey("method") ? text(part, "method").orElse("") : "GET";
        if (url == null || (!method.isEmpty() && !GraphCommand.METHODS.contains(method))) {
            problems.error(
                    url == null
                            ? part.position()
                            : part.fields().getOrDefault("method", part).position(),
                    "no_call",
                    url == null
                            ? "A request of a batch needs 'url', a path such as /users/anna@contoso.com."
                            : "'" + method + "' is no method; expected one of "
                                    + String.join(", ", GraphCommand.METHODS) + ".",
                    null);
        } else if (!method.isEmpty()) {
            String command = url instanceof Template.Literal literal
                    ? method + " " + String.valueOf(literal.value()).replaceAll("\\?.*", "")
                    : GraphCommand.shape(method, url);
            known(command, method, url, part);
        }
    }

    private void known(String command, String method, Template url, Template.Fields part) {
        Optional<CmdletFacts> facts = call(command, url.position());
        queries.check(url, facts.orElse(null));
        Template body = part.fields().get("body");
        Template.Fields sent = body instanceof Template.Fields fields
                ? GraphStep.flat(fields)
                : Template.Fields.none(body == null ? part.position() : body.position());
        boolean open = method.equals("GET") || (body != null && !(body instanceof Template.Fields));
        facts.ifPresent(found -> body(found, sent, open));
    }

    private void waitsFor(Template.Fields part, Set<String> ids) {
        if (part.fields().get("dependsOn") instanceof Template.Items items) {
            items.items().stream()
                    .filter(Template.Literal.class::isInstance)
                    .map(Template.Literal.class::cast)
                    .filter(other -> !ids.contains(String.valueOf(other.value())))
                    .forEach(other -> problems.error(
                            other.position(),
                            "unknown_id",
                            "No request of the batch has the id '" + other.value() + "'.",
                            null));
        }
    }

    private static Optional<String> text(Template.Fields part, String key) {
        return part.fields().get(key) instanceof Template.Literal literal
                ? Optional.of(String.valueOf(literal.value()))
                : Optional.empty();
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
