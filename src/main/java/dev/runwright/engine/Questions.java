package dev.runwright.engine;

import dev.runwright.journal.JournalEntry.PersonAsked;
import dev.runwright.journal.JournalEntry.RunStarted;
import dev.runwright.journal.JournalException;
import dev.runwright.journal.RunView;
import dev.runwright.journal.StepView;
import dev.runwright.model.ApproveStep;
import dev.runwright.model.AskStep;
import dev.runwright.model.Audience;
import dev.runwright.model.Input;
import dev.runwright.model.InputForm;
import dev.runwright.model.ManualStep;
import dev.runwright.model.Step;
import dev.runwright.value.Data;
import dev.runwright.value.Digest;
import dev.runwright.value.Json;
import dev.runwright.value.Scope;
import dev.runwright.value.Tagged;
import dev.runwright.value.Template;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes what people are asked, and what an approval binds to. */
record Questions(RunContext run, People people) {
    /** The question of a step, as it is asked now. */
    PersonAsked of(Step step, String path, Frame frame) {
        Scope scope = frame.scope();
        if (step instanceof ApproveStep approve) {
            return approve(approve, path, scope);
        }
        if (step instanceof AskStep ask) {
            return ask(ask, path, scope);
        }
        if (step instanceof ManualStep manual) {
            return manual(manual, path, scope);
        }
        throw new IllegalArgumentException("a step of kind " + step.kind() + " asks nobody");
    }

    private PersonAsked approve(ApproveStep step, String path, Scope scope) {
        run.commit();
        Plan plan = people.outlook().ahead(run.run());
        String basis = basis();
        return new PersonAsked(
                path,
                "approve",
                text(step.question(), scope),
                from(step.audience(), scope),
                Math.max(1, step.quorum()),
                expires(step.audience()),
                step.audience().expires() == null ? null : step.approvedWhenExpired() ? "approved" : "rejected",
                step.comment(),
                null,
                Map.of(),
                shown(step.show(), scope),
                digest(plan, basis),
                people.journal().keep(KeptPlan.write(plan, basis, run.redactor())));
    }

    private PersonAsked ask(AskStep step, String path, Scope scope) {
        boolean complete = step.form().stream().allMatch(Input::hasDefault);
        return new PersonAsked(
                path,
                "ask",
                text(step.question(), scope),
                from(step.audience(), scope),
                1,
                expires(step.audience()),
                step.audience().expires() == null ? null : complete ? "filled_in" : "failed",
                false,
                null,
                InputForm.write(step.form()),
                shown(step.show(), scope),
                null,
                null);
    }

    private PersonAsked manual(ManualStep step, String path, Scope scope) {
        return new PersonAsked(
                path,
                "manual",
                text(step.instructions(), scope),
                from(step.audience(), scope),
                1,
                expires(step.audience()),
                step.audience().expires() == null ? null : "failed",
                false,
                step.evidence() == null ? null : text(step.evidence(), scope),
                Map.of(),
                Map.of(),
                null,
                null);
    }

    private String text(Template template, Scope scope) {
        return run.redactor().redact(String.valueOf(template.render(scope)));
    }

    private static List<String> from(Audience audience, Scope scope) {
        Template from = audience.from();
        Object names = from == null ? null : from.render(scope);
        return names instanceof List<?> list ? Data.texts(list) : names == null ? List.of() : List.of(names.toString());
    }

    private @Nullable Instant expires(Audience audience) {
        return audience.expires() == null ? null : people.clock().instant().plus(audience.expires());
    }

    private Map<String, @Nullable Object> shown(@Nullable Template show, Scope scope) {
        Object data = show == null ? null : run.redactor().redact(show.render(scope));
        return data == null ? Map.of() : data instanceof Map<?, ?> ? Data.map(data) : Map.of("shown", data);
    }

    /** What an approval binds to: the texts of the runbooks, the inputs, and the plan of all that is still to be done. */
    private static String digest(Plan plan, String basis) {
        return "sha256:" + Digest.sha256(Json.write(List.of(basis, plan.digest(), String.valueOf(plan.problem()))));
    }

    /** The digest of what a run goes by: the texts of its runbooks as they are now, its world and inputs. */
    private String basis() {
        RunStarted first = people.started();
        List<Object> texts = new ArrayList<>();
        new TreeMap<>(run.definition.called()).forEach((name, called) -> {
            texts.add(called.runbook().source().text());
            texts.add(new TreeMap<>(called.scripts()));
        });
        return Digest.sha256(Json.write(List.of(
                run.definition.runbook().source().text(),
                new TreeMap<>(run.definition.scripts()),
                texts,
                first.world(),
                new TreeMap<>(Data.map(Tagged.encode(first.inputs()))),
                new TreeMap<>(first.secrets()))));
    }

    /**
     * What differs between the plan that was approved and the one of a new question. What other branches of the run have begun since
     * was part of the plan and is no difference.
     */
    List<String> differences(PersonAsked approved, PersonAsked now) {
        String before = text(approved);
        String after = text(now);
        Plan old = KeptPlan.read(before);
        Plan fresh = KeptPlan.read(after);
        boolean sameBasis = KeptPlan.basis(before).equals(KeptPlan.basis(after));
        if (!sameBasis || KeptPlan.differences(old, fresh, Set.of()).isEmpty()) {
            return List.of("the runbook or its inputs are not those that were approved");
        }
        Set<String> begun = RunView.of(people.journal().read(run.run())).steps().values().stream()
                .filter(step -> step.started() != null && !step.path().equals(approved.path()))
                .map(StepView::path)
                .collect(Collectors.toSet());
        return KeptPlan.differences(old, fresh, begun);
    }

    private String text(PersonAsked asked) {
        String digest = String.valueOf(asked.plan());
        return people.journal().kept(digest).orElseThrow(() -> JournalException.notKept(digest));
    }
}
