package dev.runwright.estate.exchange;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as Exchange writes them: {@code 1.5 GB (1,610,612,736 bytes)}, or {@code Unlimited}. Stateless. */
final class Sizes {
    private static final Pattern EXACT = Pattern.compile(".*\\(([\\d,]+) bytes\\)\\s*");
    private static final Pattern SHORT = Pattern.compile("([\\d.]+)\\s*(B|KB|MB|GB|TB)?", Pattern.CASE_INSENSITIVE);
    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};
    private static final String UNLIMITED = "Unlimited";

    private Sizes() {}

    /** The size as Exchange shows it; empty if the text is none. */
    static Optional<String> shown(String text) {
        if (text.strip().equalsIgnoreCase(UNLIMITED)) {
            return Optional.of(UNLIMITED);
        }
        return bytes(text).map(Sizes::format);
    }

    private static Optional<Long> bytes(String text) {
        Matcher exact = EXACT.matcher(text);
        if (exact.matches()) {
            return Optional.of(Long.parseLong(exact.group(1).replace(",", "")));
        }
        Matcher form = SHORT.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            long unit = 1;
            for (int i = 0; form.group(2) != null && !UNITS[i].equalsIgnoreCase(form.group(2)); i++) {
                unit *= 1024;
            }
            return Optional.of(new BigDecimal(form.group(1))
                    .multiply(BigDecimal.valueOf(unit))
                    .longValue());
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String format(long bytes) {
        int unit = 0;
        long size = 1;
        while (unit < UNITS.length - 1 && bytes >= size * 1024) {
            size *= 1024;
            unit++;
        }
        String number = new BigDecimal(bytes)
                .divide(BigDecimal.valueOf(size), 3, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
        return String.format(Locale.ROOT, "%s %s (%,d bytes)", number, UNITS[unit], bytes);
    }
}
