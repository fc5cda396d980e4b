package dev.runwright.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cancellation;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Events;
import dev.runwright.engine.StepError;
import dev.runwright.program.ProcessLauncher.Command;
import dev.runwright.program.ProcessLauncher.Launched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommonsExecLauncherTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final CommonsExecLauncher launcher = new CommonsExecLauncher();
    private final Cancellation cancellation = new Cancellation();
    private final Queue<Events.Event> events = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void needsAPosixShell() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh to run real programs with");
    }

    @AfterEach
    void close() {
        launcher.close();
    }

    private Launched run(Duration timeout, String... arguments) {
        return launcher.launch(
                new Command(List.of(arguments), folder), new Attempt(timeout, cancellation, events::add));
    }

    private Launched.Ended sh(String script, String... arguments) {
        String[] command = new String[arguments.length + 4];
        command[0] = "/bin/sh";
        command[1] = "-c";
        command[2] = script;
        command[3] = "sh";
        System.arraycopy(arguments, 0, command, 4, arguments.length);
        Launched launched = run(LONG, command);
        assertThat(launched).isInstanceOf(Launched.Ended.class);
        return (Launched.Ended) launched;
    }

    private static StepError notStarted(Launched launched) {
        assertThat(launched).isInstanceOf(Launched.NotStarted.class);
        return ((Launched.NotStarted) launched).error();
    }

    @Test
    void bothOutputsAndTheExitCodeComeBack() {
        Launched.Ended ended = sh("echo out; echo err >&2; exit 3");
        assertThat(ended.exit()).isEqualTo(3);
        assertThat(ended.output().text()).isEqualTo("out\n");
        assertThat(ended.errors().text()).isEqualTo("err\n");
        assertThat(ended.output().whole()).isTrue();
    }

    @Test
    void argumentsArriveAsTheyAre() {
        String[] strange = {" a  b ", "", "\"quoted\"", "it's", "*", "$HOME", "`id`", "line\nend", "a\\b", "ü€", "\t"};
        Launched.Ended ended = sh("for a; do printf '<%s>' \"$a\"; done", strange);
        assertThat(ended.output().text()).isEqualTo("<" + String.join("><", strange) + ">");
    }

    @Test
    void theProgramRunsInItsFolderAndReadsNothing() {
        Launched.Ended ended = sh("pwd -P; cat; echo done");
        assertThat(ended.output().text().lines()).hasSize(2).endsWith("done");
        assertThat(Path.of(ended.output().text().lines().findFirst().orElse("")))
                .isEqualTo(real(folder));
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aRelativeProgramIsLookedForInTheFolder() throws IOException {
        script("tool", "#!/bin/sh\necho here $1\n", "rwx------");
        Launched launched = run(LONG, "./tool", "x");
        assertThat(((Launched.Ended) launched).output().text()).isEqualTo("here x\n");
    }

    private Path script(String name, String text, String permissions) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return file;
    }

    @Test
    void eachLineIsToldWhileItComes() {
        sh("echo one; echo; printf 'two\\r\\n'; printf three; echo four >&2");
        assertThat(events)
                .contains(
                        new Events.Event("stdout", "one", null),
                        new Events.Event("stdout", "two", null),
                        new Events.Event("stdout", "three", null),
                        new Events.Event("stderr", "four", null))
                .hasSize(4);
    }

    @Test
    void aMebibyteIsKeptAndTheRestCounted() {
        Launched.Ended ended = sh(
                "i=0; while [ $i -lt 40000 ]; do echo 'fifty characters of text, give or take a few.....'; i=$((i+1)); done");
        assertThat(ended.output().written()).isEqualTo(2_000_000);
        assertThat(ended.output().kept()).isEqualTo(1_048_576);
        assertThat(ended.output().text()).hasSize(1_048_576);
        assertThat(ended.output().whole()).isFalse();
        assertThat(ended.errors().whole()).isTrue();
    }

    @Test
    void aCharacterThatTheLimitCutsIsLeftOut() {
        Launched.Ended ended = sh("printf x; i=0; while [ $i -lt 60000 ]; do printf 'ääääääääää'; i=$((i+1)); done");
        assertThat(ended.output().text())
                .startsWith("xää")
                .doesNotContain("\ufffd")
                .hasSize(1 + (1_048_575 / 2));
    }

    @Test
    void outputOfAnotherEncodingIsStillRead() {
        assertThat(sh("printf '\\377\\376A\\000\\344\\000'").output().text()).isEqualTo("Aä");
        assertThat(sh("printf '\\357\\273\\277A'").output().text()).isEqualTo("A");
    }

    @Test
    void aProgramThatIsNotThereWasNotStarted() {
        StepError error = notStarted(run(LONG, "no-such-program-here", "x"));
        assertThat(error.kind()).isEqualTo(ErrorClass.NOT_FOUND);
        assertThat(error.message())
                .isEqualTo(
                        "There is no program 'no-such-program-here' here: give its full path, or a name that is found in the"
                                + " folders of PATH.");
    }

    @Test
    void aFileThatIsNotExecutableWasNotStarted() throws IOException {
        script("data", "hello", "rw-------");
        assertThat(notStarted(run(LONG, "./data")).kind()).isEqualTo(ErrorClass.DENIED);
    }

    @Test
    void aFolderThatIsGoneIsSaid() {
        Launched launched = launcher.launch(
                new Command(List.of("/bin/true"), folder.resolve("gone")),
                new Attempt(LONG, cancellation, Events.NONE));
        assertThat(notStarted(launched).message()).contains("working folder").contains("gone");
    }

    @Test
    void tooManyArgumentsAreSaid() {
        String[] many = new String[200];
        java.util.Arrays.fill(many, "x".repeat(100_000));
        many[0] = "/bin/true";
        assertThat(notStarted(run(LONG, many)).message()).contains("too long");
    }

    @Test
    void theTimeLimitStopsIt() {
        Launched launched = run(Duration.ofMillis(50), "/bin/sh", "-c", "echo begun; exec sleep 600");
        assertThat(launched).isInstanceOf(Launched.Stopped.class);
        StepError error = ((Launched.Stopped) launched).error();
        assertThat(error.kind()).isEqualTo(ErrorClass.TIMEOUT);
        assertThat(error.message()).startsWith("/bin/sh was stopped after 50 ms, its time limit;");
    }

    @Test
    void theSecondRequestToStopKillsTheWholeTree() throws Exception {
        String script =
                "trap '' TERM; sh -c 'trap \"\" TERM; sleep 600 & echo $!; wait' & echo $!; while :; do sleep 600; done";
        CompletableFuture<List<Long>> pids = new CompletableFuture<>();
        Queue<Long> seen = new ConcurrentLinkedQueue<>();
        Attempt attempt = new Attempt(LONG, cancellation, event -> {
            if (event.kind().equals("stdout")) {
                seen.add(Long.valueOf(event.text()));
            }
            if (seen.size() == 2 && pids.getNow(List.of()).isEmpty()) {
                pids.complete(List.copyOf(seen));
                cancellation.request();
                cancellation.request();
            }
        });
        Launched launched = launcher.launch(new Command(List.of("/bin/sh", "-c", script), folder), attempt);
        assertThat(launched).isInstanceOf(Launched.Stopped.class);
        assertThat(((Launched.Stopped) launched).error().message()).contains("the run was cancelled");
        for (long pid : pids.get(1, TimeUnit.MINUTES)) {
            Optional<ProcessHandle> process = ProcessHandle.of(pid);
            if (process.isPresent()) {
                process.get().onExit().get(1, TimeUnit.MINUTES);
            }
            assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false))
                    .isFalse();
        }
    }

    @Test
    void nothingIsStartedAfterTheSecondRequest() {
        cancellation.request();
        cancellation.request();
        assertThat(notStarted(run(LONG, "/bin/sh", "-c", "touch here")).message())
                .contains("was not started");
        assertThat(folder.resolve("here")).doesNotExist();
    }

    @Test
    void aChildThatIsLeftBehindDoesNotHoldTheProgramUp() {
        Launched.Ended ended = sh("sleep 600 & echo $!");
        long child = Long.parseLong(ended.output().text().strip());
        assertThat(ended.exit()).isZero();
        ProcessHandle.of(child).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void manyProgramsShareOneTimer() {
        for (int i = 0; i < 50; i++) {
            assertThat(sh("exit " + i).exit()).isEqualTo(i);
        }
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("program-timer")))
                .hasSizeLessThanOrEqualTo(1);
    }
}
