package dev.runwright.engine;

import dev.runwright.journal.Occasion;
import dev.runwright.value.Data;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run to be made.
 *
 * @param inputs typed values of all inputs, secrets as {@link dev.runwright.value.Secret}
 * @param approvals whether {@code approve} steps wait for people; else they are waived
 * @param only keys of the fan-outs' items that are run; empty for all
 * @param whatIf whether a plan asks cmdlets with {@code -WhatIf} what they would do, where nothing reads it
 */
public record RunRequest(
        Definition definition,
        Map<String, @Nullable Object> inputs,
        Origin origin,
        Watch watch,
        boolean approvals,
        List<String> only,
        boolean whatIf) {
    /** Copies the inputs. */
    public RunRequest {
        inputs = Data.copy(inputs);
        only = List.copyOf(only);
    }

    /** A run. */
    public RunRequest(
            Definition definition,
            Map<String, @Nullable Object> inputs,
            Origin origin,
            Watch watch,
            boolean approvals,
            List<String> only) {
        this(definition, inputs, origin, watch, approvals, only, false);
    }

    /** The same, whose plan asks with {@code -WhatIf}. */
    public RunRequest askingWhatIf() {
        return new RunRequest(definition, inputs, origin, watch, approvals, only, true);
    }

    /** A run of all items, whose approvals are waived. */
    public RunRequest(Definition definition, Map<String, @Nullable Object> inputs, Origin origin, Watch watch) {
        this(definition, inputs, origin, watch, false, List.of());
    }

    /** The same on another occasion; null for none. */
    RunRequest on(@Nullable Occasion occasion) {
        return new RunRequest(definition, inputs, origin.on(occasion), watch, approvals, only, whatIf);
    }

    /**
     * Who looks on and may stop it.
     *
     * @param shift how long this process drives it
     */
    public record Watch(RunListener listener, Cancellation cancellation, Shift shift) {
        /** Of a process that drives a run to its end, or until it waits for people. */
        public Watch(RunListener listener, Cancellation cancellation) {
            this(listener, cancellation, Shift.unlimited());
        }
    }
}
