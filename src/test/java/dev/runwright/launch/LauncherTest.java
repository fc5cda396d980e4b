package dev.runwright.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher for POSIX shells")
class LauncherTest {
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
    void argumentsReachJavaAsTheyAre() throws Exception {
        install.built();
        FakeInstall.Ended ended = install.start("lint", "two words", "", "*", "a\"b", "$HOME", "-i", "x=1");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
        assertThat(ended.arguments())
                .containsSubsequence("-Drunwright.install=" + install.folder, "-jar")
                .endsWith(
                        "-jar",
                        install.folder + "/target/runwright.jar",
                        "lint",
                        "two words",
                        "",
                        "*",
                        "a\"b",
                        "$HOME",
                        "-i",
                        "x=1");
    }

    @Test
    void theExitCodeIsJavas() throws Exception {
        install.built();
        FakeInstall.program(install.jdk.resolve("bin/java"), "#!/bin/sh\nexit 4\n");
        assertThat(install.start("run").code()).isEqualTo(4);
    }

    @Test
    void startsFromAnyFolderEvenWithCdpath() throws Exception {
        install.built();
        Path elsewhere = Files.createDirectories(place.toRealPath().resolve("elsewhere/scripts"));
        install.environment.put("CDPATH", elsewhere.getParent() + ":" + place);
        FakeInstall.Ended ended =
                install.startAs(Path.of("../install/scripts/runwright"), elsewhere.getParent(), "version");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.arguments()).contains("-Drunwright.install=" + install.folder);
        assertThat(ended.lines("folder ")).containsExactly(elsewhere.getParent().toString());
    }

    @Test
    void startsThroughLinksToLinks() throws Exception {
        install.built();
        Path bin = Files.createDirectories(place.toRealPath().resolve("bin"));
        Path first = Files.createSymbolicLink(bin.resolve("first"), Path.of("../install/scripts/runwright"));
        Path second = Files.createSymbolicLink(place.resolve("second"), first);
        FakeInstall.Ended ended = install.startAs(second, bin, "version");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.arguments()).contains("-Drunwright.install=" + install.folder);
    }

    @Test
    void startsFromAFolderWithSpacesAndUmlauts() throws Exception {
        install.built();
        String script = """
                home="$1/$(printf 'gr\\303\\274n und blau')"
                cp -R "$1/install" "$home" && exec "$home/scripts/runwright" version
                """;
        FakeInstall.Ended ended = install.run(
                List.of("/bin/sh", "-c", script, "sh", place.toRealPath().toString()), place);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.arguments()).contains("-Drunwright.install=" + place.toRealPath() + "/grün und blau");
    }

    @Test
    void withoutALocaleJavaIsGivenUtf8() throws Exception {
        install.built();
        assertThat(install.start("version").lines("locale ")).containsExactly("C.UTF-8");
        install.environment.put("LC_ALL", "C");
        assertThat(install.start("version").lines("locale ")).containsExactly("C.UTF-8");
        install.environment.put("LC_ALL", "de_DE.UTF-8");
        assertThat(install.start("version").lines("locale ")).containsExactly("de_DE.UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lint", "--help", "version", "plan", "run", "rehearse"})
    void everyCommandGetsTheFirstCompilerOnly(String command) throws Exception {
        install.built();
        assertThat(install.start(command).arguments()).contains("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    }

    @Test
    void theArchiveOfThisJavaAndThisJarIsUsed() throws Exception {
        install.built();
        Path archive = Files.writeString(install.target("runwright-17.0.15+6-Test-c0ffee.jsa"), "");
        assertThat(install.start("version").arguments())
                .contains("-Xshare:auto", "-XX:SharedArchiveFile=" + archive, "-Drunwright.archive=" + archive);
    }

    @Test
    void theArchiveOfAnotherJavaOrJarIsLeftAlone() throws Exception {
        install.built();
        Files.writeString(install.target("runwright-17.0.16+1-Test-c0ffee.jsa"), "");
        Files.writeString(install.target("runwright-17.0.15+6-Test-decaf.jsa"), "");
        FakeInstall.Ended ended = install.start("version");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.arguments()).noneMatch(argument -> argument.startsWith("-XX:SharedArchiveFile"));
    }

    @Test
    void javaIsFoundOnThePathThroughItsLink() throws Exception {
        install.built();
        Path archive = Files.writeString(install.target("runwright-17.0.15+6-Test-c0ffee.jsa"), "");
        Path bin = Files.createDirectories(place.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("java"), install.jdk.resolve("bin/java"));
        install.environment.remove("JAVA_HOME");
        install.environment.put("PATH", bin + ":/usr/bin:/bin");
        assertThat(install.start("version").arguments()).contains("-XX:SharedArchiveFile=" + archive);
    }

    @Test
    void noJavaAtAllIsSaidInOneSentence() throws Exception {
        install.built();
        install.environment.remove("JAVA_HOME");
        install.environment.put("PATH", place.toString());
        assertStopped(
                "runwright: no Java was found: install a JDK 17 or newer and put it on the PATH, or set JAVA_HOME to its folder.\n");
    }

    @Test
    void aJavaHomeWithoutJavaIsNamed() throws Exception {
        install.built();
        install.environment.put("JAVA_HOME", "/nowhere");
        assertStopped("runwright: JAVA_HOME is /nowhere, which has no bin/java; "
                + "set it to the folder of a JDK 17 or newer, or unset it.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_402", "11.0.22", "16"})
    void anOlderJavaIsNamed(String version) throws Exception {
        install.built();
        install.release(version, version);
        assertStopped("runwright: Java 17 or newer is needed, but " + install.jdk + "/bin/java is Java " + version
                + "; set JAVA_HOME to the folder of a JDK 17 or newer.\n");
    }

    private void assertStopped(String sentence) throws IOException, InterruptedException {
        FakeInstall.Ended ended = install.start("version");
        assertThat(ended.err()).isEqualTo(sentence);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.code()).isEqualTo(1);
    }
}
