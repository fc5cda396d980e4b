package dev.runwright.value;

import java.time.Duration;

/**
 * Durations as XML Schema writes them, which is how .NET's {@code XmlConvert} reads and writes a TimeSpan: one sign in front
 * ({@code -PT6H}), days allowed ({@code P14D}), no years or months. Stateless.
 */
final class XsDuration {
    private XsDuration() {}

    static String format(Duration duration) {
        return duration.isNegative() ? "-" + duration.negated() : duration.toString();
    }

    static Duration parse(String text) {
        return text.startsWith("-") ? Duration.parse(text.substring(1)).negated() : Duration.parse(text);
    }
}
