package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.Action;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.StepContext;
import dev.runwright.engine.StepError;
import dev.runwright.model.Effect;
import dev.runwright.model.PowerShellStep;
import dev.runwright.model.StepHead;
import dev.runwright.model.StepHeads;
import dev.runwright.text.Position;
import dev.runwright.value.Pending;
import dev.runwright.value.Scope;
import dev.runwright.value.Secret;
import dev.runwright.value.Template;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PowerShellExecutorTest {
    private static final Position HERE = new Position("book.yaml", 9, 5);

    private static StepHead head(@Nullable String connection, @Nullable Effect effect) {
        return StepHeads.on(StepHead.bare(HERE, "fix", "fix"), connection, effect);
    }

    private static PowerShellStep step(StepHead head, String script, @Nullable String file, Position first) {
        return new PowerShellStep(head, script, file, first, Template.Fields.none(HERE));
    }

    private static PowerShellStep stepWith(Map<String, @Nullable Object> values) {
        Map<String, Template> fields = new LinkedHashMap<>();
        values.forEach((name, value) -> fields.put(name, new Template.Literal(HERE, value)));
        return new PowerShellStep(head("exchange", null), "1", null, HERE, new Template.Fields(HERE, fields, Map.of()));
    }

    private static StepContext context(Path folder) {
        return new StepContext("fix", Scope.of(Map.of(), Instant.EPOCH), folder);
    }

    @Test
    void aStepShowsItsCallWithoutItsSecrets() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("Name", "it's");
        values.put("N", 3L);
        values.put("On", true);
        values.put("Nothing", null);
        values.put("Token", new Secret("token", "hunter22"));
        values.put("Later", new Pending("close"));
        values.put("List", Arrays.asList("a", null));
        values.put("Map", Map.of("k", 1L));
        try (TestShells test = TestShells.started("normal")) {
            Action action = new PowerShellExecutor(test.shells).prepare(stepWith(values), context(Path.of("/")));

            assertThat(action.call())
                    .isEqualTo("script -Name 'it''s' -N 3 -On $true -Nothing $null -Token *** -Later ‹after close›"
                            + " -List @('a', $null) -Map @{k = 1}");
        }
    }

    @Test
    void aScriptChangesThingsUnlessItsStepSaysOtherwise() {
        try (TestShells test = TestShells.started("normal")) {
            PowerShellExecutor executor = new PowerShellExecutor(test.shells);

            assertThat(executor.prepare(step(head(null, null), "1", null, HERE), context(Path.of("/")))
                            .effect())
                    .isEqualTo(Effect.CHANGE);
            assertThat(executor.prepare(step(head(null, Effect.READ), "1", null, HERE), context(Path.of("/")))
                            .effect())
                    .isEqualTo(Effect.READ);
        }
    }

    @Test
    void theStandInCannotRunScriptsAndSaysSo() {
        try (TestShells test = TestShells.started("normal")) {
            Outcome outcome = new PowerShellExecutor(test.shells)
                    .prepare(step(head("exchange", null), "1", null, HERE), context(Path.of("/")))
                    .perform(test.attempt(TestShells.LONG));

            StepError error = TestShells.notSent(outcome);
            assertThat(error.kind()).isEqualTo(ErrorClass.INVALID);
            assertThat(error.message()).startsWith("This step needs a real PowerShell");
        }
    }

    @Test
    void withoutAConnectionItsShellIsTheLocalOne() {
        try (TestShells test = TestShells.started("normal")) {
            Outcome outcome = new PowerShellExecutor(test.shells)
                    .prepare(step(head(null, null), "1", null, HERE), context(Path.of("/")))
                    .perform(test.attempt(TestShells.LONG));

            assertThat(TestShells.notSent(outcome).message()).contains("connection 'local'");
        }
    }

    @Test
    void aScriptFileIsNamedByItsPathAndFindsItsNeighbours(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("main.ps1"), ". (Join-Path $PSScriptRoot 'near.ps1')\n\nthrow $x");
        Files.writeString(folder.resolve("near.ps1"), "$x = 'from near'");
        try (TestShells test = RealShell.open()) {
            Outcome outcome = new PowerShellExecutor(test.shells)
                    .prepare(
                            step(
                                    head("exchange", null),
                                    Files.readString(file),
                                    "main.ps1",
                                    Position.startOf(file.toString())),
                            context(folder))
                    .perform(test.attempt(TestShells.LONG));

            StepError error = TestShells.failed(outcome);
            assertThat(error.message()).isEqualTo("from near");
            assertThat(error.position()).isEqualTo(new Position(file.toString(), 3, 1));
        }
    }
}
