package dev.runwright.yaml;

import dev.runwright.model.ProgramStep;
import dev.runwright.model.ProgramStep.Exit;
import dev.runwright.model.Step;
import dev.runwright.model.StepHead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code program:} with {@code exit:}. */
final class ProgramStepDecoder implements StepDecoder {
    private static final List<Exit> ZERO = List.of(new Exit("ok", List.of(0)));

    @Override
    public String kind() {
        return "program";
    }

    @Override
    public @Nullable Step decode(Fields fields, StepHead head) {
        Tree tree = fields.take("program");
        List<Exit> exits = exits(fields);
        if (!(tree instanceof Tree.Sequence command) || command.items().isEmpty()) {
            if (tree != null) {
                fields.wrong(tree, "program", "a list of the program and its arguments, such as [ping, -n, 1]");
            }
            return null;
        }
        for (Tree argument : command.items()) {
            if (!(argument instanceof Tree.Scalar scalar)
                    || scalar.value() == null
                    || scalar.value() instanceof Boolean) {
                fields.decoding()
                        .error(
                                argument.position(),
                                "wrong_type",
                                "An argument of a program must be a text or a number, got " + argument.words() + ".",
                                argument instanceof Tree.Scalar ? "Put it in quotes to make it a text." : "");
            }
        }
        return new ProgramStep(head, fields.decoding().template(command), exits);
    }

    private static List<Exit> exits(Fields fields) {
        Tree.Mapping mapping = fields.mapping("exit");
        if (mapping == null) {
            return ZERO;
        }
        List<Exit> exits = new ArrayList<>();
        Map<Integer, String> meanings = new HashMap<>();
        mapping.entries().forEach((meaning, entry) -> {
            List<Integer> codes = new ArrayList<>();
            List<Tree> items = entry.value() instanceof Tree.Sequence list ? list.items() : List.of(entry.value());
            for (Tree item : items) {
                Integer code = code(fields, item);
                if (code != null) {
                    codes.add(code);
                    String other = meanings.putIfAbsent(code, meaning);
                    if (other != null) {
                        fields.decoding()
                                .error(
                                        item.position(),
                                        "exit_twice",
                                        "Exit code " + code + " is listed under '" + other + "' already.",
                                        "");
                    }
                }
            }
            exits.add(new Exit(meaning, codes));
        });
        return exits;
    }

    private static @Nullable Integer code(Fields fields, Tree item) {
        if (item instanceof Tree.Scalar scalar && scalar.value() instanceof Long code && code == code.intValue()) {
            return code.intValue();
        }
        fields.wrong(item, "exit", "exit codes, such as ok: [0]");
        return null;
    }
}
