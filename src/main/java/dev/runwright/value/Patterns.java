package dev.runwright.value;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions that end: matching reads characters through the budget, and patterns that loop without reading are refused. */
final class Patterns {
    private static final int LONGEST = 1000;
    private static final long REPEATS = 100_000;
    private static final Pattern COUNT = Pattern.compile("\\{(\\d{1,9})");

    private Patterns() {}

    /** Whether the whole text matches. */
    static boolean matches(String text, String pattern, Budget budget) {
        Pattern compiled = compile(pattern);
        try {
            return compiled.matcher(new Counted(text, budget)).matches();
        } catch (StackOverflowError e) {
            throw Failure.of("The pattern '" + pattern + "' needs too much memory on this text.", "Make it simpler.");
        }
    }

    /** The pattern, if it is one and within the limits. */
    static Pattern compile(String pattern) {
        if (pattern.length() > LONGEST || repeats(pattern) > REPEATS) {
            throw Failure.of(
                    "The pattern is too big: longer than " + LONGEST + " characters or too many repeats.", null);
        }
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw Failure.of(
                    "'" + pattern + "' is not a regular expression: " + e.getDescription() + " near index "
                            + e.getIndex() + ".",
                    null);
        } catch (StackOverflowError e) {
            throw Failure.of("The pattern is nested too deep.", null);
        }
    }

    /** An upper bound of what counted repeats multiply to; they loop without reading a character. */
    private static long repeats(String pattern) {
        long product = 1;
        Matcher counts = COUNT.matcher(pattern);
        while (counts.find() && product <= REPEATS) {
            product *= Math.max(1, Long.parseLong(counts.group(1)));
        }
        return product;
    }

    private record Counted(CharSequence text, Budget budget) implements CharSequence {
        @Override
        public char charAt(int index) {
            budget.step();
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.subSequence(start, end), budget);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
