package dev.runwright.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the problems of one file, all of them up to {@value #LIMIT}; what comes after is counted and said in one last line.
 * Not thread-safe.
 */
public final class Problems {
    /** How many problems of one file are kept (design: limits). */
    public static final int LIMIT = 100;

    private final List<Problem> found = new ArrayList<>();
    private int leftOut;
    private boolean errorsLeftOut;

    /** Adds one; beyond the limit it is only counted, an error in place of one that weighs less. */
    public void add(Problem problem) {
        if (found.size() < LIMIT) {
            found.add(problem);
        } else {
            leaveOut(problem.isError() ? lightest(problem) : problem);
        }
    }

    /** Puts an error in the place of the last problem that is none; gives what has no place now. */
    private Problem lightest(Problem error) {
        for (int i = found.size() - 1; i >= 0; i--) {
            if (!found.get(i).isError()) {
                return found.set(i, error);
            }
        }
        return error;
    }

    private void leaveOut(Problem problem) {
        leftOut++;
        errorsLeftOut |= problem.isError();
    }

    /** Adds an error. */
    public void error(Position position, String code, String message, @Nullable String hint) {
        add(Problem.error(position, code, message, hint));
    }

    /** Adds a warning. */
    public void warning(Position position, String code, String message, @Nullable String hint) {
        add(Problem.warning(position, code, message, hint));
    }

    /** Whether an error is among them. */
    public boolean hasErrors() {
        return found.stream().anyMatch(Problem::isError);
    }

    /** All problems in the order of their places, the count of those left out last. */
    public List<Problem> all() {
        List<Problem> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparing((Problem p) -> p.position().file())
                .thenComparing(p -> p.position().line())
                .thenComparing(p -> p.position().column()));
        if (leftOut > 0) {
            Position last = sorted.get(sorted.size() - 1).position();
            Problem.Level level = errorsLeftOut ? Problem.Level.ERROR : Problem.Level.WARNING;
            sorted.add(
                    new Problem(last, level, "too_many", leftOut + " more problems in this file are not shown.", null));
        }
        return List.copyOf(sorted);
    }
}
