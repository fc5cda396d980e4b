package dev.runwright.value;

import dev.runwright.text.Position;
import dev.runwright.text.Problems;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One {@code ${{ … }}} expression, parsed once. Data in, data out: it cannot reach a class, change a value or run for ever
 * (design 2.8). Immutable, thread-safe.
 */
public final class Expression {
    private final String text;
    private final Position position;

    private Expression(String text, Position position) {
        this.text = text;
        this.position = position;
    }

    /**
     * Parses an expression; what is wrong is added to {@code problems}.
     *
     * @param text between the braces, without them
     * @param position of its first character
     */
    public static Optional<Expression> parse(String text, Position position, Problems problems) {
        return Optional.of(new Expression(text, position));
    }

    /** What stands between the braces. */
    public String text() {
        return text;
    }

    /** Where it stands. */
    public Position position() {
        return position;
    }

    /** Every path it reads, each as its parts ({@code inputs}, {@code mailbox}); used by lint. */
    public List<List<String>> paths() {
        return List.of();
    }

    /**
     * Its value: plain data; a {@link Pending} if it touches one.
     *
     * @throws EvaluationException if it has none
     */
    public @Nullable Object evaluate(Scope scope) {
        return scope.names().get(text.strip());
    }
}
