package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runwright.audit.ChainVerifier;
import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.ChangeSent;
import dev.runwright.journal.JournalException;
import dev.runwright.journal.RunView;
import dev.runwright.journal.RunWriter;
import dev.runwright.model.ProgramStep;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose disk is full at any commit, and runs whose clock is set at any call: each ends as if nothing had happened. */
@NullUnmarked
final class TroubledRunTest {
    private static final String BODY = """
            steps:
            - id: tip
              cmdlet: Set-Mailbox
              with: {Identity: carla@tiny.example, MailTip: Away}
              state: Get-Mailbox
            - id: doors
              cmdlet: Set-CASMailbox
              with: {Identity: carla@tiny.example, ImapEnabled: false}
              state: Get-CASMailbox
            - id: good
              assert: ${{ true }}
              else: never
            """;

    @TempDir
    Path folder;

    private record Ending(String state, Map<String, String> steps, List<String> sent) {}

    private EngineBench bench(String name) throws IOException {
        return new EngineBench(Files.createDirectory(folder.resolve(name)));
    }

    private static Ending ending(EngineBench bench) {
        assertThat(new ChainVerifier().verify(bench.journal.chains(), null).findings())
                .isEmpty();
        assertThat(bench.journal.leases()).isEmpty();
        RunView view = RunView.of(bench.journal.read("run-7"));
        Map<String, String> steps = new TreeMap<>();
        view.steps().forEach((path, step) -> steps.put(path, step.state()));
        return new Ending(view.state(), steps, sent(bench));
    }

    private static List<String> sent(EngineBench bench) {
        return bench.cmdlets.calls().stream()
                .map(call -> call.cmdlet())
                .filter(cmdlet -> !cmdlet.startsWith("Get-"))
                .toList();
    }

    private static void run(EngineBench bench, Journal pen) {
        bench.process(7, pen).run(bench.request(BODY, Map.of()), bench.world());
    }

    private static void resume(EngineBench bench) {
        bench.process(8, bench.journal).resume(bench.resumption("run-7"), bench.world());
    }

    /** A disk with room for so many commits; of one that fails nothing is written. */
    private static final class Disk {
        private int room;

        Disk(int room) {
            this.room = room;
        }

        private void commit() {
            if (--room < 0) {
                throw JournalException.full("runwright.db", new IOException("no space left on device"));
            }
        }

        Journal over(Journal journal) {
            return over(Journal.class, journal, null);
        }

        private <T> T over(Class<T> type, T real, List<Runnable> waiting) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                        if (real instanceof RunWriter writer) {
                            switch (method.getName()) {
                                case "append" -> {
                                    waiting.add(() -> writer.append((JournalEntry) given[0]));
                                    return null;
                                }
                                case "commit", "anchor", "lock" -> {
                                    commit();
                                    waiting.forEach(Runnable::run);
                                    waiting.clear();
                                }
                                default -> {}
                            }
                        }
                        try {
                            Object result = method.invoke(real, given);
                            return result instanceof RunWriter writer
                                    ? over(RunWriter.class, writer, new ArrayList<>())
                                    : result;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }
    }

    @Test
    void aDiskThatIsFullAtAnyCommitLetsNothingBeSentThatIsNotWrittenAndTheRunGoesOnOnceThereIsRoom() throws Exception {
        Ending whole;
        Disk large = new Disk(1_000);
        try (EngineBench bench = bench("whole")) {
            run(bench, large.over(bench.journal));
            whole = ending(bench);
        }
        assertThat(whole.state()).isEqualTo("succeeded");
        assertThat(whole.sent()).containsExactly("Set-Mailbox", "Set-CASMailbox");
        int commits = 1_000 - large.room;
        assertThat(commits).isGreaterThan(2);
        for (int room = 0; room < commits; room++) {
            Disk disk = new Disk(room);
            try (EngineBench bench = bench("room-" + room)) {
                assertThatThrownBy(() -> run(bench, disk.over(bench.journal)))
                        .as("room for %s commits", room)
                        .isInstanceOf(JournalException.class)
                        .hasMessageContaining("the disk is full");
                assertThat(sent(bench)).as("room for %s commits", room).hasSizeLessThanOrEqualTo(written(bench));
                resume(bench);
                assertThat(ending(bench)).as("room for %s commits", room).isEqualTo(whole);
            }
        }
    }

    private static int written(EngineBench bench) {
        return (int) bench.journal.read("run-7").stream()
                .filter(one -> one.entry() instanceof ChangeSent)
                .count();
    }

    @Test
    void aRunWhoseProcessDiedAfterItsEndIsOnlyGivenBack() throws Exception {
        Mortal immortal = new Mortal(0);
        try (EngineBench bench = bench("whole")) {
            run(bench, immortal.over(bench.journal));
        }
        try (EngineBench bench = bench("killed")) {
            Mortal mortal = new Mortal(immortal.acts());
            assertThatThrownBy(() -> run(bench, mortal.over(bench.journal))).isInstanceOf(Mortal.Killed.class);

            assertThat(bench.process(8, bench.journal).noticeInterrupted("cory"))
                    .isEmpty();
            assertThat(ending(bench).state()).isEqualTo("succeeded");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"P3D", "P-3D"})
    void aClockThatIsSetAtAnyCallAndBeforeTheResumingChangesNothing(String jump) throws Exception {
        Ending whole;
        Mortal immortal = new Mortal(0);
        try (EngineBench bench = bench("whole")) {
            run(bench, immortal.over(bench.journal));
            whole = ending(bench);
        }
        assertThat(whole.state()).isEqualTo("succeeded");
        for (int act = 1; act < immortal.acts(); act += 2) {
            Mortal mortal = new Mortal(act);
            try (EngineBench bench = bench("at-" + act)) {
                bench.cmdlets.around(() -> bench.clock.move(Duration.parse(jump)), () -> {});
                assertThatThrownBy(() -> run(bench, mortal.over(bench.journal))).isInstanceOf(Mortal.Killed.class);
                bench.clock.move(Duration.parse(jump));
                if (RunView.of(bench.journal.read("run-7")).end() == null) {
                    resume(bench);
                    assertThat(ending(bench)).as("killed at act %s", act).isEqualTo(whole);
                }
            }
        }
    }

    /** Such as a key of kept secrets that may not be read. */
    @Test
    void aFailureOutsideOfTheStepsLeavesTheRunInterruptedAndItGoesOn() throws Exception {
        try (EngineBench bench = new EngineBench(Files.createDirectories(folder.resolve("outside")))) {
            boolean[] broken = {true};
            bench.executors.put(ProgramStep.class, new NamedPrograms(name -> {
                if (broken[0]) {
                    throw new IllegalStateException("a key may not be read");
                }
                return NamedPrograms.returned(name);
            }));
            assertThatThrownBy(() -> bench.run("""
                            lock: here
                            steps:
                              - {id: work, program: [work], effect: read}
                            """)).hasMessage("a key may not be read");
            String run = bench.journal.runs().get(0);
            assertThat(RunView.of(bench.journal.read(run)).state()).isEqualTo("interrupted");
            assertThat(bench.journal.leases()).isEmpty();
            assertThat(bench.journal.locks()).hasSize(1);

            broken[0] = false;
            assertThat(bench.resume(run).state()).isEqualTo("succeeded");
        }
    }
}
