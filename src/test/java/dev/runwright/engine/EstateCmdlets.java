package dev.runwright.engine;

import dev.runwright.estate.Disturbance;
import dev.runwright.estate.Estate;
import dev.runwright.estate.EstateReply;
import dev.runwright.value.Data;
import dev.runwright.value.Tagged;
import dev.runwright.wire.EstateAnswer;
import dev.runwright.wire.ShellError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sandbox company without a shell between: what a shell would do to its answers is done here. */
final class EstateCmdlets implements Cmdlets {
    private final Estate estate;
    private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
    private Runnable before = () -> {};
    private Runnable after = () -> {};

    EstateCmdlets(Estate estate) {
        this.estate = estate;
    }

    /** Something that happens before each call, and after each has taken effect. */
    void around(Runnable first, Runnable last) {
        before = first;
        after = last;
    }

    /** Everything that was called, in order. */
    List<Call> calls() {
        return calls;
    }

    static boolean reads(Call call) {
        return call.cmdlet().startsWith("Get-") || call.cmdlet().equals("Search-UnifiedAuditLog");
    }

    /** The calls that are no readings. */
    List<String> changes() {
        return calls.stream().filter(call -> !reads(call)).map(Call::cmdlet).toList();
    }

    @Override
    public Outcome invoke(Call call, Attempt attempt) {
        before.run();
        calls.add(call);
        EstateReply reply = estate.invoke(call.cmdlet(), call.parameters());
        after.run();
        Disturbance disturbance = reply.disturbance();
        if (disturbance != null) {
            return new Outcome.Unknown(StepError.of(ErrorClass.UNKNOWN, "No answer came from the shell."));
        }
        EstateAnswer answer = reply.answer();
        List<@Nullable Object> output = Data.list(Tagged.decode(Tagged.encode(withoutTypes(answer.data()))));
        StepError error = answer.error() == null ? null : error(answer.error());
        if (error != null && answer.terminating()) {
            return new Outcome.Failed(error, null);
        }
        return new Outcome.Returned(
                new Reply(output, error == null ? List.of() : List.of(error), answer.warnings(), true, null, null));
    }

    private static List<@Nullable Object> withoutTypes(List<@Nullable Object> data) {
        List<@Nullable Object> plain = new ArrayList<>();
        for (Object item : data) {
            if (item instanceof Map<?, ?>) {
                Map<String, @Nullable Object> map = new LinkedHashMap<>(Data.map(item));
                map.remove("$type");
                plain.add(map);
            } else {
                plain.add(item);
            }
        }
        return plain;
    }

    private static StepError error(ShellError error) {
        ErrorClass kind = error.id().contains("NotFound") && !error.id().contains("Parameter")
                ? ErrorClass.NOT_FOUND
                : ErrorClass.UNKNOWN;
        return new StepError(kind, error.message(), null, Map.of("id", error.id()));
    }

    @Override
    public Map<String, Map<String, Object>> shells() {
        return Map.of();
    }
}
