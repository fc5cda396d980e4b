package dev.runwright.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word nearest to a mistyped one. Stateless. */
public final class DidYouMean {
    private DidYouMean() {}

    /** The nearest of {@code known} within a third of the word's length, ignoring case; empty if none is near. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        String lower = word.toLowerCase(Locale.ROOT);
        int limit = Math.max(1, (word.length() + 2) / 3);
        return known.stream()
                .filter(k -> Math.abs(k.length() - word.length()) <= limit)
                .map(k -> new Near(k, distance(lower, k.toLowerCase(Locale.ROOT))))
                .filter(n -> n.distance <= limit)
                .min(Comparator.comparingInt(Near::distance).thenComparing(Near::word))
                .map(Near::word);
    }

    /** {@code did you mean 'x'?}, or an empty text. */
    public static String hint(String word, Collection<String> known) {
        return nearest(word, known).map(k -> "Did you mean '" + k + "'?").orElse("");
    }

    private record Near(String word, int distance) {}

    /** Edits (insert, delete, replace, swap of neighbours) from one word to the other. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 ? j : j == 0 ? i : step(a, b, i, j, cost);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(String a, String b, int i, int j, int[][] cost) {
        int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
