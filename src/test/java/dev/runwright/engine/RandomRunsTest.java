package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.audit.ChainVerifier;
import dev.runwright.journal.JournalEntry.StepEnded;
import dev.runwright.journal.RunView;
import dev.runwright.journal.StepView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runbooks by chance, with faults and kills by chance: what must hold holds. {@code -Drunwright.seed=N} and {@code .runs=N} choose. */
@NullUnmarked
final class RandomRunsTest {
    private static final long SEED = Long.getLong("runwright.seed", 20_261_124L);
    private static final int RUNS = Integer.getInteger("runwright.runs", 40);
    private static final List<String> PEOPLE =
            List.of("anna@tiny.example", "carla@tiny.example", "support@tiny.example");

    @TempDir
    Path folder;

    /** One runbook's text, made step by step; branches never change the same object. */
    private static final class Author {
        private final Random chance;
        private int steps;

        Author(Random chance) {
            this.chance = chance;
        }

        String runbook() {
            StringBuilder text = new StringBuilder("lock: all\nsteps:\n");
            int many = 2 + chance.nextInt(4);
            for (int i = 0; i < many; i++) {
                text.append(step("  ", 2));
            }
            return text.toString();
        }

        private String step(String in, int depth) {
            return step(in, depth, depth == 0 ? chance.nextInt(3) : chance.nextInt(6));
        }

        private String step(String in, int depth, int kind) {
            String head = in + "- id: s" + ++steps + "\n" + in + "  ";
            return switch (kind) {
                case 0 ->
                    head + "cmdlet: Set-Mailbox\n" + in + "  with: {Identity: " + who() + ", MailTip: tip "
                            + chance.nextInt(3) + "}\n" + in + "  state: Get-Mailbox\n" + extras(in);
                case 1 ->
                    head + "cmdlet: Set-CASMailbox\n" + in + "  with: {Identity: " + who() + ", PopEnabled: "
                            + chance.nextBoolean() + ", ImapEnabled: " + chance.nextBoolean() + "}\n" + in
                            + "  state: Get-CASMailbox\n" + extras(in);
                case 2 ->
                    head + "assert: ${{ " + (chance.nextInt(4) > 0) + " }}\n" + in + "  else: By chance.\n"
                            + extras(in);
                case 3 -> head + "parallel:\n" + step(in + "    ", 0, 0) + step(in + "    ", 0, 1);
                case 4 ->
                    head + "foreach: [" + String.join(", ", PEOPLE) + "]\n" + in + "  at_once: 2\n" + in
                            + "  cmdlet: Set-Mailbox\n" + in
                            + "  with: {Identity: \"${{ item }}\", MailTip: all}\n" + in + "  state: Get-Mailbox\n";
                default -> head + "group:\n" + step(in + "    ", depth - 1) + in + "  rescue:\n" + step(in + "    ", 0);
            };
        }

        private String who() {
            return PEOPLE.get(chance.nextInt(PEOPLE.size()));
        }

        private String extras(String in) {
            return chance.nextInt(4) == 0 ? in + "  on_error: continue\n" : "";
        }
    }

    @Test
    void whatMustHoldHoldsWhateverHappens() throws Exception {
        System.out.println("random runs: seed " + SEED + ", " + RUNS + " runs");
        Map<String, Integer> ends = new java.util.TreeMap<>();
        for (int i = 0; i < RUNS; i++) {
            Random chance = new Random(SEED + i);
            Path own = Files.createDirectory(folder.resolve("run" + i));
            try (EngineBench bench = new EngineBench(own)) {
                bench.estate.snapshot("before");
                ends.merge(
                        one(bench, new Author(chance).runbook(), chance, "seed " + SEED + " + " + i), 1, Integer::sum);
            }
        }
        System.out.println("random runs: " + ends);
    }

    private static String one(EngineBench bench, String text, Random chance, String what) {
        Definition definition = EngineBench.runbook(text);
        List<String> faults = List.of("throttled", "die", "denied", "timeout");
        for (int i = chance.nextInt(3); i > 0; i--) {
            bench.fault("fail call " + (1 + chance.nextInt(3)) + " of "
                    + (chance.nextBoolean() ? "Set-Mailbox" : "Set-CASMailbox") + " "
                    + (chance.nextBoolean() ? "before" : "after") + " with "
                    + faults.get(chance.nextInt(faults.size())));
        }
        Mortal mortal = new Mortal(1 + chance.nextInt(40));
        bench.cmdlets.around(mortal::alive, mortal::act);
        RunRequest.Watch watch = new RunRequest.Watch(RunListener.NONE, new Cancellation());
        try {
            bench.process(7, mortal.over(bench.journal))
                    .run(new RunRequest(definition, Map.of(), new Origin("ann", null, null), watch), bench.world());
        } catch (Mortal.Killed e) {
            bench.cmdlets.around(() -> {}, () -> {});
        }
        bench.cmdlets.around(() -> {}, () -> {});
        bench.estate.clearFaults();
        RunView view = ended(bench, what);

        Map<String, Long> endings = bench.journal.read("run-7").stream()
                .filter(entry ->
                        entry.entry() instanceof StepEnded end && !end.state().equals("unknown"))
                .collect(Collectors.groupingBy(entry -> entry.entry().path(), Collectors.counting()));
        assertThat(endings.values()).as(what + "\n" + text).allMatch(count -> count == 1);
        assertThat(bench.journal.locks()).as(what).isEmpty();
        bench.undo("run-7");
        assertThat(bench.sinceSnapshot()).as(what + "\n" + text).isEmpty();
        assertThat(new ChainVerifier().verify(bench.journal.chains(), null).findings())
                .as(what)
                .isEmpty();
        return view.state();
    }

    /** Goes on with the run until it has ended; what nobody can tell is tried again. */
    private static RunView ended(EngineBench bench, String what) {
        for (int times = 0; times < 10; times++) {
            RunView view = RunView.of(bench.journal.read("run-7"));
            if (view.end() != null) {
                return view;
            }
            ResumeRequest.Decision[] retries = view.steps().values().stream()
                    .filter(step -> step.ended() != null && step.isOpen())
                    .map(StepView::path)
                    .map(path -> new ResumeRequest.Decision(path, "retry"))
                    .toArray(ResumeRequest.Decision[]::new);
            bench.process(8 + times, bench.journal).resume(bench.resumption("run-7", retries), bench.world());
        }
        throw new AssertionError(what + ": the run does not end");
    }
}
