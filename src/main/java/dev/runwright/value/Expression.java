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
    private final List<List<String>> paths;
    private final Term term;

    private Expression(String text, Position position, List<List<String>> paths, Term term) {
        this.text = text;
        this.position = position;
        this.paths = paths;
        this.term = term;
    }

    /**
     * Parses an expression; what is wrong is added to {@code problems}, at its place, and the result is empty.
     *
     * @param text between the braces, without them
     * @param position of its first character
     */
    public static Optional<Expression> parse(String text, Position position, Problems problems) {
        TermBuilder.Paths paths = new TermBuilder.Paths();
        Term term = new ExpressionParser(text, position, problems).parse(paths);
        return term == null ? Optional.empty() : Optional.of(new Expression(text, position, paths.found(), term));
    }

    /** What stands between the braces. */
    public String text() {
        return text;
    }

    /** Where it stands. */
    public Position position() {
        return position;
    }

    /**
     * Every path it reads, each as its parts ({@code inputs}, {@code mailbox}) up to the first that is computed; what is read
     * from {@code it} inside {@code where any all first sort_by pluck} is left out. Used by lint.
     */
    public List<List<String>> paths() {
        return paths;
    }

    /**
     * Its value: plain data; a {@link Pending} if it touches one.
     *
     * @throws EvaluationException if it has none, or takes more than a second or a million elements
     */
    public @Nullable Object evaluate(Scope scope) {
        try {
            return term.value(Evaluation.in(scope));
        } catch (PendingTouched touched) {
            return touched.pending();
        } catch (Failure failure) {
            throw new EvaluationException(position, failure.sentence(), failure.hint());
        } catch (StackOverflowError e) {
            throw new EvaluationException(position, "The expression is nested too deep.", null);
        }
    }
}
