package dev.runwright.yaml;

import dev.runwright.model.Step;
import dev.runwright.model.StepHead;
import org.jspecify.annotations.Nullable;

/** Reads the steps of one kind. */
interface StepDecoder {
    /** The kind's key. */
    String kind();

    /** The step, or null after a problem. The keys that every step may have are taken already. */
    @Nullable Step decode(Fields fields, StepHead head);
}
