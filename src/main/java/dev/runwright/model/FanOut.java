package dev.runwright.model;

import dev.runwright.text.Position;
import dev.runwright.value.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code foreach} and the keys that go with it (design 2.6). Immutable.
 *
 * @param as name of one element in expressions; unless said, the word item
 * @param key gives each element its key, text or number; null means the element itself
 * @param atOnce how many elements are under way at the same time, at least 1
 * @param waves how far each wave goes, cumulative; empty for one wave of all
 * @param stopAfter how many failures end it; null: the first one does
 * @param order in which the elements come
 * @param betweenWaves steps between one wave and the next
 * @param lock a lock for each element, held until the run ends; null for none
 */
public record FanOut(
        Position position,
        Template items,
        String as,
        @Nullable Template key,
        int atOnce,
        List<Amount> waves,
        @Nullable StopAfter stopAfter,
        Order order,
        List<Step> betweenWaves,
        @Nullable Lock lock) {
    /** Copies the lists. */
    public FanOut {
        waves = List.copyOf(waves);
        betweenWaves = List.copyOf(betweenWaves);
    }

    /** The order of the elements. */
    public enum Order {
        /** As the list has them. */
        GIVEN,
        /** By their keys. */
        KEY,
        /** By chance, chosen once. */
        RANDOM
    }

    /** A number of elements, or a part of all in per cent. */
    public record Amount(int number, boolean percent) {
        /** How many of {@code all} that is, rounded up, at least one. */
        public int of(int all) {
            long part = percent ? ((long) all * number + 99) / 100 : number;
            return (int) Math.max(1, part);
        }
    }

    /**
     * When a fan-out ends early: {@code stop_after: 3}, {@code 10%} or {@code {per_wave: 1, total: 5%}}. It ends as soon as more than
     * nothing and at least this many have failed.
     *
     * @param perWave failures in one wave; null for no such limit
     * @param total failures in all; null for no such limit
     */
    public record StopAfter(
            Position position,
            @Nullable Amount perWave,
            @Nullable Amount total) {}
}
