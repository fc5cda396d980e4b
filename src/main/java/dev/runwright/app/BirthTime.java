package dev.runwright.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.Optional;

/**
 * When a process began, by which it is told from a later one with the same id. Linux reckons that time from the present one, so it
 * moves when the clock is set; there the fraction of the second is a mark that does not: of the ticks between the machine's start and
 * the process's, and of that start's own id. Stateless.
 */
final class BirthTime {
    private static final Path START_OF_THE_MACHINE = Path.of("/proc/sys/kernel/random/boot_id");

    /** Where the ticks stand among the words behind the command's name, which itself may hold spaces. */
    private static final int TICKS = 19;

    private static final int MILLISECOND = 1_000_000;

    private BirthTime() {}

    static Instant of(ProcessHandle process) {
        Instant told = told(process);
        return mark(process)
                .map(mark -> told.with(ChronoField.NANO_OF_SECOND, mark))
                .orElse(told);
    }

    /** Whether the process is the one that began then, whatever was done to the clock since. */
    static boolean isOf(ProcessHandle process, Instant began) {
        return told(process).equals(began)
                || mark(process)
                        .filter(mark -> fits(mark, began.get(ChronoField.NANO_OF_SECOND)))
                        .isPresent();
    }

    /** The list of nodes keeps milliseconds only. */
    private static boolean fits(int mark, int nanos) {
        return mark == nanos || (nanos % MILLISECOND == 0 && mark / MILLISECOND == nanos / MILLISECOND);
    }

    private static Instant told(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    private static Optional<Integer> mark(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
            String ticks = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[TICKS];
            String start = Files.readString(START_OF_THE_MACHINE).strip();
            return Optional.of(Math.floorMod((start + ticks).hashCode(), 1_000_000_000));
        } catch (IOException e) {
            return Optional.empty(); // no Linux, or the process is gone
        }
    }
}
