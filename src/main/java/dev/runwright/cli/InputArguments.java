package dev.runwright.cli;

import dev.runwright.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the call says of a runbook's inputs, not yet checked against their types: {@code name=text}, {@code name:=JSON}; a name that
 * is given more than once is a list of what was given.
 */
final class InputArguments {
    private final Map<String, List<Given>> given = new LinkedHashMap<>();

    /**
     * One value as it was given.
     *
     * @param value a text, or what a JSON text or a file holds
     * @param plain whether it is a text that is still to be read as the input's type
     */
    record Given(@Nullable Object value, boolean plain) {}

    /**
     * Reads arguments of {@code -i}.
     *
     * @throws Refusal if one has no name, or is no JSON
     */
    static InputArguments of(List<String> arguments) {
        InputArguments inputs = new InputArguments();
        arguments.forEach(inputs::add);
        return inputs;
    }

    private void add(String argument) {
        int equals = argument.indexOf('=');
        boolean json = equals > 0 && argument.charAt(equals - 1) == ':';
        String name = equals < 0 ? "" : argument.substring(0, json ? equals - 1 : equals);
        if (name.isEmpty()) {
            throw Refusal.wrongCall(
                    "wrong_input",
                    "-i " + argument + ": expected name=value, or name:=JSON, for example -i ticket=SEC-1.");
        }
        String text = argument.substring(equals + 1);
        put(name, json ? new Given(json(name, text), false) : new Given(text, true));
    }

    private static @Nullable Object json(String name, String text) {
        try {
            return Json.read(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.wrongCall(
                    "wrong_input",
                    "-i " + name + ":=" + text + " is not JSON (" + e.getMessage() + "); for plain text write " + name
                            + "=" + text + ".");
        }
    }

    private void put(String name, Given value) {
        given.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    /** Adds what a file of inputs holds; names that the call gives itself stand. */
    void addFile(Map<String, @Nullable Object> values) {
        values.forEach((name, value) -> {
            if (!given.containsKey(name)) {
                put(name, new Given(value, false));
            }
        });
    }

    /** What was given, by name. */
    Map<String, List<Given>> all() {
        return given;
    }
}
