package dev.runwright.program;

import dev.runwright.model.ProgramStep;
import dev.runwright.text.Position;
import dev.runwright.value.Data;
import dev.runwright.value.EvaluationException;
import dev.runwright.value.Json;
import dev.runwright.value.Pending;
import dev.runwright.value.Scope;
import dev.runwright.value.Secret;
import dev.runwright.value.Template;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A rendered argument list. Each element is one argument, whatever is in it; an expression that gives a list gives an argument for
 * each of its elements, or none.
 *
 * @param arguments text; in a plan also {@link Pending}
 */
record ProgramCall(List<Object> arguments) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,+@%\\\\-]+");
    private static final Pattern BATCH = Pattern.compile("(?i).*\\.(bat|cmd)");
    private static final Pattern SHELL_SIGNS = Pattern.compile("[&|<>^%!\"\\r\\n]");

    /**
     * Renders {@code program:}.
     *
     * @throws EvaluationException if an element is no argument
     */
    static ProgramCall of(ProgramStep step, Scope scope) {
        Template command = step.command();
        refuseSecrets(command, scope);
        Object rendered = command.render(scope);
        if (rendered instanceof Pending) {
            return new ProgramCall(List.of(rendered));
        }
        if (!(rendered instanceof List<?>) || Data.list(rendered).isEmpty()) {
            throw new EvaluationException(
                    command.position(),
                    "A program must be a list with its name and its arguments, not " + named(rendered) + ".",
                    "Write it as [name, argument, …].");
        }
        List<Object> arguments = new ArrayList<>();
        int place = 0;
        for (Object element : Data.list(rendered)) {
            Position position = position(command, place++);
            List<@Nullable Object> several = !arguments.isEmpty() && element instanceof List<?>
                    ? Data.list(element)
                    : Collections.singletonList(element);
            several.forEach(one -> arguments.add(argument(one, position, arguments.isEmpty())));
        }
        refuseShellSigns(arguments, command);
        return new ProgramCall(List.copyOf(arguments));
    }

    private static void refuseSecrets(Template command, Scope scope) {
        command.expressions()
                .filter(part -> part.evaluate(scope) instanceof Secret)
                .findFirst()
                .ifPresent(part -> {
                    throw secret(part.position());
                });
    }

    private static EvaluationException secret(Position position) {
        return new EvaluationException(
                position,
                "A secret cannot be an argument of a program: every user of the machine can see argument lists.",
                "Let the program read it from its environment or from a file.");
    }

    private static Object argument(@Nullable Object element, Position position, boolean first) {
        if (element instanceof Pending) {
            return element;
        }
        if (element instanceof Secret) {
            throw secret(position);
        }
        if (element == null
                || element instanceof Map<?, ?>
                || element instanceof List<?>
                || element instanceof Boolean) {
            throw new EvaluationException(
                    position,
                    "An argument of a program must be text or a number, not " + named(element) + ".",
                    "Give each argument as an element of its own.");
        }
        String text = element.toString();
        if (text.indexOf('\0') >= 0 || (first && text.isBlank())) {
            throw new EvaluationException(
                    position,
                    first ? "The program has no name." : "An argument cannot have a NUL character in it.",
                    null);
        }
        return text;
    }

    /** Windows gives a batch file's arguments to the command shell: there they would be more than data. */
    private static void refuseShellSigns(List<Object> arguments, Template command) {
        if (!BATCH.matcher(arguments.get(0).toString()).matches()) {
            return;
        }
        for (int i = 1; i < arguments.size(); i++) {
            if (SHELL_SIGNS.matcher(arguments.get(i).toString()).find()) {
                throw new EvaluationException(
                        position(command, i),
                        "The arguments of a batch file are read by the command shell, so none may have & | < > ^ % ! \" or a line"
                                + " end in it.",
                        "Run the program that the batch file starts, or use a powershell step.");
            }
        }
    }

    private static Position position(Template command, int index) {
        return command instanceof Template.Items items && index < items.items().size()
                ? items.items().get(index).position()
                : command.position();
    }

    private static String named(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        return value instanceof Map<?, ?>
                ? "a map"
                : value instanceof List<?> list ? (list.isEmpty() ? "an empty list" : "a list") : value.toString();
    }

    /** The program's own name, without its folder. */
    String name() {
        String program = arguments.get(0).toString();
        return program.substring(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1);
    }

    /** The arguments as they are sent. */
    List<String> texts() {
        return arguments.stream().map(Object::toString).toList();
    }

    /** As a person would write it. */
    String shown() {
        return arguments.stream()
                .map(argument -> argument instanceof Pending
                                || PLAIN.matcher(argument.toString()).matches()
                        ? argument.toString()
                        : Json.write(argument.toString()))
                .collect(Collectors.joining(" "));
    }
}
