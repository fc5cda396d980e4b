package dev.runwright.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.model.AssertStep;
import dev.runwright.model.CmdletStep;
import dev.runwright.model.GroupStep;
import dev.runwright.model.PowerShellStep;
import dev.runwright.model.ProgramStep;
import dev.runwright.model.Retry;
import dev.runwright.model.Runbook;
import dev.runwright.model.StateRule;
import dev.runwright.model.Step;
import dev.runwright.model.UndoRule;
import dev.runwright.text.Position;
import dev.runwright.text.Problem;
import dev.runwright.text.SourceText;
import dev.runwright.value.Template;
import dev.runwright.yaml.RunbookReader.ReadResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunbookReaderTest {
    private static final Path GOOD = Path.of("src/test/resources/good");

    private static ReadResult read(String text) {
        return new RunbookReader().read(new SourceText("a.yaml", text), ScriptFiles.of(Map.of()));
    }

    private static Runbook runbook(ReadResult result) {
        assertThat(result.problems()).isEmpty();
        return Objects.requireNonNull(result.runbook());
    }

    private static <S extends Step> S step(Runbook runbook, Class<S> type, int number) {
        return runbook.steps().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .skip(number)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void readsEveryKeyOfTheLanguage() {
        Runbook runbook = runbook(new RunbookReader().read(GOOD.resolve("every-key.yaml")));

        assertThat(runbook.purpose()).isEqualTo("One of each.\nOn two lines.\n");
        assertThat(runbook.timeout()).isEqualTo(Duration.ofMinutes(30));
        assertThat(runbook.inputs()).hasSize(12);
        assertThat(runbook.inputs().get(6).standard()).isEqualTo(Duration.ofMinutes(90));
        assertThat(runbook.inputs().get(11).standard()).isEqualTo("${{ plain text here }}");
        assertThat(runbook.checks()).extracting(Runbook.Check::blocks).containsExactly(true, false);
        assertThat(runbook.steps())
                .extracting(step -> step.head().label())
                .containsExactly(
                        "rules",
                        "close",
                        "powershell_1",
                        "powershell_2",
                        "ping",
                        "groovy_1",
                        "assert_1",
                        "off",
                        "undo_run_1");
        assertThat(runbook.always()).hasSize(1);
        assertThat(runbook.outputs()).containsOnlyKeys("rules", "first");
    }

    @Test
    void keepsWhatAStepSays() {
        Runbook runbook = runbook(new RunbookReader().read(GOOD.resolve("every-key.yaml")));

        CmdletStep rules = step(runbook, CmdletStep.class, 0);
        assertThat(rules.head().retry())
                .extracting(Retry::times, Retry::delay)
                .containsExactly(2, Duration.ofSeconds(10));
        assertThat(rules.head().select()).containsExactly("Name", "Enabled");
        CmdletStep close = step(runbook, CmdletStep.class, 1);
        StateRule state = Objects.requireNonNull(close.head().state());
        assertThat(state.cmdlet()).isEqualTo("Get-CASMailbox");
        assertThat(state.compare()).containsExactly("OWAEnabled");
        assertThat(close.head().undo()).isInstanceOf(UndoRule.Restore.class);
        assertThat(close.head().onErrorContinue()).isTrue();
        assertThat(close.head().restoreAsk()).isTrue();
        ProgramStep ping = step(runbook, ProgramStep.class, 0);
        assertThat(ping.exits())
                .containsExactly(
                        new ProgramStep.Exit("ok", List.of(0)), new ProgramStep.Exit("reboot", List.of(3010, 1641)));
        GroupStep off = step(runbook, GroupStep.class, 0);
        assertThat(Objects.requireNonNull(off.head().foreach()).as()).isEqualTo("rule");
        assertThat(off.rescue()).hasSize(1);
        assertThat(off.always()).hasSize(1);
        assertThat(((UndoRule.Explicit)
                                Objects.requireNonNull(off.steps().get(0).head().undo()))
                        .steps())
                .hasSize(1);
    }

    @Test
    void knowsWhereALineOfAScriptStands() {
        Runbook runbook = runbook(new RunbookReader().read(GOOD.resolve("every-key.yaml")));

        PowerShellStep text = step(runbook, PowerShellStep.class, 0);
        assertThat(text.firstLine())
                .isEqualTo(new Position(GOOD.resolve("every-key.yaml").toString(), 51, 7));
        assertThat(text.script()).startsWith("param($Name)\n\n\"Hello");
        assertThat(text.with().fields().values().stream().skip(1).map(value -> ((Template.Literal) value).value()))
                .containsExactly("on", "012", "${{ not an expression");
        PowerShellStep file = step(runbook, PowerShellStep.class, 1);
        assertThat(file.script()).isEqualTo("\"hello\"\n");
        assertThat(file.firstLine()).isEqualTo(new Position("scripts/hello.ps1", 1, 1));
    }

    @Test
    void readsTheSameFromASnapshot() {
        ReadResult first = new RunbookReader().read(GOOD.resolve("every-key.yaml"));
        assertThat(first.scripts()).containsExactly(Map.entry("scripts/hello.ps1", "\"hello\"\n"));

        ReadResult again = new RunbookReader()
                .read(Objects.requireNonNull(first.runbook()).source(), ScriptFiles.of(first.scripts()));

        assertThat(step(runbook(again), PowerShellStep.class, 1).script()).isEqualTo("\"hello\"\n");
    }

    @Test
    void placesExpressionsInEveryStyleOfScalar() {
        Runbook runbook = runbook(read("""
                runwright: 1
                runbook: a
                steps:
                - assert: ${{ true }}
                  else: 'it''s ${{ 1 }}'
                - assert: "${{ true }}"
                  else: >
                    folded
                    text ${{ 1 }} and
                    ${{ 2 }}
                """));

        assertThat(runbook.steps().stream()
                        .map(AssertStep.class::cast)
                        .flatMap(step -> java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(step.that()),
                                step.otherwise().expressions()))
                        .map(expression -> expression.position().toString()))
                .containsExactly("a.yaml:4:15", "a.yaml:5:20", "a.yaml:6:16", "a.yaml:9:14", "a.yaml:10:9");
    }

    @Test
    void followsAnchors() {
        Runbook runbook = runbook(read("""
                runwright: 1
                runbook: a
                steps:
                - cmdlet: Set-Mailbox
                  with: &with {Identity: a}
                - cmdlet: Set-CASMailbox
                  with: *with
                """));

        Template.Fields with = step(runbook, CmdletStep.class, 1).with();
        assertThat(with.fields()).containsOnlyKeys("Identity");
        assertThat(with.position()).isEqualTo(new Position("a.yaml", 7, 3));
    }

    @Test
    void takesAByteOrderMarkAndWindowsLineEnds(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("a.yaml");
        Files.writeString(file, "\ufeffrunwright: 1\r\nrunbook: a\r\nsteps:\r\n- {assert: true, else: no}\r\n");

        assertThat(runbook(new RunbookReader().read(file)).steps()).hasSize(1);
    }

    @Test
    void refusesWhatIsBeyondTheLimits(@TempDir Path folder) throws Exception {
        String head = "runwright: 1\nrunbook: a\nsteps:\n";
        assertThat(codes(read(head + "- {assert: true, else: " + "[".repeat(60) + "]".repeat(60) + "}")))
                .containsExactly("too_deep");
        assertThat(codes(read(head + "- {cmdlet: Set-Mailbox, with: {a: [" + "1,".repeat(10_000) + "]}}")))
                .containsExactly("too_many_nodes");
        assertThat(codes(read("""
                        a: &a [x, x, x, x, x, x, x, x, x, x]
                        b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
                        c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
                        d: [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
                        """))).containsExactly("too_many_nodes");
        Path big = folder.resolve("a.yaml");
        Files.write(big, (head + "#" + "x".repeat(1 << 20)).getBytes(StandardCharsets.UTF_8));
        assertThat(codes(new RunbookReader().read(big))).containsExactly("file_too_large");
    }

    @Test
    void refusesMoreThanFiveThousandSteps() {
        ReadResult result = read("runwright: 1\nrunbook: a\nsteps:\n" + "- {}\n".repeat(5_001));

        assertThat(result.problems())
                .singleElement()
                .hasToString("a.yaml:5004:3: The runbook has more than 5000 steps.");
    }

    private static List<String> codes(ReadResult result) {
        return result.problems().stream().map(Problem::code).distinct().toList();
    }

    @Test
    void reportsUpToAHundredProblemsAndCountsTheRest() {
        ReadResult result = read("runwright: 1\nrunbook: a\nsteps:\n" + "- {assert: 1, else: no}\n".repeat(130));

        assertThat(result.problems()).hasSize(101);
        assertThat(result.problems().get(100).message()).isEqualTo("30 more problems in this file are not shown.");
    }
}
