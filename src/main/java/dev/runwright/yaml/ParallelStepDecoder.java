package dev.runwright.yaml;

import dev.runwright.model.ParallelStep;
import dev.runwright.model.Step;
import dev.runwright.model.StepHead;
import java.util.List;

/** Reads {@code parallel:} with {@code fail:}. */
final class ParallelStepDecoder implements StepDecoder {
    @Override
    public String kind() {
        return "parallel";
    }

    @Override
    public Step decode(Fields fields, StepHead head) {
        List<Step> branches = GroupStepDecoder.steps(fields, "parallel");
        return new ParallelStep(head, branches, !"wait".equals(fields.word("fail", List.of("fast", "wait"))));
    }
}
