package dev.runwright.graph;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.Reply;
import dev.runwright.engine.StepError;
import dev.runwright.value.Data;
import dev.runwright.value.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Many calls as one, twenty at a time. Parts that were throttled are sent again, with those that depend on them, and so are those that
 * the service could not take, unless that could do them twice. The output is each part's answer in the order of the calls, and each
 * part that failed is an error of the whole. One use.
 */
final class Batch {
    private static final int MOST = 20;
    private static final int MOST_ROUNDS = 8;
    private static final Set<Integer> THROTTLED = Set.of(429, 509);
    private static final Set<Integer> BROKEN = Set.of(503, 504);
    private static final int DEPENDENCY_FAILED = 424;

    private final GraphClient client;
    private final Address address;
    private final Map<String, Map<String, @Nullable Object>> answers = new LinkedHashMap<>();

    Batch(GraphClient client, Address address) {
        this.client = client;
        this.address = address;
    }

    /** Sends all parts. */
    Outcome send(Cmdlets.Call call, Attempt attempt) {
        Map<String, Map<String, @Nullable Object>> parts = parts(call);
        boolean reads = parts.values().stream().allMatch(Batch::isReading);
        Instant deadline = client.deadline(attempt);
        Set<String> open = new LinkedHashSet<>(parts.keySet());
        for (int round = 1; !open.isEmpty(); round++) {
            Duration pause = Duration.ZERO;
            for (List<String> some : slices(open)) {
                Attempt rest = new Attempt(client.left(deadline), attempt.cancellation(), attempt.events());
                Outcome failure = slice(call, some, parts, reads, rest);
                if (failure != null) {
                    return failure instanceof Outcome.Failed failed && !answers.isEmpty()
                            ? new Outcome.Failed(failed.error(), reply(parts))
                            : failure;
                }
                for (String id : some) {
                    Duration asked = pause(id, parts, round);
                    pause = asked.compareTo(pause) > 0 ? asked : pause;
                }
            }
            open = throttled(parts);
            String why = "Microsoft Graph put off " + open.size() + " parts of a batch";
            if (open.isEmpty() || round == MOST_ROUNDS || !client.waits(pause, deadline, attempt, why)) {
                break;
            }
        }
        return unanswered(parts);
    }

    /** A part without an answer may have been done. */
    private Outcome unanswered(Map<String, Map<String, @Nullable Object>> parts) {
        Reply reply = reply(parts);
        for (Map.Entry<String, Map<String, @Nullable Object>> part : parts.entrySet()) {
            if (status(part.getKey()) == 0) {
                StepError error = StepError.of(
                        ErrorClass.INVALID,
                        "Microsoft Graph gave no answer to " + shown(part.getKey(), part.getValue()) + ".");
                return isReading(part.getValue()) ? new Outcome.Failed(error, reply) : new Outcome.Unknown(error);
            }
        }
        return new Outcome.Returned(reply);
    }

    private static boolean isReading(Map<String, @Nullable Object> part) {
        return "GET".equals(part.get("method"));
    }

    private static String shown(String id, Map<String, @Nullable Object> part) {
        return part.get("method") + " " + part.get("url") + " (part '" + id + "' of a batch)";
    }

    private static Map<String, Map<String, @Nullable Object>> parts(Cmdlets.Call call) {
        Map<String, Map<String, @Nullable Object>> parts = new LinkedHashMap<>();
        Object requests = call.parameters().get("requests");
        for (Object request : requests instanceof List<?> list ? Data.list(list) : List.of()) {
            if (!(request instanceof Map<?, ?>)) {
                throw new IllegalArgumentException("a request of a batch must be a map");
            }
            Map<String, @Nullable Object> part = new LinkedHashMap<>(Data.map(request));
            String id = part.get("id") == null ? String.valueOf(parts.size() + 1) : String.valueOf(part.get("id"));
            part.put("id", id);
            part.putIfAbsent("method", "GET");
            if (part.get("body") != null) {
                part.putIfAbsent("headers", Map.of("Content-Type", "application/json"));
            }
            if (parts.put(id, part) != null) {
                throw new IllegalArgumentException("two requests of the batch have the id '" + id + "'");
            }
        }
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("'requests' of a batch must be a list with at least one request");
        }
        return parts;
    }

    private static List<List<String>> slices(Set<String> ids) {
        List<String> all = List.copyOf(ids);
        List<List<String>> slices = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MOST) {
            slices.add(all.subList(from, Math.min(from + MOST, all.size())));
        }
        return slices;
    }

    /** Sends some parts; gives what ends the whole call, or null. */
    private @Nullable Outcome slice(
            Cmdlets.Call call,
            List<String> ids,
            Map<String, Map<String, @Nullable Object>> parts,
            boolean reads,
            Attempt attempt) {
        List<@Nullable Object> requests = new ArrayList<>();
        for (String id : ids) {
            Map<String, @Nullable Object> part = java.util.Objects.requireNonNull(parts.get(id));
            List<String> before = Data.texts(part.get("dependsOn"));
            boolean blocked = before.stream().anyMatch(other -> !ids.contains(other) && !isGood(other));
            if (blocked) {
                Map<String, @Nullable Object> answer = new LinkedHashMap<>();
                answer.put("id", id);
                answer.put("status", (long) DEPENDENCY_FAILED);
                answers.put(id, answer);
                continue;
            }
            Map<String, @Nullable Object> request = new LinkedHashMap<>(part);
            List<String> inside = before.stream().filter(ids::contains).toList();
            request.remove("dependsOn");
            if (!inside.isEmpty()) {
                request.put("dependsOn", inside);
            }
            requests.add(request);
        }
        if (requests.isEmpty()) {
            return null;
        }
        Cmdlets.Call some = new Cmdlets.Call(call.connection(), call.cmdlet(), Map.of("requests", requests), List.of());
        Ask ask = address.ask(some, reads);
        return take(ask, client.send(ask, attempt));
    }

    private @Nullable Outcome take(Ask ask, End end) {
        if (!(end instanceof End.Answered answered) || !answered.answer().good()) {
            StepError error = GraphCmdlets.error(ask, end);
            boolean untouched = answers.isEmpty() && end instanceof End.Unsigned;
            boolean lost = end instanceof End.Lost lose && lose.acted() && !ask.reads();
            return untouched
                    ? new Outcome.NotSent(error)
                    : lost ? new Outcome.Unknown(error) : new Outcome.Failed(error, null);
        }
        try {
            for (Object response :
                    Data.list(Json.readObject(answered.answer().body()).get("responses"))) {
                Map<String, @Nullable Object> answer = Data.map(response);
                answers.put(String.valueOf(answer.get("id")), answer);
            }
            return null;
        } catch (IllegalArgumentException | ClassCastException e) {
            StepError error =
                    StepError.of(ErrorClass.INVALID, "Microsoft Graph answered a batch with what is no answer to one.");
            return ask.reads() ? new Outcome.Failed(error, null) : new Outcome.Unknown(error);
        }
    }

    private int status(String id) {
        Map<String, @Nullable Object> answer = answers.get(id);
        return answer != null && answer.get("status") instanceof Number status ? status.intValue() : 0;
    }

    private boolean isGood(String id) {
        return status(id) >= 200 && status(id) < 300;
    }

    private Set<String> throttled(Map<String, Map<String, @Nullable Object>> parts) {
        Set<String> open = new LinkedHashSet<>();
        parts.forEach((id, part) -> {
            boolean waits = Data.texts(part.get("dependsOn")).stream().anyMatch(open::contains);
            if (isPutOff(id, part) || (status(id) == DEPENDENCY_FAILED && waits)) {
                open.add(id);
            }
        });
        return open;
    }

    private boolean isPutOff(String id, Map<String, @Nullable Object> part) {
        return THROTTLED.contains(status(id)) || (BROKEN.contains(status(id)) && !"POST".equals(part.get("method")));
    }

    private Duration pause(String id, Map<String, Map<String, @Nullable Object>> parts, int round) {
        if (!isPutOff(id, java.util.Objects.requireNonNull(parts.get(id)))) {
            return Duration.ZERO;
        }
        Map<String, @Nullable Object> answer = java.util.Objects.requireNonNull(answers.get(id));
        return client.pause(round, Answer.ofPart(status(id), Data.map(answer.get("headers"))));
    }

    private Reply reply(Map<String, Map<String, @Nullable Object>> parts) {
        List<@Nullable Object> output = new ArrayList<>();
        List<StepError> errors = new ArrayList<>();
        parts.forEach((id, part) -> {
            Map<String, @Nullable Object> answer = answers.get(id);
            output.add(answer);
            if (answer != null && !isGood(id)) {
                Object body = answer.get("body");
                errors.add(GraphErrors.ofPart(
                        shown(id, part), status(id), body instanceof Map<?, ?> ? Data.map(body) : Map.of()));
            }
        });
        return new Reply(output, errors, List.of(), true, null, null);
    }
}
