package dev.runwright.graph;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Events;
import dev.runwright.engine.RunClock;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Sends a request to Graph until it has an answer that stands: waits where the service asks for it, gets a new token once, and never
 * sends a change again that may have taken effect and would take effect twice. Thread-safe.
 */
final class GraphClient {
    private static final int MOST_TRIES = 8;
    private static final int MOST_UNREACHED = 4;
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(100);
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final Wire wire;
    private final Tokens tokens;
    private final RunClock clock;
    private final Backoff backoff;
    private final Supplier<String> ids;

    /** @param ids gives a new {@code client-request-id} each time */
    GraphClient(Wire wire, Tokens tokens, RunClock clock, Backoff backoff, Supplier<String> ids) {
        this.wire = wire;
        this.tokens = tokens;
        this.clock = clock;
        this.backoff = backoff;
        this.ids = ids;
    }

    /** Sends one request; the attempt's timeout is for all tries and waits together. */
    End send(Ask ask, Attempt attempt) {
        return new Tries(ask, attempt).end();
    }

    /** Waits if the attempt has the time; tells whether it had. */
    boolean waits(Duration span, Instant deadline, Attempt attempt, String why) {
        boolean fits =
                span.compareTo(LONGEST_WAIT) <= 0 && clock.now().plus(span).isBefore(deadline);
        if (!fits || attempt.cancellation().requested()) {
            return false;
        }
        String seconds = String.format(Locale.ROOT, "%.1f s", span.toMillis() / 1000.0);
        attempt.events().event(new Events.Event("progress", why + "; waiting " + seconds, null));
        clock.pass(span, attempt.cancellation());
        return !attempt.cancellation().requested();
    }

    Instant deadline(Attempt attempt) {
        return clock.now().plus(attempt.timeout());
    }

    /** What is left of the time until then, at least a moment. */
    Duration left(Instant deadline) {
        Duration left = Duration.between(clock.now(), deadline);
        return left.compareTo(MOMENT) > 0 ? left : MOMENT;
    }

    Duration pause(int count, Answer answer) {
        return backoff.after(count, answer, clock.now());
    }

    /** The tries at one request. One use. */
    private final class Tries {
        private final Ask ask;
        private final Attempt attempt;
        private final Instant deadline;
        private int count;
        private boolean acted;
        private boolean renewed;
        private boolean stale;
        private String asked = "";

        private Tries(Ask ask, Attempt attempt) {
            this.ask = ask;
            this.attempt = attempt;
            this.deadline = deadline(attempt);
        }

        private End end() {
            while (true) {
                count++;
                try {
                    Answer answer = once();
                    if (!again(answer)) {
                        return new End.Answered(answer, acted);
                    }
                } catch (NoToken e) {
                    return new End.Unsigned(e);
                } catch (NoAnswer e) {
                    boolean again = (!e.sent() || ask.reads()) && count < MOST_UNREACHED;
                    if (!again || !waits(backoff.after(count), deadline, attempt, e.sentence())) {
                        return new End.Lost(e, acted || e.sent(), asked);
                    }
                }
            }
        }

        private Answer once() throws NoToken, NoAnswer {
            String token = tokens.token(stale, attempt.cancellation());
            stale = false;
            asked = ids.get();
            HttpRequest.Builder request = HttpRequest.newBuilder(ask.uri())
                    .header("Authorization", "Bearer " + token)
                    .header("Accept", "application/json")
                    .header("client-request-id", asked)
                    .header("return-client-request-id", "true");
            if (ask.body() != null) {
                request.header("Content-Type", "application/json");
            }
            ask.headers().forEach(request::setHeader);
            request.method(
                    ask.method(), ask.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(ask.body()));
            Duration left = left(deadline);
            Duration most = left.compareTo(LONGEST_REQUEST) < 0 ? left : LONGEST_REQUEST;
            return wire.send(request.build(), most, attempt.cancellation(), asked);
        }

        private boolean again(Answer answer) {
            int status = answer.status();
            if (status == 401 && !renewed) {
                renewed = true;
                stale = true;
                return true;
            }
            boolean refused = status == 429 || status == 509;
            boolean broken = status == 503 || status == 504;
            if (count >= MOST_TRIES || !(refused || (broken && ask.repeatable()))) {
                return false;
            }
            String why = "Microsoft Graph answered " + ask.shown() + " with " + status;
            boolean again = waits(pause(count, answer), deadline, attempt, why);
            acted |= again && broken && !ask.reads();
            return again;
        }
    }
}
