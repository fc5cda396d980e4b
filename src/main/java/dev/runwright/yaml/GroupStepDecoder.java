package dev.runwright.yaml;

import dev.runwright.model.GroupStep;
import dev.runwright.model.Step;
import dev.runwright.model.StepHead;
import java.util.List;

/** Reads {@code group:} with {@code rescue:} and {@code always:}. */
final class GroupStepDecoder implements StepDecoder {
    @Override
    public String kind() {
        return "group";
    }

    @Override
    public Step decode(Fields fields, StepHead head) {
        return new GroupStep(head, steps(fields, "group"), steps(fields, "rescue"), steps(fields, "always"));
    }

    /** The steps under a key; none if it is not there, a problem if it is empty. */
    static List<Step> steps(Fields fields, String key) {
        Tree tree = fields.take(key);
        if (tree == null) {
            return List.of();
        }
        if (tree instanceof Tree.Sequence sequence && sequence.items().isEmpty()) {
            fields.decoding().error(fields.at(key), "no_steps", "'" + key + "' needs at least one step.", "");
        }
        return fields.decoding().steps(tree);
    }
}
