package dev.runwright.powershell;

import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.ErrorClasses;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.StepError;
import dev.runwright.text.Position;
import dev.runwright.value.Data;
import dev.runwright.value.Redactor;
import dev.runwright.wire.Reply;
import dev.runwright.wire.ShellError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange with a shell means for the step: fails only by what the target said, is "not sent" only if surely nothing
 * reached it, and is unknown otherwise. Immutable.
 *
 * @param place the script's place; null for a command
 * @param inside whether a command's error keeps its place inside its module; in a sandbox that would be a proxy's
 */
record OutcomeMapping(Redactor redactor, @Nullable ScriptPlace place, boolean inside) {
    private static final int OTHERS = 20;
    private static final List<String> WITHIN = List.of(
            "script",
            "line",
            "column",
            "stack",
            "position",
            "activity",
            "reason",
            "targetType",
            "hresult",
            "details",
            "inner",
            "parse");

    /** The outcome of an exchange in which these warnings were given. */
    Outcome of(Exchange exchange, List<String> warnings) {
        if (exchange instanceof Exchange.Replied replied) {
            return of(replied.reply(), warnings);
        }
        if (exchange instanceof Exchange.Lost lost) {
            ErrorClass kind = lost.loss() == Exchange.Loss.KILLED ? ErrorClass.TIMEOUT : ErrorClass.UNKNOWN;
            return new Outcome.Unknown(error(kind, "No answer came from the shell: " + lost.why() + "."));
        }
        Exchange.NotWritten notWritten = (Exchange.NotWritten) exchange;
        return new Outcome.NotSent(error(ErrorClass.INVALID, "Nothing was sent: " + notWritten.why() + "."));
    }

    private Outcome of(Reply reply, List<String> warnings) {
        return switch (reply.status()) {
            case OK, ERRORS -> new Outcome.Returned(output(reply, reply.errors(), warnings));
            case FAILED -> failed(reply, warnings);
            case EXITED -> exited(reply, warnings);
            case REFUSED ->
                new Outcome.NotSent(error(ErrorClass.INVALID, "The shell refused it: " + reply.why() + "."));
            case TIMEOUT ->
                new Outcome.Unknown(error(ErrorClass.TIMEOUT, "It was stopped because its time limit was over."));
            case CANCELLED -> new Outcome.Unknown(error(ErrorClass.UNKNOWN, "It was stopped because a person asked."));
            case STUCK ->
                new Outcome.Unknown(error(
                        ErrorClass.TIMEOUT, "It was told to stop and did not; its shell and all below it are killed."));
            case BRIDGE_ERROR -> bridgeError(reply);
        };
    }

    private Outcome bridgeError(Reply reply) {
        String why =
                reply.errors().isEmpty() ? reply.why() : reply.errors().get(0).message();
        return new Outcome.Unknown(error(ErrorClass.UNKNOWN, "The bridge failed in the shell: " + why + "."));
    }

    private Outcome failed(Reply reply, List<String> warnings) {
        if (reply.errors().isEmpty()) {
            return new Outcome.Failed(error(ErrorClass.UNKNOWN, "It failed and gave no reason."), null);
        }
        List<ShellError> others = reply.errors().subList(1, reply.errors().size());
        return new Outcome.Failed(first(reply.errors()), output(reply, others, warnings));
    }

    private Outcome exited(Reply reply, List<String> warnings) {
        dev.runwright.engine.Reply output = output(reply, reply.errors(), warnings);
        Integer exit = reply.exitCode();
        if (exit == null || exit == 0) {
            return new Outcome.Returned(output);
        }
        return new Outcome.Failed(
                error(ErrorClasses.shipped().exit(exit), "It ended with exit code " + exit + "."), output);
    }

    private dev.runwright.engine.Reply output(Reply reply, List<ShellError> errors, List<String> warnings) {
        boolean whole = reply.dropped() == 0 && !reply.cut();
        List<StepError> told = new ArrayList<>(errors.stream().map(this::error).toList());
        if (!told.isEmpty()) {
            told.set(0, first(errors));
        }
        return new dev.runwright.engine.Reply(
                reply.data(),
                told,
                whole ? warnings : leftOut(reply, warnings),
                whole,
                place == null ? null : reply.exitCode(),
                null);
    }

    private static List<String> leftOut(Reply reply, List<String> warnings) {
        List<String> all = new ArrayList<>(warnings);
        if (reply.dropped() > 0) {
            int kept = reply.data().size();
            all.add(String.format(
                    Locale.ROOT, "It gave %,d objects; the first %,d are the output.", kept + reply.dropped(), kept));
        }
        if (reply.cut()) {
            all.add(
                    "The output is not whole: an object has more levels or more in it than is carried; name with 'select' what is"
                            + " needed of it.");
        }
        return all;
    }

    /** The error that counts, with the beginning of the list of the others. */
    private StepError first(List<ShellError> errors) {
        StepError error = error(errors.get(0));
        if (errors.size() == 1) {
            return error;
        }
        Map<String, @Nullable Object> details = new LinkedHashMap<>(error.details());
        details.put("errors", (long) errors.size());
        details.put(
                "others",
                errors.stream()
                        .skip(1)
                        .limit(OTHERS)
                        .map(other -> redactor.redact(message(other)))
                        .toList());
        return new StepError(error.kind(), error.message(), error.position(), details);
    }

    private StepError error(ErrorClass kind, String message) {
        return StepError.of(kind, redactor.redact(message).replaceAll("\\.\\.$", "."));
    }

    /** An error record as a step's error: redacted, classed, with its place in the runbook if it has one. */
    StepError error(ShellError error) {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        put(details, "id", error.id());
        put(details, "category", error.category());
        put(details, "type", error.type());
        put(details, "target", error.target());
        put(details, "command", error.details().get("command"));
        put(details, "retry_after", ErrorClasses.retryAfter(error.message()).orElse(null));
        if (inside || place != null) {
            WITHIN.forEach(name -> put(details, name, error.details().get(name)));
        }
        Position position = place == null ? null : place.of(error).orElse(null);
        return new StepError(
                Prompts.sentence(error).isPresent()
                        ? ErrorClass.INVALID
                        : ErrorClasses.shipped().of(said(error)),
                redactor.redact(message(error)),
                position,
                Data.map(redactor.redact((Object) details)));
    }

    private static ErrorClasses.Said said(ShellError error) {
        Integer hresult = error.details().get("hresult") instanceof Number code ? code.intValue() : null;
        return new ErrorClasses.Said(error.id(), error.type(), error.category(), error.message(), hresult);
    }

    private static void put(Map<String, @Nullable Object> details, String name, @Nullable Object value) {
        if (value != null && !value.equals("") && !value.equals(List.of())) {
            details.put(name, value);
        }
    }

    private static String message(ShellError error) {
        List<Map<String, @Nullable Object>> parse = error.parseErrors();
        Optional<String> prompt = Prompts.sentence(error);
        if (prompt.isPresent()) {
            return prompt.get();
        }
        return parse.isEmpty()
                ? error.message()
                : "The script cannot be parsed: " + parse.get(0).get("message");
    }
}
