package dev.runwright.value;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the known secrets of a run by {@code ***} wherever they occur in text, also in their base64, URL and JSON forms
 * (design 3.1, "Secrets"). Secrets shorter than {@value #SHORTEST} characters are refused before a run and never get here.
 * Immutable, thread-safe.
 */
public final class Redactor {
    /** The shortest secret that can be told from ordinary text. */
    public static final int SHORTEST = 6;

    private static final String MASK = "***";

    private final List<String> forms;

    private Redactor(List<String> forms) {
        this.forms = forms;
    }

    /** A redactor for these secrets. */
    public static Redactor of(Collection<Secret> secrets) {
        Set<String> forms = new LinkedHashSet<>();
        for (Secret secret : secrets) {
            addForms(secret.reveal(), forms);
        }
        List<String> longestFirst = new ArrayList<>(forms);
        longestFirst.sort(Comparator.comparingInt(String::length).reversed());
        return new Redactor(List.copyOf(longestFirst));
    }

    private static void addForms(String text, Set<String> forms) {
        if (text.length() < SHORTEST) {
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        forms.add(text);
        forms.add(URLEncoder.encode(text, StandardCharsets.UTF_8));
        forms.add(URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"));
        String json = Json.write(text);
        forms.add(json.substring(1, json.length() - 1));
        forms.add(withoutPadding(Base64.getEncoder().encodeToString(bytes)));
        forms.add(withoutPadding(Base64.getUrlEncoder().encodeToString(bytes)));
        forms.add(withoutPadding(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_16LE))));
    }

    private static String withoutPadding(String base64) {
        return base64.replaceAll("=+$", "");
    }

    /** The text with every known secret replaced. */
    public String redact(String text) {
        String clean = text;
        for (String form : forms) {
            clean = clean.replace(form, MASK);
        }
        return clean;
    }

    /** Data with every text in it redacted and every {@link Secret} replaced; other values stay. */
    public @Nullable Object redact(@Nullable Object value) {
        if (value instanceof String text) {
            return redact(text);
        }
        if (value instanceof Secret) {
            return MASK;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> clean = new LinkedHashMap<>();
            map.forEach((key, item) -> clean.put(redact(String.valueOf(key)), redact(item)));
            return clean;
        }
        if (value instanceof Iterable<?> list) {
            List<@Nullable Object> clean = new ArrayList<>();
            list.forEach(item -> clean.add(redact(item)));
            return clean;
        }
        return value;
    }

    /** Takes the same secrets out of a stream of bytes. */
    public RedactedBytes bytes() {
        return new RedactedBytes(forms);
    }

    /** Whether a known secret occurs anywhere in the data. */
    public boolean finds(@Nullable Object value) {
        if (forms.isEmpty() || value == null) {
            return false;
        }
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(this::finds);
        }
        if (value instanceof Collection<?> list) {
            return list.stream().anyMatch(this::finds);
        }
        String text = value instanceof Secret secret ? secret.reveal() : value.toString();
        return forms.stream().anyMatch(text::contains);
    }
}
