package dev.runwright.powershell;

import dev.runwright.text.Position;
import dev.runwright.value.Data;
import dev.runwright.wire.ShellError;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a script stands, so that an error's line in it leads to the line of the file that a person reads.
 *
 * @param name the script's name as the shell knows it
 * @param firstLine where its line 1 stands
 */
record ScriptPlace(String name, Position firstLine) {
    /** The place of an error; empty if it is not in the script. */
    Optional<Position> of(ShellError error) {
        for (Map<String, @Nullable Object> parse : error.parseErrors()) {
            if (name.equals(parse.get("script"))) {
                return Optional.of(at(number(parse, "line"), number(parse, "column")));
            }
        }
        if (name.equals(Data.text(error.details().get("script")))
                && error.line().isPresent()) {
            return Optional.of(at(error.line().get(), number(error.details(), "column")));
        }
        return onStack(Data.text(error.details().get("stack")));
    }

    /** An error inside a module: the script's line that led there is on the stack, whose words are translated. */
    private Optional<Position> onStack(@Nullable String stack) {
        Matcher frame = Pattern.compile(Pattern.quote(name) + ": [^:\\r\\n]*?(\\d+)\\D?\\s*$", Pattern.MULTILINE)
                .matcher(stack == null ? "" : stack);
        return frame.find() ? Optional.of(at(Integer.parseInt(frame.group(1)), 1)) : Optional.empty();
    }

    private Position at(int line, int column) {
        int first = Math.max(1, line);
        return new Position(
                firstLine.file(), firstLine.line() + first - 1, firstLine.column() + Math.max(1, column) - 1);
    }

    private static int number(Map<String, @Nullable Object> map, String key) {
        return map.get(key) instanceof Number number ? number.intValue() : 0;
    }
}
