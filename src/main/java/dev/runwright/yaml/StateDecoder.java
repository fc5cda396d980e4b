package dev.runwright.yaml;

import dev.runwright.model.Returns;
import dev.runwright.model.StateRule;
import dev.runwright.model.StateRule.Wants;
import dev.runwright.text.Position;
import dev.runwright.value.Template;
import java.util.List;
import java.util.Locale;
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
            return isCmdlet(fields, scalar)
                    ? new StateRule(
                            position, scalar.text(), Template.Fields.none(position), null, null, null, null, null)
                    : null;
        }
        fields.wrong(tree, "state", "a reading cmdlet such as Get-Mailbox, or a map");
        return null;
    }

    private static @Nullable StateRule complete(Fields state, Position position) {
        Tree cmdlet = state.require("cmdlet", "the cmdlet that reads what the step changes")
                .orElse(null);
        String wants = state.word("wants", List.of("values", "present", "absent"));
        String returns = state.word("returns", List.of("one", "optional"));
        StateRule rule = new StateRule(
                position,
                cmdlet instanceof Tree.Scalar scalar ? scalar.text() : "",
                state.fields("with"),
                state.has("compare") ? state.texts("compare") : null,
                wants == null ? null : Wants.valueOf(wants.toUpperCase(Locale.ROOT)),
                returns == null ? null : Returns.valueOf(returns.toUpperCase(Locale.ROOT)),
                state.duration("settle"),
                state.span("every"));
        state.take("compare");
        state.close();
        boolean usable = cmdlet instanceof Tree.Scalar scalar && isCmdlet(state, scalar);
        if (cmdlet != null && !(cmdlet instanceof Tree.Scalar)) {
            state.wrong(cmdlet, "cmdlet", "a text such as Get-Mailbox");
        }
        return usable ? rule : null;
    }

    private static boolean isCmdlet(Fields fields, Tree.Scalar scalar) {
        if (scalar.text().startsWith("GET ")) {
            fields.decoding()
                    .error(
                            scalar.position(),
                            "not_yet",
                            "A reading by Microsoft Graph ('GET …') is not part of this version of Runwright yet.",
                            "");
            return false;
        }
        if (!CmdletStepDecoder.NAME.matcher(scalar.text()).matches()) {
            fields.wrong(scalar, "state", "a cmdlet such as Get-Mailbox");
            return false;
        }
        return true;
    }
}
