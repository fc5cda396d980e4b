package dev.runwright.graph;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.Reply;
import dev.runwright.engine.RunClock;
import dev.runwright.engine.StepError;
import dev.runwright.model.GraphCommand;
import dev.runwright.value.Data;
import dev.runwright.value.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Carries out calls of Microsoft Graph. A reading gives a list of all pages, one object, or a bare value; a change gives what the
 * service answered, with its status and the ids by which Microsoft finds the request again. Thread-safe.
 */
public final class GraphCmdlets implements Cmdlets {
    private static final int LONGEST_BODY = 32 * 1024 * 1024;
    private static final int MOST_ITEMS = 100_000;
    private static final String NEXT = "@odata.nextLink";

    private final GraphClient client;
    private final Address address;

    /** Over the network; nothing is opened before the first call. */
    public GraphCmdlets(GraphSettings settings, RunClock clock) {
        this(
                settings,
                clock,
                new Wire(settings.proxy(), LONGEST_BODY),
                new Backoff(() -> ThreadLocalRandom.current().nextDouble()));
    }

    GraphCmdlets(GraphSettings settings, RunClock clock, Wire wire, Backoff backoff) {
        this.address = new Address(settings.base());
        this.client = new GraphClient(
                wire,
                new MsalTokens(settings, wire, clock),
                clock,
                backoff,
                () -> UUID.randomUUID().toString());
    }

    @Override
    public Map<String, Map<String, Object>> shells() {
        return Map.of();
    }

    @Override
    public Outcome invoke(Call call, Attempt attempt) {
        try {
            if (call.cmdlet().equals(GraphCommand.BATCH)) {
                return new Batch(client, address).send(call, attempt);
            }
            Ask ask = address.ask(call, call.cmdlet().startsWith("GET "));
            return ask.reads() ? read(ask, attempt) : change(ask, attempt);
        } catch (IllegalArgumentException e) {
            String sentence = call.cmdlet() + " cannot be sent: " + e.getMessage() + ".";
            return new Outcome.NotSent(StepError.of(ErrorClass.INVALID, sentence));
        }
    }

    // ---- readings

    private Outcome read(Ask first, Attempt attempt) {
        Instant deadline = client.deadline(attempt);
        List<@Nullable Object> items = new ArrayList<>();
        Set<URI> seen = new HashSet<>();
        Ask ask = first;
        while (true) {
            Attempt rest = new Attempt(client.left(deadline), attempt.cancellation(), attempt.events());
            End end = client.send(ask, rest);
            if (!(end instanceof End.Answered answered && answered.answer().good())) {
                return new Outcome.Failed(error(ask, end), null);
            }
            Object body;
            try {
                body = body(answered.answer());
            } catch (IllegalArgumentException e) {
                return new Outcome.Failed(unusable(ask, answered.answer(), e), null);
            }
            if (!(body instanceof Map<?, ?> map && map.get("value") instanceof List<?> page)) {
                return seen.isEmpty()
                        ? new Outcome.Returned(Reply.of(bare(body)))
                        : nextPage(ask, "came as what is no page");
            }
            items.addAll(Data.list(page));
            Object next = map.get(NEXT);
            if (next == null || items.size() > MOST_ITEMS) {
                return new Outcome.Returned(collected(items, next == null));
            }
            String fault = fault(next.toString(), seen);
            if (fault != null) {
                return nextPage(ask, fault);
            }
            ask = ask.at(URI.create(next.toString()));
        }
    }

    /** Why a page must not be fetched; null if it may. */
    private @Nullable String fault(String next, Set<URI> seen) {
        URI link;
        try {
            link = new URI(next);
        } catch (URISyntaxException e) {
            return "is said to be at '" + next + "', which is no address";
        }
        if (!address.owns(link)) {
            String where = link.getRawAuthority() == null ? next : link.getRawAuthority();
            return "is said to be at " + where + ", which is not Microsoft Graph; it was not fetched";
        }
        return seen.add(link) ? null : "leads back to itself";
    }

    private static Outcome nextPage(Ask ask, String fault) {
        String sentence = "The next page of " + ask.shown() + " " + fault + ".";
        return new Outcome.Failed(StepError.of(ErrorClass.INVALID, sentence), null);
    }

    private static Reply collected(List<@Nullable Object> items, boolean whole) {
        List<String> warnings = whole ? List.of() : List.of("Only the first " + items.size() + " objects were read.");
        return new Reply(items, List.of(), warnings, whole, null, null);
    }

    /** What the answer holds, without what OData says about it. */
    private static @Nullable Object bare(@Nullable Object body) {
        if (!(body instanceof Map<?, ?>)) {
            return body;
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>(Data.map(body));
        object.remove("@odata.context");
        return object.size() == 1 && object.containsKey("value") ? object.get("value") : object;
    }

    private static @Nullable Object body(Answer answer) {
        if (!answer.whole()) {
            throw new IllegalArgumentException("its body is longer than " + LONGEST_BODY / 1024 / 1024 + " MB");
        }
        return answer.body().isBlank() ? null : Json.read(answer.body());
    }

    private static StepError unusable(Ask ask, Answer answer, IllegalArgumentException why) {
        String sentence = "Microsoft Graph answered " + ask.shown() + " with " + answer.status()
                + " and a body that cannot be used: "
                + String.valueOf(why.getMessage()).lines().findFirst().orElse("") + ".";
        return new StepError(ErrorClass.INVALID, sentence, null, GraphErrors.ids(answer));
    }

    // ---- changes

    private Outcome change(Ask ask, Attempt attempt) {
        End end = client.send(ask, attempt);
        if (end instanceof End.Answered answered && answered.answer().good()) {
            return done(ask, answered.answer());
        }
        StepError error = error(ask, end);
        if (end instanceof End.Unsigned) {
            return new Outcome.NotSent(error);
        }
        if (end instanceof End.Lost lost) {
            return lost.acted() ? new Outcome.Unknown(error) : new Outcome.NotSent(error);
        }
        return refused(ask, (End.Answered) end, error);
    }

    /** What was refused did nothing; what a gateway gave up may have been done all the same. */
    private static Outcome refused(Ask ask, End.Answered end, StepError error) {
        int status = end.answer().status();
        if (status == 504) {
            return new Outcome.Unknown(error);
        }
        boolean gone = ask.method().equals("DELETE") && (status == 404 || status == 410);
        boolean untouched = ((status >= 300 && status < 500) || status == 509) && !end.acted() && !gone;
        return untouched ? new Outcome.NotSent(error) : new Outcome.Failed(error, null);
    }

    private static Outcome done(Ask ask, Answer answer) {
        Map<String, @Nullable Object> output = new LinkedHashMap<>();
        List<String> warnings = new ArrayList<>();
        try {
            Object body = body(answer);
            output.putAll(body instanceof Map<?, ?> ? Data.map(body) : Map.of());
            output.remove("@odata.context");
        } catch (IllegalArgumentException e) {
            warnings.add("The change is made. " + unusable(ask, answer, e).message());
        }
        output.put("@status", (long) answer.status());
        answer.header("location").ifPresent(location -> output.put("@location", location));
        GraphErrors.ids(answer).forEach((name, value) -> output.put("@" + name, value));
        return new Outcome.Returned(new Reply(output, List.of(), warnings, true, null, null));
    }

    static StepError error(Ask ask, End end) {
        if (end instanceof End.Answered answered) {
            return GraphErrors.of(ask.shown(), answered.answer());
        }
        if (end instanceof End.Unsigned unsigned) {
            return unsigned.why().error();
        }
        End.Lost lost = (End.Lost) end;
        return new StepError(
                lost.why().kind(),
                ask.shown() + ": " + lost.why().sentence(),
                null,
                Map.of("client-request-id", lost.asked()));
    }
}
