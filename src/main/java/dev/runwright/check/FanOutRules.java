package dev.runwright.check;

import dev.runwright.model.FanOut;
import dev.runwright.model.InputType;
import dev.runwright.model.Step;
import dev.runwright.text.Position;
import dev.runwright.text.Problems;
import dev.runwright.value.Expression;
import dev.runwright.value.Template;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A fan-out needs a key where its elements are none themselves (design 2.6). Stateless. */
final class FanOutRules {
    private FanOutRules() {}

    static void check(Step step, KnownInputs inputs, StepIndex index, Problems problems) {
        FanOut foreach = step.head().foreach();
        if (foreach == null) {
            return;
        }
        inputs.of(foreach.items())
                .filter(input -> input.type() != InputType.LIST)
                .ifPresent(input -> problems.error(
                        foreach.items().position(),
                        "foreach_scalar",
                        "'foreach' takes a list, got " + KnownInputs.words(input) + ".",
                        null));
        if (foreach.key() != null) {
            return;
        }
        if (foreach.items() instanceof Template.Items items) {
            items.items().forEach(item -> element(foreach, item, problems));
            twice(items, problems);
        } else if (foreach.items() instanceof Template.Whole whole && givesObjects(whole.expression(), index)) {
            missing(foreach, foreach.position(), problems);
        }
    }

    private static void element(FanOut foreach, Template item, Problems problems) {
        if (item instanceof Template.Items || item instanceof Template.Fields) {
            missing(foreach, item.position(), problems);
        } else if (item instanceof Template.Literal literal
                && !(literal.value() instanceof String || literal.value() instanceof Number)) {
            missing(foreach, item.position(), problems);
        }
    }

    private static void missing(FanOut foreach, Position position, Problems problems) {
        problems.error(
                position,
                "no_key",
                "The elements of this 'foreach' are neither texts nor numbers, so each needs a 'key'.",
                "Add for example 'key: ${{ " + foreach.as() + ".Name }}'.");
    }

    private static void twice(Template.Items items, Problems problems) {
        Set<String> keys = new HashSet<>();
        for (Template item : items.items()) {
            if (item instanceof Template.Literal literal && literal.value() != null) {
                String key = literal.value().toString();
                if (key.isEmpty() || !keys.add(key.toLowerCase(Locale.ROOT))) {
                    String what = key.isEmpty()
                            ? "An empty element cannot be a key."
                            : "The element '" + key + "' stands in the list twice (case does not count).";
                    problems.error(item.position(), "key_twice", what, null);
                }
            }
        }
    }

    /** Whether the list is what a cmdlet read, or a part of it: objects, then. */
    private static boolean givesObjects(Expression expression, StepIndex index) {
        String text = expression.text().replaceAll("\\s+", "");
        List<List<String>> paths = expression.paths();
        if (paths.isEmpty() || paths.get(0).size() != 3 || !paths.get(0).get(2).equals("output")) {
            return false;
        }
        boolean list = text.matches("(?:(?:where|sort_by)\\()*steps\\.[a-z0-9_]+\\.output(?:,.*\\)|\\)*)");
        return list
                && paths.get(0).get(0).equals("steps")
                && index.givesObjects(paths.get(0).get(1));
    }
}
