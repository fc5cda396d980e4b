package dev.runwright.yaml;

import dev.runwright.model.GraphCommand;
import dev.runwright.model.Returns;
import dev.runwright.model.StateRule;
import dev.runwright.model.StateRule.Wants;
import dev.runwright.text.Position;
import dev.runwright.value.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code state:}, short or long (design 2.3). */
final class StateDecoder {
    private StateDecoder() {}

    static @Nullable StateRule decode(Fields fields) {
        Tree tree = fields.take("state");
        if (tree == null) {
            return null;
        }
        Position position = fields.at("state");
        if (tree instanceof Tree.Mapping mapping) {
            return complete(new Fields(fields.decoding(), mapping, "'state'"), position);
        }
        if (tree instanceof Tree.Scalar scalar && scalar.isText()) {
            if (scalar.text().contains(" /")) {
                Tree.Mapping one =
                        new Tree.Mapping(scalar.position(), Map.of("graph", new Tree.Entry(scalar.position(), scalar)));
                return complete(new Fields(fields.decoding(), one, "'state'"), position);
            }
            return isCmdlet(fields, scalar)
                    ? new StateRule(
                            position, scalar.text(), Template.Fields.none(position), null, null, null, null, null)
                    : null;
        }
        fields.wrong(
                tree, "state", "a reading cmdlet such as Get-Mailbox, a Graph call such as GET /users/x, or a map");
        return null;
    }

    private static @Nullable StateRule complete(Fields state, Position position) {
        Optional<Reading> reading = state.has("graph") ? graph(state) : cmdlet(state);
        String wants = state.word("wants", List.of("values", "present", "absent"));
        String returns = state.word("returns", List.of("one", "optional"));
        StateRule rule = new StateRule(
                position,
                reading.map(Reading::command).orElse(""),
                reading.map(Reading::with).orElseGet(() -> Template.Fields.none(position)),
                state.has("compare") ? state.texts("compare") : null,
                wants == null ? null : Wants.valueOf(wants.toUpperCase(Locale.ROOT)),
                returns == null ? null : Returns.valueOf(returns.toUpperCase(Locale.ROOT)),
                state.duration("settle"),
                state.span("every"));
        state.take("compare");
        state.close();
        return reading.isPresent() ? rule : null;
    }

    /** The command that reads, and what it is given. */
    private record Reading(String command, Template.Fields with) {}

    private static Optional<Reading> cmdlet(Fields state) {
        Optional<Tree> cmdlet = state.require("cmdlet", "the cmdlet that reads what the step changes");
        Template.Fields with = state.fields("with");
        if (cmdlet.isPresent() && !(cmdlet.get() instanceof Tree.Scalar)) {
            state.wrong(cmdlet.get(), "cmdlet", "a text such as Get-Mailbox");
        }
        return cmdlet.isPresent() && cmdlet.get() instanceof Tree.Scalar scalar && isCmdlet(state, scalar)
                ? Optional.of(new Reading(scalar.text(), with))
                : Optional.empty();
    }

    private static Optional<Reading> graph(Fields state) {
        Optional<GraphCall> call = GraphCall.decode(state, "graph");
        Template.Fields headers = state.fields("headers");
        if (call.isPresent() && !call.get().method().equals("GET")) {
            state.wrong(
                    java.util.Objects.requireNonNull(state.take("graph")),
                    "graph",
                    "a call that reads, GET and a path");
            return Optional.empty();
        }
        return call.map(get -> {
            Position position = get.url().position();
            Map<String, Template> with = new LinkedHashMap<>();
            with.put(GraphCommand.URL, get.url());
            if (!headers.fields().isEmpty()) {
                with.put(GraphCommand.HEADERS, headers);
            }
            return new Reading(GraphCommand.shape("GET", get.url()), new Template.Fields(position, with, Map.of()));
        });
    }

    private static boolean isCmdlet(Fields fields, Tree.Scalar scalar) {
        if (!CmdletStepDecoder.NAME.matcher(scalar.text()).matches()) {
            fields.wrong(scalar, "state", "a cmdlet such as Get-Mailbox");
            return false;
        }
        return true;
    }
}
