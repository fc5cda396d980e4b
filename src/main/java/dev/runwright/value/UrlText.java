package dev.runwright.value;

import dev.runwright.text.Position;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values in a URL: percent-encoded, so that each stays one segment of the path or one value of the query; inside a literal of an
 * OData expression its quotes are doubled, outside one it must be a word. Stateless.
 */
public final class UrlText {
    private static final String UNRESERVED = "-._~";
    private static final Pattern WORD = Pattern.compile("[\\w.:@+-]+");

    private UrlText() {}

    /** The text with all but letters, digits and {@code - . _ ~} percent-encoded as UTF-8. */
    public static String encoded(String text) {
        return encoded(text, UNRESERVED);
    }

    /** The same, with more characters that stay. */
    public static String encoded(String text, String kept) {
        StringBuilder encoded = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (one & 0xff);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (plain || kept.indexOf(c) >= 0 || UNRESERVED.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append(String.format("%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }

    /** The text that was encoded; a plus sign is a plus sign. */
    public static String decoded(String encoded) {
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** A value ready to stand behind {@code before}, which is the URL up to it. */
    static String substituted(@Nullable Object value, CharSequence before, Position at) {
        if (value == null || value instanceof Map<?, ?> || value instanceof List<?> || value instanceof Secret) {
            String kind = value == null
                    ? "null"
                    : value instanceof Secret ? "a secret" : value instanceof List<?> ? "a list" : "a map";
            throw new EvaluationException(
                    at, "The expression gives " + kind + ", which cannot stand in a URL.", "Use a text or a number.");
        }
        String text = value.toString();
        if (text.isEmpty()) {
            throw new EvaluationException(at, "The expression gives an empty text, which cannot stand in a URL.", null);
        }
        boolean query = before.chars().anyMatch(c -> c == '?');
        if (before.chars().filter(c -> c == '\'').count() % 2 == 1) {
            text = text.replace("'", "''");
        } else if (before.chars().filter(c -> c == '"').count() % 2 == 1) {
            text = text.replace("\\", "\\\\").replace("\"", "\\\"");
        } else if (query && !WORD.matcher(text).matches()) {
            throw new EvaluationException(
                    at,
                    "The expression gives a text that could be read as a part of the query; only a word may stand here.",
                    "Put single quotes around it.");
        }
        return encoded(text);
    }

    /** Refuses a path in which a value has become a step to another folder. */
    static void demandPlain(String url, Position at) {
        int end = url.indexOf('?');
        for (String segment : (end < 0 ? url : url.substring(0, end)).split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                throw new EvaluationException(at, "'" + segment + "' cannot be a part of a path.", null);
            }
        }
    }
}
