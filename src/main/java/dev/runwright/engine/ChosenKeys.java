package dev.runwright.engine;

import dev.runwright.model.FanOut;
import dev.runwright.model.Step;
import dev.runwright.text.DidYouMean;
import dev.runwright.text.Position;
import dev.runwright.value.EvaluationException;
import dev.runwright.value.Scope;
import dev.runwright.value.Template;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The keys that a run is limited to ({@code --only}). Lists that need nothing but inputs are known before anything runs. Immutable,
 * thread-safe.
 *
 * @param only empty for all items
 * @param known the keys of the lists that are known in advance
 * @param complete whether those are all the lists that the run can have
 */
record ChosenKeys(List<String> only, Set<String> known, boolean complete) {
    /** All items. */
    static final ChosenKeys ALL = new ChosenKeys(List.of(), Set.of(), false);

    private static final Set<String> IN_ADVANCE = Set.of("inputs", "policy", "connections");
    private static final int SHOWN = 10;

    /** What is known of a run before it begins. */
    static ChosenKeys of(Definition definition, List<String> only, Scope scope) {
        Set<String> known = new LinkedHashSet<>();
        boolean complete = true;
        if (!only.isEmpty()) {
            List<FanOut> own = fanOuts(StepTree.of(definition.runbook())).toList();
            for (FanOut foreach : own) {
                complete &= add(foreach, scope, known);
            }
            complete &= fanOuts(StepTree.of(definition)).count() == own.size();
        }
        return new ChosenKeys(only, known, complete);
    }

    private static Stream<FanOut> fanOuts(List<Step> steps) {
        return steps.stream().map(step -> step.head().foreach()).filter(Objects::nonNull);
    }

    private static boolean add(FanOut foreach, Scope scope, Set<String> known) {
        boolean needsMore = reads(foreach.items(), "") || (foreach.key() != null && reads(foreach.key(), foreach.as()));
        if (needsMore) {
            return false;
        }
        try {
            Frame frame = Frame.top(scope.names(), new StepResults(), scope.now());
            FanOutItems.of(foreach, frame).forEach(item -> known.add(item.key()));
            return true;
        } catch (EvaluationException e) {
            return false; // it fails when the run reaches it, with its own sentence
        }
    }

    /** Whether it reads what is there only while the run goes on. */
    private static boolean reads(Template template, String own) {
        return template.expressions()
                .flatMap(expression -> expression.paths().stream())
                .anyMatch(path ->
                        !IN_ADVANCE.contains(path.get(0)) && !path.get(0).equals(own));
    }

    /**
     * Refuses keys that no list of the run can have.
     *
     * @throws RefusedException naming the first of them
     */
    void refuseStrangers() {
        if (complete) {
            only.stream().filter(key -> !has(known, key)).findFirst().ifPresent(key -> {
                throw RefusedException.noSuchKey(key, hint(key, known));
            });
        }
    }

    /**
     * The items of the list at {@code path} that are wanted. Inside an item that was chosen, a list without any of the keys is taken
     * whole.
     *
     * @throws EvaluationException if the list has none of the keys and no list that is known has one
     */
    List<FanOutItems.Item> of(List<FanOutItems.Item> items, String path, Position at) {
        List<FanOutItems.Item> wanted = only.isEmpty()
                ? items
                : items.stream().filter(item -> has(only, item.key())).toList();
        if (!wanted.isEmpty() || only.isEmpty()) {
            return wanted;
        }
        if (path.contains("[")) {
            return items;
        }
        if (only.stream().noneMatch(key -> has(known, key))) {
            List<String> keys = items.stream().map(FanOutItems.Item::key).toList();
            throw new EvaluationException(
                    at,
                    "No item of this list has the key " + String.join(" or ", only) + ".",
                    hint(only.get(0), keys) + "");
        }
        return wanted;
    }

    private static String hint(String key, Collection<String> keys) {
        String near = DidYouMean.hint(key, keys);
        if (!near.isEmpty() || keys.isEmpty()) {
            return near.isEmpty() ? "The list is empty." : near;
        }
        String some = String.join(", ", keys.stream().limit(SHOWN).toList());
        return "The keys are " + some + (keys.size() > SHOWN ? " and " + (keys.size() - SHOWN) + " more." : ".");
    }

    private static boolean has(Collection<String> keys, String key) {
        return keys.stream().anyMatch(key::equalsIgnoreCase);
    }
}
