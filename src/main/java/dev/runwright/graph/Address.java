package dev.runwright.graph;

import dev.runwright.engine.Cmdlets;
import dev.runwright.model.GraphCommand;
import dev.runwright.value.Data;
import dev.runwright.value.Json;
import dev.runwright.value.Secret;
import dev.runwright.value.UrlText;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes requests of calls: the path below the service, the query, the headers and the body with its maps put together again. */
record Address(URI base) {
    private static final String KEPT = "$()',;!*:@/";
    private static final String LEVEL = "ConsistencyLevel";

    /** @param reads whether the call changes nothing */
    Ask ask(Cmdlets.Call call, boolean reads) {
        GraphCommand command = GraphCommand.of(call.cmdlet()).orElseThrow();
        String path = "/" + String.join("/", command.segments());
        StringBuilder url = new StringBuilder(base.toString()).append(path);
        Map<String, @Nullable Object> query = Data.map(call.parameters().get(GraphCommand.QUERY));
        char sign = '?';
        for (Map.Entry<String, @Nullable Object> one : query.entrySet()) {
            url.append(sign).append(UrlText.encoded(one.getKey(), "$")).append('=');
            url.append(UrlText.encoded(String.valueOf(one.getValue()), KEPT));
            sign = '&';
        }
        Map<String, String> headers = new LinkedHashMap<>();
        if (query.containsKey("$search") || "true".equals(String.valueOf(query.get("$count")))) {
            headers.put(LEVEL, "eventual");
        }
        Data.map(call.parameters().get(GraphCommand.HEADERS)).forEach((name, value) -> {
            headers.keySet().removeIf(name::equalsIgnoreCase);
            headers.put(name, value instanceof Secret secret ? secret.reveal() : String.valueOf(value));
        });
        return new Ask(
                command.method(),
                URI.create(url.toString()),
                command.method() + " " + path,
                headers,
                body(call.parameters()),
                reads);
    }

    private static @Nullable String body(Map<String, @Nullable Object> parameters) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        parameters.forEach((name, value) -> {
            if (!GraphCommand.isReserved(name)) {
                put(body, name, revealed(value));
            }
        });
        return body.isEmpty() ? null : Json.write(body);
    }

    private static void put(Map<String, @Nullable Object> body, String name, @Nullable Object value) {
        int slash = name.indexOf('/');
        if (slash < 0) {
            body.put(name, value);
            return;
        }
        String outer = name.substring(0, slash);
        Map<String, @Nullable Object> inner =
                new LinkedHashMap<>(body.get(outer) instanceof Map<?, ?> known ? Data.map(known) : Map.of());
        put(inner, name.substring(slash + 1), value);
        body.put(outer, inner);
    }

    private static @Nullable Object revealed(@Nullable Object value) {
        if (value instanceof Secret secret) {
            return secret.reveal();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> shown = new LinkedHashMap<>();
            Data.map(map).forEach((name, one) -> shown.put(name, revealed(one)));
            return shown;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> shown = new ArrayList<>();
            Data.list(list).forEach(one -> shown.add(revealed(one)));
            return shown;
        }
        return value;
    }

    /** Whether a link leads to this service and nowhere else: a token is sent to it. */
    boolean owns(URI link) {
        return base.getScheme().equalsIgnoreCase(String.valueOf(link.getScheme()))
                && base.getAuthority().equalsIgnoreCase(String.valueOf(link.getRawAuthority()))
                && String.valueOf(link.getRawPath()).startsWith(base.getRawPath() + "/");
    }
}
