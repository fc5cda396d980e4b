package dev.runwright.check;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.catalogue.CmdletFacts;
import dev.runwright.catalogue.ParameterFacts;
import dev.runwright.catalogue.Where;
import dev.runwright.model.CmdletStep;
import dev.runwright.model.GraphStep;
import dev.runwright.model.Runbook;
import dev.runwright.model.StateRule;
import dev.runwright.model.Step;
import dev.runwright.model.UndoRule;
import dev.runwright.text.DidYouMean;
import dev.runwright.text.Position;
import dev.runwright.text.Problems;
import dev.runwright.value.EvaluationException;
import dev.runwright.value.Expression;
import dev.runwright.value.Pending;
import dev.runwright.value.Scope;
import dev.runwright.value.Template;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether what a step calls is there: its connection in the profile, its cmdlet and parameters in that connection's organisation
 * (design 8). A step whose {@code when} is false in this profile is left out.
 */
final class ReachRules {
    private static final String LOCAL = "local";
    private static final String GRAPH = "graph";

    private final Catalogue catalogue;
    private final Reach reach;
    private final Problems problems;
    private final Scope scope;
    private final Map<String, List<Absence>> absent = new LinkedHashMap<>();
    private final Set<String> present = new HashSet<>();

    /** A cmdlet that the organisation of its connection has not. */
    private record Absence(Position position, String cmdlet, Where where) {}

    ReachRules(Catalogue catalogue, Reach reach, Problems problems) {
        this.catalogue = catalogue;
        this.reach = reach;
        this.problems = problems;
        Pending later = new Pending("the run");
        Map<String, @Nullable Object> names = new LinkedHashMap<>();
        List.of("inputs", "steps", "policy").forEach(name -> names.put(name, later));
        names.put("connections", reach.profile() == null ? later : facts(reach));
        scope = Scope.of(names, Instant.EPOCH);
    }

    private static Map<String, Object> facts(Reach reach) {
        Map<String, Object> facts = new LinkedHashMap<>();
        reach.connections()
                .forEach((name, organisation) ->
                        facts.put(name, organisation.isEmpty() ? Map.of() : Map.of("organisation", organisation)));
        return facts;
    }

    void check(Runbook runbook) {
        steps(runbook.steps());
        steps(runbook.always());
        absent.forEach((connection, calls) -> absences(runbook, connection, calls));
    }

    /** Where nothing that goes to a connection is there, the runbook as a whole is for another organisation: one sentence says it. */
    private void absences(Runbook runbook, String connection, List<Absence> calls) {
        Absence first = calls.get(0);
        boolean whole = calls.size() > 1
                && !present.contains(connection)
                && calls.stream().allMatch(call -> call.where() == first.where());
        if (!whole) {
            calls.forEach(call ->
                    there(call.where(), call.cmdlet(), connection, reach.organisation(connection), call.position()));
            return;
        }
        problems.error(
                runbook.position(),
                "other_organisation",
                "This runbook is for an organisation " + place(first.where()) + ": its " + calls.size() + " calls to '"
                        + connection + "', " + first.cmdlet()
                        + " the first of them, exist there only; the organisation of '"
                        + connection + "' in the profile '" + reach.profile() + "' is " + reach.organisation(connection)
                        + ".",
                "Choose a profile whose '" + connection + "' says 'organisation: " + word(first.where()) + "'.");
    }

    private static String word(Where where) {
        return where == Where.CLOUD ? "cloud" : "on_premises";
    }

    private void steps(List<Step> steps) {
        for (Step step : steps) {
            if (mayRun(step.head().when())) {
                connection(step);
                calls(step);
                steps(step.inside());
                if (step.head().foreach() != null) {
                    steps(step.head().foreach().betweenWaves());
                }
                if (step.head().undo() instanceof UndoRule.Explicit explicit) {
                    steps(explicit.steps());
                }
            }
        }
    }

    /** Whether a condition can be true here; one that reads the connections and more besides is the author's care. */
    private boolean mayRun(@Nullable Expression when) {
        if (when == null) {
            return true;
        }
        boolean aboutThem = when.paths().stream().anyMatch(path -> path.get(0).equals("connections"));
        try {
            Object value = when.evaluate(scope);
            return value instanceof Pending ? !aboutThem : !Boolean.FALSE.equals(value);
        } catch (EvaluationException e) {
            return !aboutThem;
        }
    }

    private void connection(Step step) {
        String own = step.head().connection();
        if (own != null && !own.equals(LOCAL) && reach.lacks(own)) {
            String hint = DidYouMean.hint(own, reach.connections().keySet());
            problems.error(
                    step.position(),
                    "no_connection",
                    "The profile '" + reach.profile() + "' has no connection '" + own + "'.",
                    hint.isEmpty()
                            ? "It has: "
                                    + String.join(
                                            ", ",
                                            new TreeSet<>(reach.connections().keySet())) + "."
                            : hint);
        } else if (own == null) {
            String meant = step instanceof GraphStep
                    ? GRAPH
                    : step instanceof CmdletStep cmdlet ? connectionOf(cmdlet.cmdlet()) : LOCAL;
            if (!meant.equals(LOCAL) && reach.lacks(meant)) {
                problems.warning(
                        step.position(),
                        "no_connection",
                        "The profile '" + reach.profile() + "' has no connection '" + meant
                                + "', to which this step goes.",
                        null);
            }
        }
    }

    private String connectionOf(String cmdlet) {
        return catalogue.find(cmdlet).map(CmdletFacts::connection).orElse(LOCAL);
    }

    private void calls(Step step) {
        String own = step.head().connection();
        if (step instanceof CmdletStep cmdlet) {
            call(cmdlet.cmdlet(), own, cmdlet.cmdletPosition(), cmdlet.with());
        }
        StateRule state = step.head().state();
        if (state != null) {
            call(state.cmdlet(), own, state.position(), state.with());
        }
    }

    private void call(String cmdlet, @Nullable String own, Position position, Template.Fields with) {
        Optional<CmdletFacts> found = catalogue.find(cmdlet);
        if (found.isEmpty()) {
            return;
        }
        CmdletFacts facts = found.get();
        String connection = own == null ? facts.connection() : own;
        String organisation = reach.organisation(connection);
        Map<Where, String> seen = new LinkedHashMap<>();
        if (organisation.isEmpty() || facts.where().in(organisation)) {
            present.add(connection);
        } else {
            absent.computeIfAbsent(connection, key -> new ArrayList<>())
                    .add(new Absence(position, facts.name(), facts.where()));
        }
        with.fields().keySet().forEach(name -> {
            Where where = facts.parameter(name).map(ParameterFacts::where).orElse(Where.BOTH);
            Position at = with.keys().getOrDefault(name, with.position());
            String what = "'" + name + "' of " + facts.name();
            boolean fits = !facts.where().equals(Where.BOTH) || there(where, what, connection, organisation, at);
            if (fits && where != Where.BOTH) {
                seen.put(where, name);
                contradiction(facts, seen, at);
            }
        });
    }

    private boolean there(Where where, String what, String connection, String organisation, Position at) {
        if (organisation.isEmpty() || where.in(organisation)) {
            return true;
        }
        problems.error(
                at,
                "other_organisation",
                what + " exists " + place(where) + " only; the organisation of '" + connection + "' in the profile '"
                        + reach.profile() + "' is " + organisation + ".",
                "Leave it out, or say 'when: ${{ connections." + connection + ".organisation == '" + word(where)
                        + "' }}'.");
        return false;
    }

    private void contradiction(CmdletFacts facts, Map<Where, String> seen, Position at) {
        if (seen.size() == 2) {
            problems.error(
                    at,
                    "no_organisation",
                    "'" + seen.get(Where.CLOUD) + "' of " + facts.name() + " exists in the cloud only and '"
                            + seen.get(Where.ON_PREMISES) + "' on-premises only: no organisation has both.",
                    "Make a step of each.");
        }
    }

    private static String place(Where where) {
        return where == Where.CLOUD ? "in the cloud" : "on-premises";
    }
}
