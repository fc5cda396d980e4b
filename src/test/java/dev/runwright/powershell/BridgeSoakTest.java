package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many calls in one shell: none is lost, and neither this program nor the shell grows. All of them with -Drunwright.soak=all. */
@EnabledOnOs(OS.LINUX)
final class BridgeSoakTest {
    private static final boolean ALL = System.getProperty("runwright.soak", "").equals("all");

    /** What is in use: file descriptors and threads of this program, resident memory of the shell, live objects here. */
    private record Use(long descriptors, long threads, long shellDescriptors, long shellKib, long heapKib) {
        static Use now(long shell) throws IOException {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            return new Use(
                    entries("/proc/self/fd"),
                    Thread.getAllStackTraces().size(),
                    entries("/proc/" + shell + "/fd"),
                    resident(shell),
                    (runtime.totalMemory() - runtime.freeMemory()) >> 10);
        }

        private static long entries(String folder) throws IOException {
            try (Stream<Path> entries = Files.list(Path.of(folder))) {
                return entries.count();
            }
        }

        private static long resident(long process) throws IOException {
            return Files.readAllLines(Path.of("/proc/" + process + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0L);
        }
    }

    @ParameterizedTest
    @CsvSource({"stand-in, 4000, 100000", "real, 2000, 20000"})
    void nothingIsLostAndNothingGrows(String shell, int sample, int all) throws Exception {
        ShellProfile profile = shell.equals("real")
                ? RealShell.of(Path.of("src/test/resources/powershell/Contract.psm1"))
                : TestShells.profile(TestShells.command("normal"));
        int count = ALL ? all : sample;
        try (TestShells test = new TestShells(profile, ShellLimits.standard())) {
            long pid = test.pid();
            long wrong = calls(test, 0, count / 5); // until it is warm
            Use before = Use.now(pid);
            long begun = System.nanoTime();
            wrong += calls(test, count / 5, count);
            double milliseconds = (System.nanoTime() - begun) / 1e6;
            Use after = Use.now(pid);

            System.out.printf(
                    "soak %s: %d calls, %d wrong, %.2f ms each; before %s, after %s%n",
                    shell, count, wrong, milliseconds / (count - count / 5), before, after);
            assertThat(wrong).isZero();
            assertThat(test.pid()).isEqualTo(pid);
            assertThat(after.descriptors()).isLessThanOrEqualTo(before.descriptors() + 5);
            assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + 3);
            assertThat(after.shellDescriptors()).isLessThanOrEqualTo(before.shellDescriptors() + 5);
            assertThat(after.shellKib()).isLessThan(before.shellKib() * 3 / 2 + 40_000);
            assertThat(after.heapKib()).isLessThan(before.heapKib() + 20_000);
        }
    }

    /** Small calls, and now and then events, an error, and a larger reply. */
    private static long calls(TestShells test, int from, int to) {
        long wrong = 0;
        for (long i = from; i < to; i++) {
            test.events.clear();
            boolean right = switch ((int) (i % 50)) {
                case 7 -> test.output("Get-Big", Map.of("N", 20_000L)).equals(List.of("z".repeat(20_000)));
                case 17 -> {
                    test.output("Write-Events", Map.of("N", 5L));
                    yield test.events.size() == 5;
                }
                case 27 -> test.output("Get-Errors", Map.of()).equals(List.of("after"));
                default -> test.output("Get-Echo", Map.of("Value", i)).equals(List.of(Map.of("Value", i)));
            };
            wrong += right ? 0 : 1;
        }
        return wrong;
    }
}
