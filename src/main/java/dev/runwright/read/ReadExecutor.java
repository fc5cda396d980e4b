package dev.runwright.read;

import dev.runwright.engine.Action;
import dev.runwright.engine.StepContext;
import dev.runwright.engine.StepExecutor;
import dev.runwright.model.ReadStep;
import dev.runwright.value.EvaluationException;
import dev.runwright.value.Pending;
import java.util.ArrayList;
import java.util.List;

/** Does {@code read:} steps: one file gives what it holds, a list of files a list. Thread-safe. */
public final class ReadExecutor implements StepExecutor<ReadStep> {
    @Override
    public Class<ReadStep> kind() {
        return ReadStep.class;
    }

    @Override
    public Action prepare(ReadStep step, StepContext context) {
        Object value = step.path().render(context.scope());
        List<String> paths = new ArrayList<>();
        for (Object path : value instanceof List<?> list ? list : java.util.Collections.singletonList(value)) {
            if (path instanceof Pending || (path instanceof String text && !text.isBlank())) {
                paths.add(path.toString());
            } else {
                throw new EvaluationException(
                        step.path().position(), "'read' needs a path, or a list of paths, each a text.", null);
            }
        }
        return new ReadAction(paths, value instanceof List<?>, step, context.folder());
    }
}
