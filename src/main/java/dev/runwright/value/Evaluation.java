package dev.runwright.value;

import dev.runwright.text.DidYouMean;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One evaluation of an expression: the names it sees and what it may still spend. Used by one thread. */
final class Evaluation {
    private final Scope scope;
    private final Budget budget;
    private final boolean overElements;
    private final @Nullable Object element;

    private Evaluation(Scope scope, Budget budget, boolean overElements, @Nullable Object element) {
        this.scope = scope;
        this.budget = budget;
        this.overElements = overElements;
        this.element = element;
    }

    static Evaluation in(Scope scope) {
        return new Evaluation(scope, new Budget(), false, null);
    }

    /** The same evaluation with {@code it} standing for an element. */
    Evaluation at(@Nullable Object element) {
        budget.spend(1);
        return new Evaluation(scope, budget, true, element);
    }

    @Nullable Object name(String name) {
        if (overElements && name.equals("it")) {
            return element;
        }
        if (!scope.names().containsKey(name)) {
            String known = String.join(", ", scope.names().keySet());
            String hint = DidYouMean.hint(name, scope.names().keySet());
            throw Failure.of(
                    "There is nothing called '" + name + "' here.",
                    hint.isEmpty() ? (known.isEmpty() ? null : "Known names are: " + known + ".") : hint);
        }
        return known(scope.names().get(name));
    }

    /** The value itself; a pending one ends the evaluation. */
    static @Nullable Object known(@Nullable Object value) {
        if (value instanceof Pending pending) {
            throw new PendingTouched(pending);
        }
        return value;
    }

    Instant now() {
        return scope.now();
    }

    /** Counts elements that are looked at or made. */
    void spend(long elements) {
        budget.spend(elements);
    }

    Budget budget() {
        return budget;
    }

    /** The value as a list. */
    static List<@Nullable Object> list(@Nullable Object value, String what) {
        if (Kind.of(value) != Kind.LIST) {
            String hint = value == null ? "Use '?? []' where it may be null." : null;
            throw Failure.of(what + " takes a list, got " + Kind.of(value) + ".", hint);
        }
        return Data.list(value);
    }

    /** The value as a text. */
    static String text(@Nullable Object value, String what) {
        if (value == null || Kind.of(value) != Kind.TEXT) {
            throw Failure.of(what + " takes a text, got " + Kind.of(value) + ".", null);
        }
        return value.toString();
    }

    /** The value as a boolean. */
    static boolean truth(@Nullable Object value, String what) {
        if (Kind.of(value) == Kind.BOOLEAN) {
            return Boolean.TRUE.equals(value);
        }
        String hint = value == null ? "Use '== true' where it may be null." : null;
        throw Failure.of(what + " takes a boolean, got " + Kind.of(value) + ".", hint);
    }
}
