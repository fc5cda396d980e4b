package dev.runwright.catalogue;

import dev.runwright.value.Data;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as Exchange reads and writes them: {@code 1.5GB}, {@code 1.5 GB (1,610,612,736 bytes)}, {@code Unlimited}. */
final class Sizes {
    private static final Pattern IN_BYTES = Pattern.compile("\\(([0-9][0-9.,'\\s\\u00a0\\u202f]*)bytes\\)");
    private static final Pattern WITH_UNIT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*([KMGT]?)B?");
    private static final List<String> UNITS = List.of("", "K", "M", "G", "T");

    private Sizes() {}

    static boolean same(Object wanted, Object read) {
        Object one = canonical(wanted);
        Object other = canonical(read);
        return one.equals(other);
    }

    static Object written(Object read) {
        Object size = canonical(read);
        return size instanceof BigInteger bytes ? bytes + "B" : isUnlimited(read) ? "Unlimited" : read;
    }

    static Optional<BigInteger> bytes(Object size) {
        return canonical(size) instanceof BigInteger bytes ? Optional.of(bytes) : Optional.empty();
    }

    /** Bytes, or the text in lower case if it is no number of bytes ({@code unlimited}). */
    private static Object canonical(Object size) {
        if (size instanceof Number number) {
            return new BigDecimal(number.toString())
                    .setScale(0, RoundingMode.HALF_UP)
                    .toBigInteger();
        }
        if (size instanceof Map<?, ?>) {
            return ofObject(Data.map(size));
        }
        String text = size.toString().strip();
        Matcher inBytes = IN_BYTES.matcher(text);
        if (inBytes.find()) {
            return new BigInteger(inBytes.group(1).replaceAll("[^0-9]", ""));
        }
        Matcher withUnit = WITH_UNIT.matcher(text.toUpperCase(Locale.ROOT));
        return withUnit.matches() ? scaled(withUnit.group(1), withUnit.group(2)) : text.toLowerCase(Locale.ROOT);
    }

    private static BigInteger scaled(String number, String unit) {
        BigDecimal factor = new BigDecimal(BigInteger.ONE.shiftLeft(10 * UNITS.indexOf(unit)));
        return new BigDecimal(number)
                .multiply(factor)
                .setScale(0, RoundingMode.HALF_UP)
                .toBigInteger();
    }

    /** {@code Unlimited<ByteQuantifiedSize>} as an object with its properties. */
    private static Object ofObject(Map<String, ? extends @org.jspecify.annotations.Nullable Object> properties) {
        Map<String, @org.jspecify.annotations.Nullable Object> object = Data.map(properties);
        if (Boolean.TRUE.equals(Data.get(object, "IsUnlimited"))) {
            return "unlimited";
        }
        Object value = Data.get(object, "Value");
        return value == null ? object.toString().toLowerCase(Locale.ROOT) : canonical(value);
    }

    private static boolean isUnlimited(Object read) {
        return canonical(read).equals("unlimited");
    }
}
