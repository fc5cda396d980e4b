package dev.runwright.engine;

import dev.runwright.model.Effect;
import dev.runwright.model.ProgramStep;
import dev.runwright.value.Data;
import java.util.List;
import java.util.function.Function;

/**
 * Programs that {@code outcomes} performs: changes, unless their step says what they are.
 *
 * @param name of a program by its words
 */
record NamedPrograms(Function<List<?>, String> name, Function<String, Outcome> outcomes)
        implements StepExecutor<ProgramStep> {
    /** By their first word. */
    NamedPrograms(Function<String, Outcome> outcomes) {
        this(words -> String.valueOf(words.get(0)), outcomes);
    }

    @Override
    public Class<ProgramStep> kind() {
        return ProgramStep.class;
    }

    @Override
    public Action prepare(ProgramStep step, StepContext context) {
        String call = name.apply(Data.list(step.command().render(context.scope())));
        return new Action() {
            @Override
            public String call() {
                return call;
            }

            @Override
            public Effect effect() {
                return step.head().effect() == null
                        ? Effect.CHANGE
                        : step.head().effect();
            }

            @Override
            public Outcome perform(Attempt attempt) {
                return outcomes.apply(call);
            }
        };
    }

    static Outcome failed(String sentence) {
        return new Outcome.Failed(StepError.of(ErrorClass.CONFLICT, sentence), null);
    }

    static Outcome returned(String name) {
        return new Outcome.Returned(Reply.of(name));
    }
}
