package dev.runwright.engine;

import dev.runwright.model.Returns;
import dev.runwright.value.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shapes a reply's output by {@code returns} (design 2.7), and shows a reply to the conditions that judge it. Stateless. */
final class Returned {
    private Returned() {}

    /** The output in its shape, and what is wrong with it; {@code problem} is null if nothing is. */
    record Shaped(@Nullable Object output, @Nullable String problem) {}

    /** What {@code ok_when} and {@code until} see of one attempt (design 2.7): {@code output}, {@code exit} and {@code error}. */
    static Scope judging(Scope scope, @Nullable Object output, @Nullable Integer exit, @Nullable StepError error) {
        return scope.with("output", output)
                .with("exit", exit == null ? null : (Object) exit.longValue())
                .with("error", error == null ? null : StepResult.errorData(error));
    }

    static Shaped shape(@Nullable Object output, @Nullable Returns returns) {
        if (returns == null || returns == Returns.MANY || !(output instanceof List<?> list)) {
            return new Shaped(output, null);
        }
        int count = list.size();
        Object only = count == 1 ? list.get(0) : null;
        return switch (returns) {
            case ONE -> new Shaped(only, count == 1 ? null : "gave " + count + " objects where one is needed");
            case OPTIONAL ->
                new Shaped(only, count <= 1 ? null : "gave " + count + " objects where at most one is needed");
            default ->
                new Shaped(
                        null,
                        count == 0
                                ? null
                                : "gave " + count + (count == 1 ? " object" : " objects") + " where none is expected");
        };
    }
}
