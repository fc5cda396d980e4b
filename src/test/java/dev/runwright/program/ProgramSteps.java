package dev.runwright.program;

import dev.runwright.model.Effect;
import dev.runwright.model.ProgramStep;
import dev.runwright.model.StepHead;
import dev.runwright.model.StepHeads;
import dev.runwright.text.Position;
import dev.runwright.text.Problems;
import dev.runwright.value.Expression;
import dev.runwright.value.Template;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes program steps for tests: what stands in dollar braces is an expression. */
final class ProgramSteps {
    private ProgramSteps() {}

    static ProgramStep of(List<ProgramStep.Exit> exits, @Nullable Object... elements) {
        List<Template> items = new ArrayList<>();
        for (int i = 0; i < elements.length; i++) {
            items.add(element(elements[i], new Position("test.yaml", 4, 10 + i)));
        }
        return new ProgramStep(head(null), new Template.Items(new Position("test.yaml", 4, 9), items), exits);
    }

    static ProgramStep of(@Nullable Object... elements) {
        return of(List.of(), elements);
    }

    static ProgramStep whole(String expression) {
        Position at = new Position("test.yaml", 4, 9);
        return new ProgramStep(head(Effect.READ), new Template.Whole(at, parsed(expression, at)), List.of());
    }

    private static Template element(@Nullable Object value, Position at) {
        if (value instanceof String text && text.startsWith("${{")) {
            return new Template.Whole(at, parsed(text.substring(3, text.length() - 2), at));
        }
        if (value instanceof String text && text.contains("${{")) {
            int begin = text.indexOf("${{");
            Expression middle = parsed(text.substring(begin + 3, text.indexOf("}}")), at);
            return new Template.Mixed(at, List.of(text.substring(0, begin), middle));
        }
        return new Template.Literal(at, value);
    }

    private static Expression parsed(String text, Position at) {
        return Expression.parse(text, at, new Problems()).orElseThrow();
    }

    private static StepHead head(@Nullable Effect effect) {
        return StepHeads.effect(StepHead.bare(new Position("test.yaml", 4, 3), null, "program_1"), effect);
    }
}
