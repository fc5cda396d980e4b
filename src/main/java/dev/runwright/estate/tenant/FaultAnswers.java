package dev.runwright.estate.tenant;

import dev.runwright.estate.Fault;
import java.util.Map;
import java.util.function.Function;

/** The answers of injected faults (domain.md D.3). Stateless. */
final class FaultAnswers {
    private static final Map<String, Integer> STATUS = Map.ofEntries(
            Map.entry("BadRequest", 400),
            Map.entry("Request_BadRequest", 400),
            Map.entry("InvalidAuthenticationToken", 401),
            Map.entry("Authorization_RequestDenied", 403),
            Map.entry("ErrorAccessDenied", 403),
            Map.entry("accessDenied", 403),
            Map.entry("Request_ResourceNotFound", 404),
            Map.entry("ErrorItemNotFound", 404),
            Map.entry("MailboxNotEnabledForRESTAPI", 404),
            Map.entry("ResourceNotFound", 404),
            Map.entry("Conflict", 409),
            Map.entry("TooManyRequests", 429),
            Map.entry("ApplicationThrottled", 429),
            Map.entry("ServiceUnavailable", 503));

    private FaultAnswers() {}

    static Answer of(Fault fault, String target, Function<GraphFailure, Answer> answer) {
        return switch (fault.kind()) {
            case "throttled" -> throttled(target, answer);
            case "denied" -> answer.apply(GraphFailure.denied());
            case "timeout" ->
                answer.apply(GraphFailure.of(504, "UnknownError", "The gateway did not get an answer in time."));
            default -> answer.apply(GraphFailure.of(STATUS.getOrDefault(fault.id(), 500), fault.id(), fault.message()));
        };
    }

    /** Seconds may be fractional; identity protection names none. */
    private static Answer throttled(String target, Function<GraphFailure, Answer> answer) {
        Answer refused = answer.apply(GraphFailure.of(429, "TooManyRequests", "Too many requests."));
        return target.startsWith("/identityProtection") ? refused : refused.with("Retry-After", "2.128");
    }
}
