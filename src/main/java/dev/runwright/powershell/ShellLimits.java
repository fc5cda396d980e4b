package dev.runwright.powershell;

import java.time.Duration;

/**
 * How long the bridge waits. Immutable.
 *
 * @param boot from the start of a shell's process to its first answer
 * @param connect for loading modules and, again, for the connecting command
 * @param grace how long a command may take to stop once it is told to
 * @param spare how long after that the shell may still answer, before its processes are killed
 * @param close how long a shell may take to disconnect, and then to end
 */
public record ShellLimits(Duration boot, Duration connect, Duration grace, Duration spare, Duration close) {
    /** What is used outside of tests. */
    public static ShellLimits standard() {
        return new ShellLimits(
                Duration.ofSeconds(60),
                Duration.ofSeconds(120),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(2));
    }

    /** After how long a call with that limit is killed. */
    Duration hard(Duration limit) {
        return limit.plus(grace).plus(spare);
    }
}
