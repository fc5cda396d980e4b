package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.cli.Profile;
import dev.runwright.cli.Settings;
import dev.runwright.cli.Workbench;
import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cancellation;
import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.Events;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.World;
import dev.runwright.value.Data;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs of one profile share its shells; those of a connection that is to have some ready are opened before a step asks. */
@NullUnmarked
@EnabledOnOs({OS.LINUX, OS.MAC})
final class SharedShellsTest {
    private static final Set<String> COMMANDS = Set.of("Get-CASMailbox");

    @TempDir
    Path folder;

    private Wiring wiring;
    private Settings settings;

    @BeforeEach
    void configured() throws IOException, InterruptedException {
        Path shell = Files.writeString(folder.resolve("shell"), """
                #!/bin/sh
                [ "$READY" ] && echo started > "$READY"
                exec '%s' -XX:TieredStopAtLevel=1 -cp '%s' dev.runwright.powershell.ScriptedShell normal
                """.formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"), System.getProperty("java.class.path")));
        assertThat(shell.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("runwright.yaml"), """
                runwright: 1
                home: home
                default_profile: team
                profiles:
                  team:
                    connections:
                      exchange: {organisation: cloud, powershell: {shell: "%s"}, shells: {at_most: 1, ready: READY}}
                """.formatted(shell));
        ready(0);
    }

    private void ready(int shells) throws IOException {
        Path config = folder.resolve("runwright.yaml");
        Files.writeString(config, Files.readString(config).replaceAll("ready: \\w+", "ready: " + shells));
        wiring = new Wiring(new Surroundings(
                Path.of(System.getProperty("runwright.install")), folder, Map.of(), folder, Clock.systemUTC()));
        settings = wiring.settings(null);
    }

    private World world(Set<String> commands) {
        Profile profile = settings.chosen(null);
        return wiring.world(settings, profile, commands);
    }

    private static Outcome ask(World world, Duration longest) {
        Cmdlets.Call call = new Cmdlets.Call("exchange", "Get-Pid", Map.of(), List.of());
        return world.cmdlets().invoke(call, new Attempt(longest, new Cancellation(), Events.NONE));
    }

    private static long pid(World world) {
        Outcome outcome = ask(world, Duration.ofMinutes(1));
        assertThat(outcome).isInstanceOf(Outcome.Returned.class);
        return Long.parseLong(String.valueOf(
                Data.list(((Outcome.Returned) outcome).reply().output()).get(0)));
    }

    private static void awaitEnd(long pid) throws Exception {
        var process = ProcessHandle.of(pid);
        if (process.isPresent()) {
            process.get().onExit().get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void runsAtTheSameTimeShareTheShellsOfTheirProfile() throws Exception {
        long first;
        try (World one = world(COMMANDS);
                World other = world(COMMANDS)) {
            first = pid(one);
            assertThat(pid(other)).isEqualTo(first);
        }
        awaitEnd(first);
        try (World next = world(COMMANDS)) {
            assertThat(pid(next)).isNotEqualTo(first);
        }
    }

    @Test
    void aRunThatNeedsOtherCommandsGetsAShellThatKnowsThoseOfBoth() throws Exception {
        try (World one = world(Set.of("Get-CASMailbox"))) {
            long first = pid(one);
            try (World other = world(Set.of("Get-Mailbox"))) {
                long both = pid(other);
                assertThat(both).isNotEqualTo(first);
                assertThat(pid(one)).isEqualTo(both);
                awaitEnd(first);
                try (World third = world(Set.of("Get-CASMailbox"))) {
                    assertThat(pid(third)).isEqualTo(both);
                }
            }
        }
    }

    @Test
    void aServiceKeepsThemForTheNextRun() throws Exception {
        Workbench.Kept kept = wiring.keepShells();
        long first;
        try (World one = world(COMMANDS)) {
            first = pid(one);
        }
        try (World next = world(COMMANDS)) {
            assertThat(pid(next)).isEqualTo(first);
        }
        kept.close();
        awaitEnd(first);
    }

    @Test
    void theyAreReadyBeforeAStepAsks() throws Exception {
        Path started = folder.resolve("started");
        assertThat(new ProcessBuilder("mkfifo", started.toString()).start().waitFor())
                .isZero();
        Path shell = folder.resolve("shell");
        Files.writeString(shell, Files.readString(shell).replace("$READY", started.toString()));
        ready(1);
        try (World world = world(COMMANDS)) {
            assertThat(Files.readString(started)).isEqualTo("started\n");
            assertThat(pid(world)).isPositive();
        }
    }

    @Test
    void aConnectionThatARunDoesNotUseIsLeftAlone() throws Exception {
        ready(1);
        Path started = folder.resolve("started");
        Path shell = folder.resolve("shell");
        Files.writeString(shell, Files.readString(shell).replace("$READY", started.toString()));
        world(Set.of("Get-Service")).close(); // which waits for what has begun
        assertThat(started).doesNotExist();
    }
}
