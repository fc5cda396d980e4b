package dev.runwright.powershell;

import dev.runwright.value.Secret;
import dev.runwright.wire.Credential;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the secrets in parameters, at any depth. Stateless. */
final class SecretsIn {
    private SecretsIn() {}

    static List<Secret> values(@Nullable Object value) {
        List<Secret> found = new ArrayList<>();
        collect(value, found);
        return found;
    }

    private static void collect(@Nullable Object value, List<Secret> found) {
        if (value instanceof Secret secret) {
            found.add(secret);
        } else if (value instanceof Credential credential) {
            found.add(credential.password());
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(item -> collect(item, found));
        } else if (value instanceof Iterable<?> list) {
            list.forEach(item -> collect(item, found));
        }
    }
}
