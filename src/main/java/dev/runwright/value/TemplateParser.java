package dev.runwright.value;

import dev.runwright.text.Position;
import dev.runwright.text.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the text of one scalar: literal text, one whole expression, or text with expressions in it. A doubled dollar before two braces stands for
 * one dollar and the braces. What is wrong is added to the problems. Used for one text after another, by one thread.
 */
public final class TemplateParser {
    private static final String OPEN = "${{";
    private static final String CLOSE = "}}";

    private final Problems problems;

    /** A parser that adds what is wrong to {@code problems}. */
    public TemplateParser(Problems problems) {
        this.problems = problems;
    }

    /**
     * The template of a text; empty after a problem.
     *
     * @param text the scalar's text
     * @param scalar where the scalar stands
     * @param marks where each opening (dollar and two braces) of the text stands in the file, in order; may be empty: then places are
     *     counted from {@code scalar}
     */
    public Optional<Template> parse(String text, Position scalar, List<Position> marks) {
        List<Object> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int count = 0;
        int from = 0;
        for (int at = text.indexOf(OPEN); at >= 0; at = text.indexOf(OPEN, from), count++) {
            if (at > from && text.charAt(at - 1) == '$') {
                literal.append(text, from, at - 1).append(OPEN);
                from = at + OPEN.length();
                continue;
            }
            Position mark = count < marks.size() ? marks.get(count) : counted(text, at, scalar);
            int close = close(text, at + OPEN.length());
            if (close < 0) {
                problems.error(
                        mark,
                        "unterminated_expression",
                        "The expression that begins here has no '}}'.",
                        "Close it with '}}', or write '$${{' for the text '${{'.");
                return Optional.empty();
            }
            literal.append(text, from, at);
            flush(literal, parts);
            count += opens(text, at + OPEN.length(), close);
            Optional<Expression> expression = expression(text, at, close, mark);
            if (expression.isEmpty()) {
                return Optional.empty();
            }
            parts.add(expression.get());
            from = close + CLOSE.length();
        }
        flush(literal.append(text, from, text.length()), parts);
        return Optional.of(template(parts, scalar));
    }

    private static Template template(List<Object> parts, Position scalar) {
        if (parts.isEmpty()) {
            return new Template.Literal(scalar, "");
        }
        if (parts.size() == 1) {
            Object part = parts.get(0);
            return part instanceof Expression expression
                    ? new Template.Whole(scalar, expression)
                    : new Template.Literal(scalar, part);
        }
        return new Template.Mixed(scalar, parts);
    }

    private static void flush(StringBuilder literal, List<Object> parts) {
        if (!literal.isEmpty()) {
            parts.add(literal.toString());
            literal.setLength(0);
        }
    }

    private Optional<Expression> expression(String text, int at, int close, Position mark) {
        int start = at + OPEN.length();
        while (start < close && text.charAt(start) == ' ') {
            start++;
        }
        Position position = new Position(mark.file(), mark.line(), mark.column() + start - at);
        return Expression.parse(text.substring(start, close).stripTrailing(), position, problems);
    }

    /** Where the two braces are that end an expression, outside quotes and brackets; -1 if nowhere. */
    private static int close(String text, int from) {
        int depth = 0;
        for (int i = from; i < text.length(); i = ExpressionParser.skip(text, i)) {
            char c = text.charAt(i);
            if (c == '{') {
                depth++;
            } else if (c == '}') {
                if (depth == 0) {
                    return text.startsWith(CLOSE, i) ? i : text.indexOf(CLOSE, i);
                }
                depth--;
            }
        }
        return -1;
    }

    private static int opens(String text, int from, int to) {
        int count = 0;
        for (int at = text.indexOf(OPEN, from); at >= 0 && at < to; at = text.indexOf(OPEN, at + 1)) {
            count++;
        }
        return count;
    }

    private static Position counted(String text, int offset, Position scalar) {
        int line =
                (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
        int column = offset - text.lastIndexOf('\n', offset) - 1;
        return line == 0
                ? new Position(scalar.file(), scalar.line(), scalar.column() + offset)
                : new Position(scalar.file(), scalar.line() + line, column + 1);
    }
}
