package dev.runwright.engine;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.catalogue.CmdletFacts;
import dev.runwright.catalogue.VerbEffects;
import dev.runwright.engine.StateSpec.Compared;
import dev.runwright.model.Effect;
import dev.runwright.model.GraphCommand;
import dev.runwright.model.GraphStep;
import dev.runwright.value.Data;
import dev.runwright.value.EvaluationException;
import dev.runwright.value.Json;
import dev.runwright.value.Pending;
import dev.runwright.value.Scope;
import dev.runwright.value.UrlText;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Graph calls as commands with parameters: the body's properties, and what is no property of it under reserved names. Stateless. */
final class GraphCalls {
    private static final String SELECT = "$select";
    private static final String ETAG = "@odata.etag";
    private static final String IF_MATCH = "If-Match";

    private GraphCalls() {}

    /** The call of a step. */
    static Cmdlets.Call of(GraphStep step, Scope scope, String connection) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put(GraphCommand.URL, step.url().render(scope));
        String command = located(step.method(), step.command(), parameters);
        Map<String, @Nullable Object> headers = step.headers().render(scope);
        if (!headers.isEmpty()) {
            parameters.put(GraphCommand.HEADERS, headers);
        }
        Object body = step.body() == null ? Map.of() : step.body().render(scope);
        if (body instanceof Pending) {
            parameters.put(GraphCommand.URL, body);
        } else if (body instanceof Map<?, ?>) {
            parameters.putAll(GraphCommand.flat(Data.map(body), GraphCalls::members));
        } else {
            throw new EvaluationException(
                    java.util.Objects.requireNonNull(step.body()).position(), "'body' must be a map.", null);
        }
        return new Cmdlets.Call(connection, command, parameters, List.of());
    }

    private static Map<String, @Nullable Object> members(@Nullable Object value) {
        return value instanceof Map<?, ?> ? Data.map(value) : Map.of();
    }

    /**
     * The command of a reading; takes its URL out of the parameters and leaves the query in them. A selection that the catalogue makes
     * has what is compared too.
     */
    static String reading(String command, Map<String, @Nullable Object> with, List<Compared> compared) {
        if (!GraphCommand.isGraph(command)) {
            return command;
        }
        Map<String, @Nullable Object> query = new LinkedHashMap<>();
        with.forEach((name, value) -> {
            if (name.startsWith("$")) {
                query.put(name, name.equals(SELECT) ? selection(String.valueOf(value), compared) : value);
            }
        });
        with.keySet().removeIf(name -> name.startsWith("$"));
        String located = located("GET", command, with);
        query.putAll(Data.map(with.get(GraphCommand.QUERY)));
        if (!query.isEmpty()) {
            with.put(GraphCommand.QUERY, query);
        }
        return located;
    }

    private static String selection(String standard, List<Compared> compared) {
        Set<String> names = new LinkedHashSet<>(List.of(standard.split(",", -1)));
        compared.forEach(one -> names.add(one.property().replaceAll("/.*", "")));
        return String.join(",", names);
    }

    /** The command with its path; the URL's query becomes a parameter. A URL that is pending stays one. */
    private static String located(String method, String shape, Map<String, @Nullable Object> parameters) {
        Object url = parameters.get(GraphCommand.URL);
        if (!(url instanceof String text)) {
            return shape;
        }
        parameters.remove(GraphCommand.URL);
        int mark = text.indexOf('?');
        Map<String, @Nullable Object> query = new LinkedHashMap<>();
        for (String part : mark < 0 ? new String[0] : text.substring(mark + 1).split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                query.put(UrlText.decoded(part.substring(0, equals)), UrlText.decoded(part.substring(equals + 1)));
            }
        }
        if (!query.isEmpty()) {
            parameters.put(GraphCommand.QUERY, query);
        }
        return method + " " + (mark < 0 ? text : text.substring(0, mark));
    }

    /** Makes a change depend on the object being as it was read, where the reading says which version that was. */
    static void match(Map<String, @Nullable Object> parameters, Reading reading) {
        Object etag = reading.values().get(ETAG);
        if (etag == null) {
            return;
        }
        Map<String, @Nullable Object> headers = new LinkedHashMap<>(Data.map(parameters.get(GraphCommand.HEADERS)));
        if (Data.entry(headers, IF_MATCH) == null) {
            headers.put(IF_MATCH, etag);
            parameters.put(GraphCommand.HEADERS, headers);
        }
    }

    /** What a batch does: the most that one of its parts does; empty if the call is no batch. */
    static Optional<Effect> batch(Cmdlets.Call call, Catalogue catalogue) {
        if (!call.cmdlet().equals(GraphCommand.BATCH)
                || !(call.parameters().get("requests") instanceof List<?> requests)) {
            return Optional.empty();
        }
        Effect most = Effect.READ;
        for (Object request : requests) {
            Map<String, @Nullable Object> part = members(request);
            String command =
                    part.get("method") + " " + String.valueOf(part.get("url")).replaceAll("\\?.*", "");
            Effect effect = catalogue
                    .find(command)
                    .map(facts -> facts.effectWith(members(part.get("body")).keySet()))
                    .orElseGet(() -> VerbEffects.of(command));
            most = effect.compareTo(most) > 0 ? effect : most;
        }
        return Optional.of(most);
    }

    /** Another call of the catalogue on what {@code sent} names; a cmdlet is what it is. */
    static String related(Catalogue catalogue, String sent, String other, @Nullable Object key) {
        Optional<GraphCommand> pattern =
                catalogue.find(sent).map(CmdletFacts::name).flatMap(GraphCommand::of);
        Optional<GraphCommand> wanted = GraphCommand.of(other);
        if (pattern.isEmpty() || wanted.isEmpty()) {
            return other;
        }
        String segment = key == null ? null : UrlText.encoded(key.toString());
        return GraphCommand.of(sent).orElseThrow().filled(pattern.get(), wanted.get(), segment);
    }

    /** {@code PATCH /users/anna%40contoso.com {"accountEnabled":false}}. */
    static String text(String command, Map<String, @Nullable Object> parameters) {
        StringBuilder text = new StringBuilder(command);
        Map<String, @Nullable Object> query = members(parameters.get(GraphCommand.QUERY));
        char sign = '?';
        for (Map.Entry<String, @Nullable Object> one : query.entrySet()) {
            text.append(sign).append(one.getKey()).append('=').append(one.getValue());
            sign = '&';
        }
        Map<String, @Nullable Object> body = new LinkedHashMap<>(parameters);
        body.keySet().removeIf(GraphCommand::isReserved);
        return body.isEmpty()
                ? text.toString()
                : text.append(' ').append(Json.write(body)).toString();
    }
}
