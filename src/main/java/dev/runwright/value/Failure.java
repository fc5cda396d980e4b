package dev.runwright.value;

import org.jspecify.annotations.Nullable;

/** Why an expression has no value; becomes an {@link EvaluationException} where the expression's place is known. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String sentence;
    private final @Nullable String hint;
    private final boolean absent;

    private Failure(String sentence, @Nullable String hint, boolean absent) {
        super(sentence, null, false, false);
        this.sentence = sentence;
        this.hint = hint;
        this.absent = absent;
    }

    /** A value of the wrong kind, or a limit. */
    static Failure of(String sentence, @Nullable String hint) {
        return new Failure(sentence, hint, false);
    }

    /** A key that is not there: {@code ??} takes its right side instead. */
    static Failure absent(String sentence, @Nullable String hint) {
        return new Failure(sentence, hint, true);
    }

    /** One operand is not what the operator takes. */
    static Failure operand(String operator, String takes, @Nullable Object left, @Nullable Object right) {
        return of(
                "'" + operator + "' takes " + takes + ", got " + Kind.of(left) + " and " + Kind.of(right) + ".", null);
    }

    String sentence() {
        return sentence;
    }

    @Nullable String hint() {
        return hint;
    }

    boolean isAbsent() {
        return absent;
    }
}
