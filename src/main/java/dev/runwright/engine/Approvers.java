package dev.runwright.engine;

import dev.runwright.model.PeopleStep;
import dev.runwright.model.Step;
import dev.runwright.text.DidYouMean;
import dev.runwright.text.Problem;
import dev.runwright.value.Template;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may answer a step: its {@code from} and the profile's approvers, both where both are given. Names count without case; a name
 * without a domain stands for that user in every domain. Immutable.
 */
public final class Approvers {
    private final Policy policy;
    private final List<String> from;

    private Approvers(Policy policy, List<String> from) {
        this.policy = policy;
        this.from = from;
    }

    /**
     * Those who may answer.
     *
     * @param from users and groups; empty for everybody whom the profile allows
     */
    public static Approvers of(Policy policy, List<String> from) {
        return new Approvers(policy, List.copyOf(from));
    }

    /** Whether a user may answer at all; the one who started the run is told apart by {@link #refusal}. */
    public boolean allows(String actor) {
        return in(from, actor) && in(policy.approvers(), actor);
    }

    /**
     * Why a user's answer does not count; empty if it does.
     *
     * @param starter who started the run and never approves it; null for an answer that is no approval
     */
    public Optional<String> refusal(String actor, @Nullable String starter) {
        if (!allows(actor)) {
            return Optional.of(actor + " may not answer it; it waits for " + sentence() + ".");
        }
        return starter != null && same(starter, actor)
                ? Optional.of(
                        actor + " has started the run and cannot approve it as well; it waits for " + sentence() + ".")
                : Optional.empty();
    }

    /** Whom it waits for, for people. */
    public String sentence() {
        if (from.isEmpty() && policy.approvers().isEmpty()) {
            return "anybody but the one who started the run";
        }
        if (from.isEmpty() || policy.approvers().isEmpty()) {
            return String.join(", ", from.isEmpty() ? policy.approvers() : from);
        }
        List<String> both = users(from).stream().filter(this::allows).toList();
        return both.isEmpty()
                ? "nobody: no approver of the profile is among " + String.join(", ", from)
                : String.join(", ", both);
    }

    /** Why a name of a {@code from} means nobody; empty if it does, or if the profile knows no people at all. */
    public static Optional<String> unknown(Policy policy, String name) {
        Set<String> known = new LinkedHashSet<>(policy.groups().keySet());
        policy.groups().values().forEach(known::addAll);
        known.addAll(policy.approvers());
        if (known.isEmpty() || known.stream().anyMatch(one -> one.equalsIgnoreCase(name))) {
            return Optional.empty();
        }
        String hint = DidYouMean.hint(name, known);
        return Optional.of("The profile knows no user or group '" + name + "'."
                + (hint.isEmpty() ? " It knows: " + String.join(", ", known) + "." : " " + hint));
    }

    /**
     * Looks at the names that stand in a runbook.
     *
     * @throws RefusedException if one of them means nobody
     */
    static void refuseStrangers(Policy policy, List<Step> steps) {
        List<Problem> problems = new ArrayList<>();
        for (Step step : steps) {
            Template from =
                    step instanceof PeopleStep people ? people.audience().from() : null;
            List<Template> names =
                    from instanceof Template.Items items ? items.items() : from == null ? List.of() : List.of(from);
            for (Template name : names) {
                if (name instanceof Template.Literal literal) {
                    unknown(policy, String.valueOf(literal.value()))
                            .ifPresent(why ->
                                    problems.add(Problem.error(literal.position(), "unknown_person", why, null)));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw RefusedException.strangers(problems);
        }
    }

    /** Whether two names of the operating system are one person's. */
    public static boolean same(String one, String other) {
        boolean domains = one.contains("\\") && other.contains("\\");
        return one.equalsIgnoreCase(other) || (!domains && bare(one).equalsIgnoreCase(bare(other)));
    }

    private boolean in(List<String> names, String actor) {
        return names.isEmpty() || users(names).stream().anyMatch(name -> means(name, actor));
    }

    private List<String> users(List<String> names) {
        List<String> users = new ArrayList<>();
        for (String name : names) {
            List<String> group = group(name);
            users.addAll(group == null ? List.of(name) : group);
        }
        return users;
    }

    private @Nullable List<String> group(String name) {
        for (Map.Entry<String, List<String>> group : policy.groups().entrySet()) {
            if (group.getKey().equalsIgnoreCase(name)) {
                return group.getValue();
            }
        }
        return null;
    }

    private static boolean means(String name, String actor) {
        return name.equalsIgnoreCase(actor) || (!name.contains("\\") && name.equalsIgnoreCase(bare(actor)));
    }

    private static String bare(String name) {
        return name.substring(name.lastIndexOf('\\') + 1).toLowerCase(Locale.ROOT);
    }
}
