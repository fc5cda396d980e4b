package dev.runwright.powershell;

import java.time.Duration;

/**
 * How many shells a connection may have and how long each of them is kept. Immutable.
 *
 * @param atMost shells at once; a step beyond waits for its turn
 * @param ready shells that {@link PowerShellShells#prepare} opens before a step asks for one
 * @param calls after how many calls a shell is ended
 * @param age after what time since its opening it is ended
 * @param idle after what time without a call it is ended
 * @param memory beyond how many bytes of private memory it is ended
 */
public record PoolRules(int atMost, int ready, int calls, Duration age, Duration idle, long memory) {
    private static final long GIGABYTE = 1L << 30;

    /** What a connection has that says nothing: two shells, of which none is opened in advance. */
    public static PoolRules standard() {
        return new PoolRules(2, 0, 200, Duration.ofHours(4), Duration.ofMinutes(10), GIGABYTE);
    }

    /** One shell for everything, as a sandbox needs it: what one call did, the next must find. */
    public static PoolRules one() {
        return new PoolRules(1, 0, Integer.MAX_VALUE, Duration.ofDays(365), Duration.ofDays(365), 2 * GIGABYTE);
    }
}
