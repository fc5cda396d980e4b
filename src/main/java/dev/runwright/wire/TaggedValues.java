package dev.runwright.wire;

import dev.runwright.value.Secret;
import dev.runwright.value.Tagged;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parameters in their tagged form with the secrets in a map apart: {@code x:KEY} is a secret, {@code c:KEY:user} a credential, and
 * KEY leads to the base64 text in {@code secrets}. The shell gives a secret as SecureString, or as plain text to a parameter that
 * is declared as text. Not thread-safe.
 */
final class TaggedValues {
    private static final Set<String> TAKEN = Set.of("psobject", "psbase", "pstypenames", "psadapted", "psextended");
    private static final BigInteger DECIMAL_LIMIT = BigInteger.TWO.pow(96);

    private final Map<String, String> secrets = new LinkedHashMap<>();

    /** Key to base64 text of every secret in what was encoded. */
    Map<String, String> secrets() {
        return secrets;
    }

    Map<String, @Nullable Object> encode(Map<String, @Nullable Object> values) {
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        values.forEach((key, value) -> {
            checkKey(key, seen);
            out.put(key, encodeValue(value));
        });
        return out;
    }

    private static void checkKey(String key, Set<String> seen) {
        String lower = key.toLowerCase(Locale.ROOT);
        if (key.isEmpty()) {
            throw WireException.badKey(key, "it is empty");
        }
        if (TAKEN.contains(lower)) {
            throw WireException.badKey(key, "PowerShell uses that name itself");
        }
        if (!seen.add(lower)) {
            throw WireException.badKey(key, "another key differs from it only by case");
        }
    }

    private @Nullable Object encodeValue(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> named = new LinkedHashMap<>();
            map.forEach((key, item) -> named.put(String.valueOf(key), item));
            return encode(named);
        }
        if (value instanceof Iterable<?> list) {
            List<@Nullable Object> out = new ArrayList<>();
            list.forEach(item -> out.add(encodeValue(item)));
            return out;
        }
        if (value instanceof Secret secret) {
            return "x:" + keep(secret);
        }
        if (value instanceof Credential credential) {
            return "c:" + keep(credential.password()) + ":" + credential.user();
        }
        return encodeScalar(value);
    }

    private static @Nullable Object encodeScalar(@Nullable Object value) {
        if (value instanceof BigDecimal decimal
                && (decimal.unscaledValue().abs().compareTo(DECIMAL_LIMIT) >= 0 || decimal.scale() > 28)) {
            throw WireException.badValue("the decimal " + decimal + " has more than 28 digits");
        }
        try {
            return Tagged.encode(value);
        } catch (IllegalArgumentException e) {
            throw WireException.badValue(String.valueOf(e.getMessage()));
        }
    }

    private String keep(Secret secret) {
        String key = "k" + (secrets.size() + 1);
        secrets.put(key, Base64.getEncoder().encodeToString(secret.reveal().getBytes(StandardCharsets.UTF_8)));
        return key;
    }

    static Map<String, @Nullable Object> decode(
            Map<String, @Nullable Object> tagged, Map<String, @Nullable Object> secrets) {
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        tagged.forEach((key, value) -> out.put(key, decodeValue(value, secrets)));
        return out;
    }

    private static @Nullable Object decodeValue(@Nullable Object value, Map<String, @Nullable Object> secrets) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> out = new LinkedHashMap<>();
            map.forEach((key, item) -> out.put(String.valueOf(key), decodeValue(item, secrets)));
            return out;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> out = new ArrayList<>();
            list.forEach(item -> out.add(decodeValue(item, secrets)));
            return out;
        }
        if (value instanceof String text && text.startsWith("x:")) {
            return secret(text.substring(2), secrets);
        }
        if (value instanceof String text && text.startsWith("c:")) {
            String[] parts = text.substring(2).split(":", 2);
            return new Credential(parts.length < 2 ? "" : parts[1], secret(parts[0], secrets));
        }
        return Tagged.decode(value);
    }

    private static Secret secret(String key, Map<String, @Nullable Object> secrets) {
        Object base64 = secrets.get(key);
        if (base64 == null) {
            throw new IllegalArgumentException("no secret '" + key + "'");
        }
        return new Secret(key, new String(Base64.getDecoder().decode(base64.toString()), StandardCharsets.UTF_8));
    }
}
