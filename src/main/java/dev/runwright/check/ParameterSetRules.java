package dev.runwright.check;

import dev.runwright.catalogue.CmdletFacts;
import dev.runwright.catalogue.ParameterFacts;
import dev.runwright.text.Position;
import dev.runwright.text.Problems;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether the parameters of a call fit one parameter set of its cmdlet, where the catalogue knows them. For one call. */
final class ParameterSetRules {
    private final CmdletFacts facts;
    private final List<ParameterFacts> given;
    private final Problems problems;

    /**
     * Rules for a call.
     *
     * @param given names of the parameters that it gives
     */
    ParameterSetRules(CmdletFacts facts, Set<String> given, Problems problems) {
        this.facts = facts;
        this.given = facts.parameters().values().stream()
                .filter(parameter -> !parameter.control())
                .filter(parameter -> given.stream().anyMatch(parameter.name()::equalsIgnoreCase))
                .toList();
        this.problems = problems;
    }

    void check(Position position) {
        Set<String> sets = new TreeSet<>();
        facts.parameters().values().forEach(parameter -> sets.addAll(parameter.sets()));
        if (sets.isEmpty()) {
            return;
        }
        if (sets.size() == 1) {
            sets.add(""); // beside it there is the set without any of its parameters
        }
        List<String> open = sets.stream()
                .filter(set -> given.stream().allMatch(one -> in(one, set)))
                .toList();
        if (open.isEmpty()) {
            apart(position);
            return;
        }
        Optional<List<String>> least = open.stream().map(this::missing).min(Comparator.comparingInt(List::size));
        least.filter(names -> !names.isEmpty()).ifPresent(names -> lacking(names, open, position));
    }

    private static boolean in(ParameterFacts parameter, String set) {
        return parameter.sets().isEmpty() || parameter.sets().contains(set);
    }

    /** What a set demands and the call does not give. */
    private List<String> missing(String set) {
        return facts.parameters().values().stream()
                .filter(parameter -> parameter.mandatoryIn().contains(set) && !given.contains(parameter))
                .map(ParameterFacts::name)
                .toList();
    }

    private void apart(Position position) {
        for (ParameterFacts one : given) {
            for (ParameterFacts other : given) {
                boolean together = one.sets().isEmpty()
                        || other.sets().isEmpty()
                        || one.sets().stream().anyMatch(other.sets()::contains);
                if (!together) {
                    problems.error(
                            position,
                            "parameter_sets",
                            "'" + one.name() + "' and '" + other.name() + "' of " + facts.name()
                                    + " exclude each other: no parameter set has both.",
                            "Leave one of them out.");
                    return;
                }
            }
        }
        problems.error(
                position,
                "parameter_sets",
                "No parameter set of " + facts.name() + " has all of "
                        + String.join(
                                ", ", given.stream().map(ParameterFacts::name).toList()) + ".",
                "Leave some of them out.");
    }

    private void lacking(List<String> names, List<String> open, Position position) {
        List<String> ways = new ArrayList<>();
        open.stream()
                .map(this::missing)
                .filter(way -> way.size() == names.size())
                .map(way -> "'" + String.join("' and '", way) + "'")
                .distinct()
                .forEach(ways::add);
        problems.error(
                position,
                "missing_parameter",
                facts.name() + " needs the parameter " + String.join(" or ", ways) + with() + ".",
                null);
    }

    /** The parameters that leave only some sets open. */
    private String with() {
        List<String> narrow = given.stream()
                .filter(parameter -> !parameter.sets().isEmpty())
                .map(ParameterFacts::name)
                .toList();
        return narrow.isEmpty() ? "" : " beside '" + String.join("', '", narrow) + "'";
    }
}
