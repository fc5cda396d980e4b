package dev.runwright.value;

import dev.runwright.text.DidYouMean;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a key of a map or an element of a list. Stateless. */
final class Access {
    private Access() {}

    /** {@code owner.key} or {@code owner['key']}. */
    static @Nullable Object key(@Nullable Object owner, String key) {
        Kind kind = Kind.of(owner);
        if (kind == Kind.NULL) {
            throw Failure.absent("null has no '" + key + "'.", "Use '?." + key + "' where it may be null.");
        }
        if (kind != Kind.MAP) {
            String hint = kind == Kind.LIST ? "Use pluck(…, 'it." + key + "') or first(…)." : null;
            throw Failure.of(capital(kind) + " has no '" + key + "'.", hint);
        }
        Map<String, @Nullable Object> map = Data.map(owner);
        if (!map.containsKey(key)) {
            throw Failure.absent("There is no '" + key + "' in this map.", nearest(key, map));
        }
        return Evaluation.known(map.get(key));
    }

    /** {@code owner[index]}: a text for a map, a whole number for a list. */
    static @Nullable Object index(@Nullable Object owner, @Nullable Object index) {
        if (Kind.of(index) == Kind.TEXT) {
            return key(owner, String.valueOf(index));
        }
        if (owner == null) {
            throw Failure.absent("null has no elements.", "Use '?[…]' where it may be null.");
        }
        if (Kind.of(owner) != Kind.LIST) {
            throw Failure.of("'[…]' with " + Kind.of(index) + " takes a list, got " + Kind.of(owner) + ".", null);
        }
        List<@Nullable Object> list = Data.list(owner);
        long at = Numbers.index(index, "An index");
        if (at < 0 || at >= list.size()) {
            throw Failure.absent("The list has " + list.size() + " elements, there is none at " + at + ".", null);
        }
        return Evaluation.known(list.get((int) at));
    }

    /** {@code owner?.key}: null where the owner is null or the key is not there. */
    static @Nullable Object optionalKey(@Nullable Object owner, String key) {
        boolean absent =
                owner == null || (Kind.of(owner) == Kind.MAP && !Data.map(owner).containsKey(key));
        return absent ? null : key(owner, key);
    }

    /** {@code owner?[index]}: null where the owner is null or there is no such element. */
    static @Nullable Object optionalIndex(@Nullable Object owner, @Nullable Object index) {
        try {
            return index(owner, index);
        } catch (Failure failure) {
            return unlessAbsent(failure);
        }
    }

    /** The term's value, or null where it reads a key or an element that is not there. */
    static @Nullable Object optional(Term access, Evaluation evaluation) {
        try {
            return access.value(evaluation);
        } catch (Failure failure) {
            return unlessAbsent(failure);
        }
    }

    private static @Nullable Object unlessAbsent(Failure failure) {
        if (failure.isAbsent()) {
            return null;
        }
        throw failure;
    }

    private static String nearest(String key, Map<String, @Nullable Object> map) {
        String hint = DidYouMean.hint(key, map.keySet());
        if (!hint.isEmpty()) {
            return hint;
        }
        return map.isEmpty()
                ? "It is empty."
                : "It has: " + map.keySet().stream().limit(20).collect(Collectors.joining(", ")) + ".";
    }

    private static String capital(Kind kind) {
        String words = kind.toString();
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
