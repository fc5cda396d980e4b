package dev.runwright.check;

import dev.runwright.text.DidYouMean;
import dev.runwright.text.Problems;
import dev.runwright.value.Expression;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What an expression reads of {@code connections} and {@code policy}. */
final class SurroundingRules {
    /** The names that every expression may read besides inputs and steps. */
    static final Set<String> NAMES = Set.of("connections", "policy");

    /** The connections to which the cmdlets of the shipped catalogue go, and Graph's. */
    static final Set<String> USUAL = Set.of("directory", "exchange", "graph", "local", "scan", "updates", "windows");

    private static final Set<String> CONNECTION = Set.of("organisation");
    private static final Set<String> POLICY = Set.of("approvals", "contain");

    private final Set<String> connections;
    private final Reach reach;
    private final Problems problems;

    SurroundingRules(Reach reach, Problems problems) {
        this.reach = reach;
        this.problems = problems;
        this.connections = new TreeSet<>(reach.connections().keySet());
        if (!reach.whole()) {
            connections.addAll(USUAL);
        }
    }

    /** Checks a path that begins with one of {@link #NAMES}. */
    void check(Expression expression, List<String> path) {
        if (path.size() < 2) {
            return;
        }
        if (path.get(0).equals("policy")) {
            field(expression, path.get(1), POLICY, "A policy");
            return;
        }
        String name = path.get(1);
        if (path.size() > 2) {
            field(expression, path.get(2), CONNECTION, "A connection");
        }
        String near = DidYouMean.hint(name, connections);
        if (!connections.contains(name) && (!near.isEmpty() || (reach.whole() && path.size() > 2))) {
            problems.warning(
                    expression.position(),
                    "no_connection",
                    reach.profile() == null
                            ? "No cmdlet goes to a connection '" + name + "'."
                            : "The profile '" + reach.profile() + "' has no connection '" + name + "'.",
                    near.isEmpty() ? "Read it with '?.' where it may be missing." : near);
        }
    }

    private void field(Expression expression, String name, Set<String> known, String owner) {
        if (!known.contains(name)) {
            String near = DidYouMean.hint(name, known);
            problems.error(
                    expression.position(),
                    "unknown_field",
                    owner + " has no '" + name + "'.",
                    near.isEmpty() ? "It has: " + String.join(", ", new TreeSet<>(known)) + "." : near);
        }
    }
}
