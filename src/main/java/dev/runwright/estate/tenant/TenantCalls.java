package dev.runwright.estate.tenant;

import dev.runwright.estate.Estate;
import dev.runwright.estate.Fault;
import dev.runwright.value.Data;
import dev.runwright.value.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Carries out the calls of the tenant, each in a transaction of its own, and the parts of a batch. Thread-safe. */
final class TenantCalls {
    private static final int MOST_PARTS = 20;

    private final Estate estate;
    private final String base;

    /** @param base the service's address with its version, for links */
    TenantCalls(Estate estate, String base) {
        this.estate = estate;
        this.base = base;
    }

    /**
     * One call as it came in.
     *
     * @param target path after the version, with its query
     * @param headers by name in lower case
     * @param id the service's own id of the request
     */
    record Incoming(String method, String target, Map<String, String> headers, String body, String id) {
        /** Copies the map. */
        Incoming {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * What goes back.
     *
     * @param fault what goes wrong on the way; null for nothing
     */
    record Outgoing(Answer answer, @Nullable Fault fault) {}

    Outgoing answer(Incoming incoming) {
        if (incoming.method().equals("POST") && incoming.target().equals("/$batch")) {
            return batch(incoming);
        }
        try {
            return call(incoming, body(incoming));
        } catch (GraphFailure failure) {
            return new Outgoing(failed(failure, incoming), null);
        }
    }

    private Outgoing call(Incoming incoming, Map<String, @Nullable Object> body) {
        int mark = incoming.target().indexOf('?');
        String path = mark < 0 ? incoming.target() : incoming.target().substring(0, mark);
        List<String> segments = new ArrayList<>();
        for (String segment : path.substring(1).split("/", -1)) {
            segments.add(decoded(segment));
        }
        Route route = route(incoming.method(), segments);
        Map<String, String> names = route.match(segments).orElseThrow();
        Map<String, String> query = query(mark < 0 ? "" : incoming.target().substring(mark + 1));
        Estate.Requested<Answer> requested = estate.request(
                route.call(),
                route.reads(),
                documents -> {
                    try {
                        Tokens.check(incoming.headers().get("authorization"), documents);
                        Tokens.checkPermission(route, documents);
                        return route.handler()
                                .handle(new Ask(
                                        incoming.method(),
                                        segments,
                                        names,
                                        query,
                                        incoming.headers(),
                                        body,
                                        base,
                                        documents));
                    } catch (GraphFailure failure) {
                        return failed(failure, incoming, documents.now());
                    }
                },
                answer -> "HTTP " + answer.status());
        Answer answer = requested.answer();
        return new Outgoing(answer == null ? Answer.none() : answer, requested.fault());
    }

    private static Route route(String method, List<String> path) {
        List<Route> here = TenantWorld.ROUTES.stream()
                .filter(route -> route.match(path).isPresent())
                .toList();
        if (here.isEmpty()) {
            String unknown = Route.unknownSegment(TenantWorld.ROUTES, path);
            throw GraphFailure.noSegment(unknown == null ? String.join("/", path) : unknown);
        }
        return here.stream()
                .filter(route -> route.method().equals(method))
                .findFirst()
                .orElseThrow(() -> GraphFailure.of(
                        405, "Request_BadRequest", "The method " + method + " is not allowed on this resource."));
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Map<String, @Nullable Object> body(Incoming incoming) {
        if (incoming.body().isBlank()) {
            return Map.of();
        }
        try {
            return Json.readObject(incoming.body());
        } catch (RuntimeException e) {
            throw GraphFailure.badRequest("Unable to read JSON request payload.");
        }
    }

    private Answer failed(GraphFailure failure, Incoming incoming) {
        return failed(failure, incoming, estate.now());
    }

    private static Answer failed(GraphFailure failure, Incoming incoming, Instant now) {
        String client = incoming.headers().getOrDefault("client-request-id", "");
        return Answer.failed(failure, now.toString(), incoming.id(), client);
    }

    /** Answers come in the order of the requests; a part that depends on a failed one is not tried (domain.md D.3). */
    private Outgoing batch(Incoming incoming) {
        List<Map<String, @Nullable Object>> responses = new ArrayList<>();
        try {
            List<@Nullable Object> requests = Data.list(body(incoming).get("requests"));
            if (requests.isEmpty() || requests.size() > MOST_PARTS) {
                throw GraphFailure.badRequest("A batch holds 1 to " + MOST_PARTS + " requests.");
            }
            Set<String> failed = new java.util.HashSet<>();
            for (Object request : requests) {
                Map<String, @Nullable Object> part = Data.map(request);
                Map<String, @Nullable Object> response = part(part, incoming, failed);
                if (response.get("status") instanceof Integer status && status >= 400) {
                    failed.add(String.valueOf(part.get("id")));
                }
                responses.add(response);
            }
        } catch (GraphFailure failure) {
            return new Outgoing(failed(failure, incoming), null);
        }
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("responses", responses);
        return new Outgoing(Answer.ok(body), null);
    }

    private Map<String, @Nullable Object> part(
            Map<String, @Nullable Object> part, Incoming incoming, Set<String> failed) {
        Map<String, String> headers = new HashMap<>(incoming.headers());
        headers.remove("if-match");
        Data.map(part.get("headers"))
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), String.valueOf(value)));
        boolean blocked = Data.texts(part.get("dependsOn")).stream().anyMatch(failed::contains);
        Incoming inner = new Incoming(
                String.valueOf(part.get("method")).toUpperCase(Locale.ROOT),
                String.valueOf(part.get("url")),
                headers,
                Optional.ofNullable(part.get("body")).map(Json::write).orElse(""),
                incoming.id());
        Answer answer = blocked
                ? failed(GraphFailure.of(424, "FailedDependency", "A request that this one depends on failed."), inner)
                : struck(answer(inner), inner);
        Map<String, @Nullable Object> response = new LinkedHashMap<>();
        response.put("id", part.get("id"));
        response.put("status", answer.status());
        response.put("headers", answer.headers());
        response.put("body", answer.body());
        return response;
    }

    /** A part of a batch with the error that a fault gives it; the connection itself stays whole. */
    private Answer struck(Outgoing outgoing, Incoming inner) {
        Fault fault = outgoing.fault();
        return fault == null
                ? outgoing.answer()
                : FaultAnswers.of(fault, inner.target(), failure -> failed(failure, inner));
    }

    /** The answer of a fault that gives one. */
    Answer faulty(Fault fault, Incoming incoming) {
        return FaultAnswers.of(Objects.requireNonNull(fault), incoming.target(), failure -> failed(failure, incoming));
    }
}
