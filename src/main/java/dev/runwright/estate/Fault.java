package dev.runwright.estate;

import dev.runwright.value.Data;
import dev.runwright.value.Json;
import dev.runwright.wire.ShellError;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A fault that is injected: the {@code call}-th matching call from now goes wrong. Immutable.
 *
 * @param call which of the matching calls, 1 is the next; with {@code always} it and all after it
 * @param command the cmdlet that counts; null for all
 * @param before whether it strikes before the call takes effect, else after
 * @param kind {@code error throttled denied die hang stuck half timeout}
 * @param id the error's id, for kind {@code error}
 * @param message the error's sentence, for kind {@code error}
 * @param always whether it stays
 */
public record Fault(
        long call, @Nullable String command, boolean before, String kind, String id, String message, boolean always) {
    private static final Pattern FORM =
            Pattern.compile("fail call (\\d{1,9})(?: of ([\\w-]+|[A-Z]+ /\\S*))? (before|after) with"
                    + " (?:(throttled|denied|die|hang|stuck|half|timeout)|error ([\\w.-]+): (.+?))( always)?");

    /**
     * Reads {@code fail call 2 of Set-Mailbox after with throttled}; see {@link EstateException#badFault} for all forms.
     *
     * @throws EstateException if it is none
     */
    public static Fault parse(String text) {
        Matcher form = FORM.matcher(text.trim());
        if (!form.matches() || Long.parseLong(form.group(1)) == 0) {
            throw EstateException.badFault(text);
        }
        String kind = form.group(4) == null ? "error" : form.group(4);
        return new Fault(
                Long.parseLong(form.group(1)),
                form.group(2),
                form.group(3).equals("before"),
                kind,
                form.group(5) == null ? "" : form.group(5),
                form.group(6) == null ? "" : form.group(6),
                form.group(7) != null);
    }

    /** Whether a call of that cmdlet counts; a request counts by the beginning of its path, {@code PATCH /users}. */
    boolean matches(String name) {
        return command == null
                || command.equalsIgnoreCase(name)
                || (command.contains(" ") && name.regionMatches(true, 0, command, 0, command.length()));
    }

    /** Whether it strikes at the {@code seen}-th matching call. */
    boolean strikes(long seen) {
        return always ? seen >= call : seen == call;
    }

    /** What it does to the shell; empty if it only gives an error. */
    public Optional<Disturbance> disturbance() {
        return switch (kind) {
            case "die", "hang", "stuck", "half", "timeout" ->
                Optional.of(Disturbance.valueOf(kind.toUpperCase(Locale.ROOT)));
            default -> Optional.empty();
        };
    }

    /** The error that it gives. */
    ShellError error(String name) {
        return switch (kind) {
            case "throttled" ->
                ShellError.of(
                        "The server is busy and throttles the request; HTTP status 429 (Too Many Requests). Try again later.",
                        "System.InvalidOperationException",
                        "ServerBusy",
                        "ResourceUnavailable",
                        name);
            case "denied" ->
                ShellError.of(
                        "You can't make the change because you don't have the required write scope.",
                        "System.InvalidOperationException",
                        "AccessDenied",
                        "PermissionDenied",
                        name);
            default -> ShellError.of(message, "System.InvalidOperationException", id, "NotSpecified", name);
        };
    }

    String json() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("call", call);
        fields.put("command", command);
        fields.put("before", before);
        fields.put("kind", kind);
        fields.put("id", id);
        fields.put("message", message);
        fields.put("always", always);
        return Json.write(fields);
    }

    static Fault ofJson(String json) {
        Map<String, @Nullable Object> fields = Json.readObject(json);
        return new Fault(
                fields.get("call") instanceof Number call ? call.longValue() : 1,
                Data.text(fields.get("command")),
                Boolean.TRUE.equals(fields.get("before")),
                String.valueOf(fields.get("kind")),
                String.valueOf(fields.get("id")),
                String.valueOf(fields.get("message")),
                Boolean.TRUE.equals(fields.get("always")));
    }

    @Override
    public String toString() {
        return "fail call " + call + (command == null ? "" : " of " + command) + (before ? " before" : " after")
                + " with " + (kind.equals("error") ? "error " + id + ": " + message : kind) + (always ? " always" : "");
    }
}
