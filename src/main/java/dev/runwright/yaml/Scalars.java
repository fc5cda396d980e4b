package dev.runwright.yaml;

import java.math.BigInteger;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which value a plain scalar has: {@code true}, {@code false}, {@code null} and decimal numbers are such, everything else is text,
 * also {@code on yes 012 1:30} and dates. Stateless.
 */
final class Scalars {
    private static final Pattern WHOLE = Pattern.compile("[-+]?(?:0|[1-9]\\d*)");
    private static final Pattern FLOAT =
            Pattern.compile("[-+]?(?:0|[1-9]\\d*)(?:\\.\\d+(?:[eE][-+]?\\d+)?|[eE][-+]?\\d+)");

    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})%");

    private Scalars() {}

    /** The number of a text such as {@code 20%}; empty for anything else. */
    static OptionalInt percent(Tree.Scalar scalar) {
        Matcher percent = PERCENT.matcher(scalar.text());
        return scalar.isText() && percent.matches()
                ? OptionalInt.of(Integer.parseInt(percent.group(1)))
                : OptionalInt.empty();
    }

    static @Nullable Object value(String plain) {
        return switch (plain) {
            case "", "~", "null" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> number(plain);
        };
    }

    private static Object number(String plain) {
        if (plain.length() > 300) {
            return plain;
        }
        if (WHOLE.matcher(plain).matches()) {
            BigInteger whole = new BigInteger(plain);
            return whole.bitLength() < 64 ? (Object) whole.longValue() : (Object) whole;
        }
        if (FLOAT.matcher(plain).matches()) {
            double value = Double.parseDouble(plain);
            return Double.isFinite(value) ? (Object) value : (Object) plain;
        }
        return plain;
    }
}
