package dev.runwright.groovy;

import dev.runwright.value.Data;
import dev.runwright.value.EnumValue;
import dev.runwright.value.Pending;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Views of a run's data for scripts: nothing in them can be changed, at any depth; an enumeration's member reads as its name. */
final class ReadOnly {
    private ReadOnly() {}

    /**
     * The view of a value.
     *
     * @throws UntoldException if it is not known yet
     */
    static @Nullable Object of(@Nullable Object value) {
        if (value instanceof Pending pending) {
            throw new UntoldException(pending);
        }
        if (value instanceof Map<?, ?>) {
            return new Entries(Data.map(value));
        }
        if (value instanceof List<?>) {
            return new Items(Data.list(value));
        }
        return value instanceof EnumValue member ? member.name() : value;
    }

    /** A map that cannot be changed. */
    private static final class Entries extends AbstractMap<String, @Nullable Object> {
        private final Map<String, @Nullable Object> map;

        Entries(Map<String, @Nullable Object> map) {
            this.map = map;
        }

        @Override
        public @Nullable Object get(@Nullable Object key) {
            return of(map.get(String.valueOf(key)));
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return map.containsKey(String.valueOf(key));
        }

        @Override
        public @Nullable Object remove(@Nullable Object key) {
            throw new UnsupportedOperationException("'inputs' and 'steps' are read only");
        }

        @Override
        public Set<Map.Entry<String, @Nullable Object>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
                    return map.entrySet().stream().map(Entries::view).iterator();
                }

                @Override
                public int size() {
                    return map.size();
                }
            };
        }

        private static Map.Entry<String, @Nullable Object> view(Map.Entry<String, @Nullable Object> entry) {
            return new SimpleImmutableEntry<>(entry.getKey(), of(entry.getValue()));
        }
    }

    /** A list that cannot be changed. */
    private static final class Items extends AbstractList<@Nullable Object> {
        private final List<@Nullable Object> list;

        Items(List<@Nullable Object> list) {
            this.list = list;
        }

        @Override
        public @Nullable Object get(int index) {
            return of(list.get(index));
        }

        @Override
        public int size() {
            return list.size();
        }
    }
}
