package dev.runwright.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic of expressions: whole numbers are exact at any size, decimals are decimals, a double makes a double, and nothing but
 * a number is a number. Stateless.
 */
final class Numbers {
    private static final int LARGEST_BITS = 4096;

    private Numbers() {}

    static Object apply(String operator, @Nullable Object left, @Nullable Object right) {
        if (left == null || right == null || Kind.of(left) != Kind.NUMBER || Kind.of(right) != Kind.NUMBER) {
            throw Failure.operand(operator, "two numbers", left, right);
        }
        if (isWhole(left) && isWhole(right)) {
            return whole(operator, toWhole(left), toWhole(right));
        }
        if (isBinary(left) || isBinary(right)) {
            return binary(operator, ((Number) left).doubleValue(), ((Number) right).doubleValue());
        }
        try {
            return decimal(operator, toDecimal(left), toDecimal(right));
        } catch (ArithmeticException e) {
            throw Failure.of("'" + operator + "' of " + left + " and " + right + " is too big a number.", null);
        }
    }

    static Object negate(@Nullable Object value) {
        if (Kind.of(value) != Kind.NUMBER) {
            throw Failure.of("'-' takes a number, got " + Kind.of(value) + ".", null);
        }
        return apply("-", 0L, value);
    }

    /** Compares by value whatever the two types are. */
    static int compare(Object left, Object right) {
        if (isNotFinite(left) || isNotFinite(right)) {
            return Double.compare(((Number) left).doubleValue(), ((Number) right).doubleValue());
        }
        return toDecimal(left).compareTo(toDecimal(right));
    }

    /** A whole number as an index or a count. */
    static long index(@Nullable Object value, String what) {
        if (Kind.of(value) == Kind.NUMBER && isWhole(value)) {
            BigInteger whole = toWhole(value);
            if (whole.bitLength() < 63) {
                return whole.longValue();
            }
        }
        throw Failure.of(what + " takes a whole number, got " + Kind.of(value) + ".", null);
    }

    static boolean isWhole(@Nullable Object value) {
        return value instanceof Long
                || value instanceof Integer
                || value instanceof BigInteger
                || value instanceof Short
                || value instanceof Byte;
    }

    private static boolean isBinary(@Nullable Object value) {
        return value instanceof Double || value instanceof Float;
    }

    private static boolean isNotFinite(Object value) {
        return isBinary(value) && !Double.isFinite(((Number) value).doubleValue());
    }

    private static BigInteger toWhole(@Nullable Object value) {
        return value instanceof BigInteger big
                ? big
                : BigInteger.valueOf(((Number) java.util.Objects.requireNonNull(value)).longValue());
    }

    private static BigDecimal toDecimal(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        return isWhole(value) ? new BigDecimal(toWhole(value)) : BigDecimal.valueOf(((Number) value).doubleValue());
    }

    private static Object whole(String operator, BigInteger left, BigInteger right) {
        if (left.bitLength() + right.bitLength() > LARGEST_BITS) {
            throw Failure.of("A number of more than " + LARGEST_BITS + " bits is too big.", null);
        }
        return switch (operator) {
            case "+" -> narrow(left.add(right));
            case "-" -> narrow(left.subtract(right));
            case "*" -> narrow(left.multiply(right));
            case "%" -> narrow(left.remainder(divisor(right)));
            default -> divide(left, divisor(right));
        };
    }

    /** 6 / 3 is whole, 7 / 2 is 3.5: a quotient never loses its fraction in silence. */
    private static Object divide(BigInteger left, BigInteger right) {
        BigInteger[] both = left.divideAndRemainder(right);
        return both[1].signum() == 0
                ? narrow(both[0])
                : new BigDecimal(left).divide(new BigDecimal(right), MathContext.DECIMAL128);
    }

    private static BigInteger divisor(BigInteger right) {
        if (right.signum() == 0) {
            throw Failure.of("A number cannot be divided by zero.", null);
        }
        return right;
    }

    private static Object decimal(String operator, BigDecimal left, BigDecimal right) {
        boolean divides = operator.equals("/") || operator.equals("%");
        if (divides && right.signum() == 0) {
            throw Failure.of("A number cannot be divided by zero.", null);
        }
        return switch (operator) {
            case "+" -> left.add(right, MathContext.DECIMAL128);
            case "-" -> left.subtract(right, MathContext.DECIMAL128);
            case "*" -> left.multiply(right, MathContext.DECIMAL128);
            case "%" -> left.remainder(right, MathContext.DECIMAL128);
            default -> left.divide(right, MathContext.DECIMAL128);
        };
    }

    private static Object binary(String operator, double left, double right) {
        return switch (operator) {
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            case "%" -> left % right;
            default -> left / right;
        };
    }

    private static Object narrow(BigInteger value) {
        return value.bitLength() < 64 ? (Object) value.longValue() : (Object) value;
    }
}
