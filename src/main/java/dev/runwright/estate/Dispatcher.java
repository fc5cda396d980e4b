package dev.runwright.estate;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.catalogue.CmdletFacts;
import dev.runwright.estate.ParameterCheck.Bound;
import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.CommandFailure;
import dev.runwright.estate.world.ProgramRule;
import dev.runwright.estate.world.Rule;
import dev.runwright.estate.world.World;
import dev.runwright.model.Effect;
import dev.runwright.value.Data;
import dev.runwright.value.Secret;
import dev.runwright.wire.EstateAnswer;
import dev.runwright.wire.ShellError;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds who answers a command, checks its parameters, and lets it act on a transaction. */
final class Dispatcher {
    private final Catalogue catalogue;
    private final Map<String, Rule> rules = new HashMap<>();
    private final Map<String, ProgramRule> programs = new HashMap<>();

    Dispatcher(Catalogue catalogue, List<World> worlds) {
        this.catalogue = catalogue;
        worlds.forEach(world ->
                world.rules().forEach(rule -> rules.put(rule.name().toLowerCase(Locale.ROOT), rule)));
        worlds.forEach(world -> world.programs().forEach(program -> programs.put(program.name(), program)));
    }

    /** The world's program of this name, whatever its folder. */
    Optional<ProgramRule> program(String name) {
        return Optional.ofNullable(programs.get(ProgramRule.nameOf(name)));
    }

    Optional<Rule> rule(String command) {
        return Optional.ofNullable(rules.get(command.toLowerCase(Locale.ROOT)));
    }

    boolean reads(String command) {
        return rule(command).map(Rule::reads).orElse(false);
    }

    /** The effect of a call, for the log: by the catalogue, else by the world. */
    Effect effect(String command, Map<String, @Nullable Object> parameters) {
        return catalogue
                .find(command)
                .map(facts -> facts.effectWith(parameters.keySet()))
                .orElse(reads(command) ? Effect.READ : Effect.CHANGE);
    }

    /** Whether a world carries the command out, in whatever organisation, or the estate's file answers it. */
    boolean knows(String command, EstateTransaction transaction) {
        return Answers.names(transaction, command) || rule(command).isPresent();
    }

    /** Whether the command is there in this organisation. */
    boolean offers(String command, EstateTransaction transaction) {
        return knows(command, transaction) && exists(command, transaction);
    }

    private boolean exists(String command, EstateTransaction transaction) {
        String organisation = transaction.state().organisation;
        return !Answers.withholds(transaction, command)
                && catalogue
                        .find(command)
                        .map(facts -> facts.where().in(organisation))
                        .orElse(true);
    }

    /** Carries the call out; if it fails, nothing of it is kept. */
    EstateAnswer answer(String command, Map<String, @Nullable Object> parameters, EstateTransaction transaction) {
        try {
            Optional<Map<String, @Nullable Object>> canned = Answers.command(transaction, command, parameters);
            return canned.isPresent() ? canned(canned.get(), transaction) : run(command, parameters, transaction);
        } catch (CommandFailure failure) {
            transaction.forget();
            return EstateAnswer.failed(failure.error(), failure.terminating());
        }
    }

    private EstateAnswer run(String command, Map<String, @Nullable Object> parameters, EstateTransaction transaction) {
        String organisation = transaction.state().organisation;
        Rule rule = rule(command)
                .filter(known -> exists(command, transaction))
                .orElseThrow(() -> CommandFailure.unknownCommand(command));
        Optional<CmdletFacts> facts = catalogue.find(command);
        Bound bound = facts.isPresent()
                ? ParameterCheck.bind(facts.get(), rule, parameters, organisation)
                : new Bound(revealed(parameters), true, false);
        if (bound.whatIf()) {
            return EstateAnswer.of(List.of());
        }
        Call call = new Call(rule.name(), bound.parameters(), bound.confirmed(), organisation, transaction);
        List<Map<String, @Nullable Object>> data = rule.command().run(call);
        return new EstateAnswer(List.copyOf(data), call.warnings(), null, false);
    }

    private static Map<String, @Nullable Object> revealed(Map<String, @Nullable Object> parameters) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>(parameters);
        plain.replaceAll((name, value) -> value instanceof Secret secret ? secret.reveal() : value);
        return plain;
    }

    private static EstateAnswer canned(Map<String, @Nullable Object> entry, EstateTransaction transaction) {
        Answers.apply(entry, transaction);
        List<@Nullable Object> output = entry.get("output") instanceof List<?>
                ? Data.list(entry.get("output"))
                : entry.get("output") == null ? List.of() : List.of(entry.get("output"));
        Map<String, @Nullable Object> error = Data.map(entry.get("error"));
        if (error.isEmpty()) {
            return EstateAnswer.of(output);
        }
        return EstateAnswer.failed(
                ShellError.of(
                        String.valueOf(error.get("message")),
                        "System.InvalidOperationException",
                        String.valueOf(error.getOrDefault("id", "Estate")),
                        String.valueOf(error.getOrDefault("category", "NotSpecified")),
                        ""),
                true);
    }
}
