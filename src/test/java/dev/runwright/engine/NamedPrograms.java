package dev.runwright.engine;

import dev.runwright.model.Effect;
import dev.runwright.model.ProgramStep;
import dev.runwright.value.Data;
import java.util.function.Function;

/** Programs by their first word, which {@code outcomes} performs: changes, unless their step says what they are. */
record NamedPrograms(Function<String, Outcome> outcomes) implements StepExecutor<ProgramStep> {
    @Override
    public Class<ProgramStep> kind() {
        return ProgramStep.class;
    }

    @Override
    public Action prepare(ProgramStep step, StepContext context) {
        String name =
                String.valueOf(Data.list(step.command().render(context.scope())).get(0));
        return new Action() {
            @Override
            public String call() {
                return name;
            }

            @Override
            public Effect effect() {
                return step.head().effect() == null
                        ? Effect.CHANGE
                        : step.head().effect();
            }

            @Override
            public Outcome perform(Attempt attempt) {
                return outcomes.apply(name);
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
