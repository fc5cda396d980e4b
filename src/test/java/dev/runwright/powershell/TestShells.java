package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cancellation;
import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.Events;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.StepError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** Shells of the scripted kind for one test, and what is asked of them. */
final class TestShells implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(60);
    static final List<String> COMMANDS = List.of("Get-Echo");

    final PowerShellShells shells;
    final List<Events.Event> events = Collections.synchronizedList(new ArrayList<>());
    final CompletableFuture<String> firstInfo = new CompletableFuture<>();
    final Cancellation cancellation = new Cancellation();

    TestShells(ShellProfile profile, ShellLimits limits) {
        this(new PowerShellShells(List.of(profile), limits));
    }

    TestShells(BridgeChoice.Way way, ShellProfile profile, ShellLimits limits) {
        this(new PowerShellShells(
                List.of(profile), limits, BridgeChoice.wanted(way, "a test asks for it"), OpeningNotes.NONE));
    }

    TestShells(PowerShellShells shells) {
        this.shells = shells;
    }

    /**
     * A test that opens a shell of its own takes five seconds where jPowerShell's public methods open it: all of them are run with
     * -Drunwright.bridge=all, else a sample.
     */
    static void assumeWorthTheTime(BridgeChoice.Way way) {
        Assumptions.assumeTrue(
                way == BridgeChoice.Way.ADAPTER
                        || System.getProperty("runwright.bridge", "").equals("all"),
                "takes five seconds in this way; run with -Drunwright.bridge=all");
    }

    static TestShells started(String manner) {
        return new TestShells(profile(command(manner)), limits(LONG, LONG));
    }

    static TestShells started(BridgeChoice.Way way, String manner) {
        return new TestShells(way, profile(command(manner)), limits(LONG, LONG));
    }

    static ShellLimits limits(Duration boot, Duration spare) {
        return new ShellLimits(boot, LONG, Duration.ZERO, spare, Duration.ofSeconds(10));
    }

    static List<String> command(String manner) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                ScriptedShell.class.getName(),
                manner);
    }

    static ShellProfile profile(List<String> command) {
        return new ShellProfile(
                "exchange", command, Map.of(), Path.of("scripts/bridge"), List.of(), COMMANDS, true, null, null, null);
    }

    Attempt attempt(Duration timeout) {
        return new Attempt(timeout, cancellation, event -> {
            events.add(event);
            if (event.kind().equals("info")) {
                firstInfo.complete(event.text());
            }
        });
    }

    Outcome invoke(String cmdlet, Map<String, @Nullable Object> parameters) {
        return invoke(cmdlet, parameters, LONG);
    }

    Outcome invoke(String cmdlet, Map<String, @Nullable Object> parameters, Duration timeout) {
        return shells.invoke(new Cmdlets.Call("exchange", cmdlet, parameters, List.of()), attempt(timeout));
    }

    List<?> output(String cmdlet, Map<String, @Nullable Object> parameters) {
        return output(invoke(cmdlet, parameters));
    }

    static List<?> output(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Returned.class);
        return (List<?>) java.util.Objects.requireNonNull(
                ((Outcome.Returned) outcome).reply().output());
    }

    static StepError unknown(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
        return ((Outcome.Unknown) outcome).error();
    }

    static StepError notSent(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.NotSent.class);
        return ((Outcome.NotSent) outcome).error();
    }

    static StepError failed(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).error();
    }

    long pid() {
        return ((Number) output("Get-Pid", Map.of()).get(0)).longValue();
    }

    /** Waits until a process is gone; fails the test if it stays. */
    static void awaitEnd(long pid) throws Exception {
        java.util.Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isPresent()) {
            process.get().onExit().get(60, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        shells.close();
    }
}
