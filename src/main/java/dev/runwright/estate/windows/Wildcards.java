package dev.runwright.estate.windows;

import java.util.List;
import java.util.regex.Pattern;

/** PowerShell's wildcards in names. Stateless. */
final class Wildcards {
    private Wildcards() {}

    static boolean any(List<String> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, name));
    }

    static boolean matches(String pattern, String name) {
        String quoted = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(quoted, Pattern.CASE_INSENSITIVE).matcher(name).matches();
    }

    static boolean isPattern(String text) {
        return text.contains("*") || text.contains("?");
    }
}
