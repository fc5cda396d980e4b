package dev.runwright.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher for POSIX shells")
class LauncherBuildTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path place;

    @SuppressWarnings("NullAway.Init")
    private FakeInstall install;

    @BeforeEach
    void setUp() throws IOException {
        install = new FakeInstall(place.toRealPath());
    }

    @Test
    void buildsOnceAndSaysSoInOneLine() throws Exception {
        FakeInstall.Ended first = install.start("version");
        assertThat(first.code()).isZero();
        assertThat(first.err())
                .isEqualTo(
                        "runwright: building target/runwright.jar, once; the first time this takes some minutes (log: "
                                + install.target("build.log") + ")\n");
        assertThat(first.arguments()).endsWith("version");
        assertThat(FakeInstall.read(install.target("build.log"))).contains("package with " + install.jdk);

        FakeInstall.Ended second = install.start("version");
        assertThat(second.err()).isEmpty();
        assertThat(install.folder.resolve("builds")).hasContent("built");
        assertThat(install.target(".build")).doesNotExist();
    }

    @Test
    void aJreIsToldFromAJdk() throws Exception {
        Files.delete(install.jdk.resolve("bin/javac"));
        FakeInstall.Ended ended = install.start("version");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err())
                .isEqualTo("runwright: Runwright is not built yet, and building needs a JDK 17 or newer: " + install.jdk
                        + " is a Java without a compiler (a JRE); install a JDK, or set JAVA_HOME to one.\n");
        install.built();
        assertThat(install.start("version").err()).isEmpty();
    }

    @Test
    void aBuildThatFailsIsSaidAndLeavesNoLock() throws Exception {
        FakeInstall.program(install.folder.resolve("mvnw"), "#!/bin/sh\necho no network\nexit 1\n");
        FakeInstall.Ended ended = install.start("version");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .endsWith("runwright: the build failed; what it said is in " + install.target("build.log") + ".\n");
        assertThat(install.target("build.log")).hasContent("no network");
        assertThat(install.target(".build")).doesNotExist();
    }

    @Test
    void aBuildWithoutItsJarIsNotBelieved() throws Exception {
        FakeInstall.program(install.folder.resolve("mvnw"), "#!/bin/sh\nexit 0\n");
        assertThat(install.start("version").err()).contains("the build ended well but left no ");
    }

    @Test
    void theLockOfAProcessThatIsGoneIsTakenOver() throws Exception {
        Process gone = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
        assertThat(gone.waitFor(1, TimeUnit.MINUTES)).isTrue();
        lock(gone.pid());
        FakeInstall.Ended ended = install.start("version");
        assertThat(ended.code()).isZero();
        assertThat(install.folder.resolve("builds")).hasContent("built");
    }

    @Test
    void waitsForTheProcessThatBuildsAlready() throws Exception {
        lock(ProcessHandle.current().pid());
        Path err = place.resolve("waiting.txt");
        Process waiting = install.begin(
                List.of(install.folder.resolve("scripts/runwright").toString(), "version"),
                place,
                place.resolve("result.txt"),
                err);
        while (!FakeInstall.read(err).endsWith("\n")) {
            assertThat(waiting.isAlive()).isTrue();
            Thread.onSpinWait();
        }
        install.built();
        assertThat(waiting.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(waiting.exitValue()).isZero();
        assertThat(FakeInstall.read(err))
                .isEqualTo("runwright: waiting until process "
                        + ProcessHandle.current().pid() + " has built Runwright\n");
        assertThat(FakeInstall.read(place.resolve("result.txt"))).contains("argument version\n");
        assertThat(install.folder.resolve("builds")).doesNotExist();
    }

    private void lock(long holder) throws IOException {
        Files.createDirectories(install.target(".build"));
        Files.writeString(install.target(".build").resolve("pid"), holder + "\n");
    }
}
