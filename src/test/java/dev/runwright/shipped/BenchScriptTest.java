package dev.runwright.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark script as far as it goes without measuring. */
class BenchScriptTest {
    private static final Path SCRIPT = Path.of(System.getProperty("runwright.install", "."))
            .resolve("scripts")
            .resolve("bench");

    @BeforeEach
    void needsAPosixShell() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh to run the script with");
    }

    private record Ended(int exit, String said) {}

    private static Ended sh(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }

    @Test
    void itsProgramFitsTheCode(@TempDir Path classes) throws Exception {
        String javac = Path.of(System.getProperty("java.home"), "bin", "javac").toString();
        assumeTrue(Files.isExecutable(Path.of(javac)), "there is no compiler beside this Java");
        Process process = new ProcessBuilder(
                        javac,
                        "-proc:none",
                        "-nowarn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        SCRIPT.resolveSibling("BridgeBench.java").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    @Test
    void isExecutableAndGoodShell() throws Exception {
        assertThat(SCRIPT).isExecutable();
        assertThat(sh("-n", SCRIPT.toString())).isEqualTo(new Ended(0, ""));
    }

    @Test
    void saysWhatItDoesNotKnow() throws Exception {
        assertThat(sh(SCRIPT.toString(), "help", "speed"))
                .isEqualTo(new Ended(2, "bench: there is no figure speed.\n"));
        assertThat(sh(SCRIPT.toString(), "-n", "0"))
                .isEqualTo(new Ended(2, "bench: -n needs a number of runs, not 0.\n"));
        assertThat(sh(SCRIPT.toString(), "-x").exit()).isEqualTo(2);
    }
}
