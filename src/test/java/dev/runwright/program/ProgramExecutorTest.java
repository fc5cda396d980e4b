package dev.runwright.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.runwright.engine.Action;
import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cancellation;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Events;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.Reply;
import dev.runwright.engine.StepContext;
import dev.runwright.engine.StepError;
import dev.runwright.model.Effect;
import dev.runwright.model.ProgramStep;
import dev.runwright.value.EvaluationException;
import dev.runwright.value.Pending;
import dev.runwright.value.Scope;
import dev.runwright.value.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgramExecutorTest {
    private static final Attempt ATTEMPT = new Attempt(Duration.ofMinutes(1), new Cancellation(), Events.NONE);
    private static final Scope SCOPE = Scope.of(
            Map.of(
                    "inputs",
                    Map.of(
                            "host",
                            "EX01",
                            "port",
                            443L,
                            "list",
                            List.of("a", "b c"),
                            "none",
                            List.of(),
                            "map",
                            Map.of(),
                            "pw",
                            new Secret("inputs.pw", "correct horse"),
                            "flag",
                            true),
                    "later",
                    new Pending("scan")),
            Instant.EPOCH);

    private final List<ProcessLauncher.Command> launched = new ArrayList<>();

    /** A launcher that answers like a program, so that what arrives and what comes back can be looked at. */
    private final class Answering implements ProcessLauncher {
        private final Launched answer;

        Answering(Launched answer) {
            this.answer = answer;
        }

        @Override
        public Launched launch(Command command, Attempt attempt) {
            launched.add(command);
            return answer;
        }
    }

    private static ProcessLauncher.Launched ended(int exit, String output, String errors) {
        return new ProcessLauncher.Launched.Ended(
                exit, ProcessLauncher.Captured.of(output), ProcessLauncher.Captured.of(errors));
    }

    private Action prepared(ProgramStep step, ProcessLauncher.Launched answer) {
        return new ProgramExecutor(new Answering(answer))
                .prepare(step, new StepContext("program_1", SCOPE, Path.of("/work/folder")));
    }

    private Reply reply(ProgramStep step, ProcessLauncher.Launched answer) {
        Outcome outcome = prepared(step, answer).perform(ATTEMPT);
        assertThat(outcome).isInstanceOf(Outcome.Returned.class);
        return ((Outcome.Returned) outcome).reply();
    }

    @Test
    void eachElementIsOneArgumentWhateverIsInIt() {
        ProgramStep step = ProgramSteps.of(
                "tool", "a b", "$(reboot)", "; rm -rf /", "", 7L, "${{inputs.host}}", "/p:${{inputs.port}}");
        Action action = prepared(step, ended(0, "", ""));
        action.perform(ATTEMPT);
        assertThat(launched)
                .containsExactly(new ProcessLauncher.Command(
                        List.of("tool", "a b", "$(reboot)", "; rm -rf /", "", "7", "EX01", "/p:443"),
                        Path.of("/work/folder")));
        assertThat(action.call()).isEqualTo("tool \"a b\" \"$(reboot)\" \"; rm -rf /\" \"\" 7 EX01 /p:443");
    }

    @Test
    void aWholeListMayComeFromAnExpression() {
        Action action = prepared(ProgramSteps.whole("inputs.list"), ended(0, "", ""));
        assertThat(action.call()).isEqualTo("a \"b c\"");
        assertThat(action.effect()).isEqualTo(Effect.READ);
    }

    @Test
    void aProgramIsAChangeUnlessItsStepSaysOtherwise() {
        assertThat(prepared(ProgramSteps.of("tool"), ended(0, "", "")).effect()).isEqualTo(Effect.CHANGE);
    }

    @Test
    void aPlanShowsWhatIsNotKnownYet() {
        assertThat(prepared(ProgramSteps.of("tool", "${{later}}"), ended(0, "", ""))
                        .call())
                .isEqualTo("tool ‹after scan›");
        assertThat(prepared(ProgramSteps.whole("later"), ended(0, "", "")).call())
                .isEqualTo("‹after scan›");
    }

    @Test
    void theOutputIsTheTextWithoutItsLastLineEnd() {
        assertThat(reply(ProgramSteps.of("tool"), ended(0, "one\ntwo\n\n", "oh\r\n")))
                .isEqualTo(new Reply("one\ntwo\n", List.of(), List.of(), true, 0, "oh"));
        assertThat(reply(ProgramSteps.of("tool"), ended(0, "", "")).output()).isEqualTo("");
    }

    @Test
    void anExitCodeOutsideTheTableIsAnErrorInTheReply() {
        Reply reply = reply(ProgramSteps.of("/opt/tool"), ended(5, "out", "cannot open x\nmore\n"));
        assertThat(reply.exit()).isEqualTo(5);
        assertThat(reply.output()).isEqualTo("out");
        assertThat(reply.errors())
                .containsExactly(new StepError(
                        ErrorClass.UNKNOWN,
                        "tool ended with exit code 5, which is none of ok [0]; it said: cannot open x",
                        null,
                        Map.of("exit", 5L)));
    }

    @Test
    void theTableSaysWhichCodesAreGood() {
        List<ProgramStep.Exit> table =
                List.of(new ProgramStep.Exit("ok", List.of(1, 2)), new ProgramStep.Exit("reboot", List.of(3010, 1641)));
        for (int good : new int[] {1, 2, 3010, 1641}) {
            assertThat(reply(ProgramSteps.of(table, "tool"), ended(good, "", ""))
                            .errors())
                    .isEmpty();
        }
        assertThat(reply(ProgramSteps.of(table, "tool"), ended(0, "", "")).errors())
                .extracting(StepError::message)
                .containsExactly("tool ended with exit code 0, which is none of ok [1, 2], reboot [3010, 1641].");
    }

    @Test
    void aTableThatDoesNotSayOkKeepsZero() {
        List<ProgramStep.Exit> table = List.of(new ProgramStep.Exit("reboot", List.of(3010)));
        assertThat(reply(ProgramSteps.of(table, "tool"), ended(0, "", "")).errors())
                .isEmpty();
        assertThat(reply(ProgramSteps.of(table, "tool"), ended(1, "", "")).errors())
                .extracting(StepError::message)
                .containsExactly("tool ended with exit code 1, which is none of ok [0], reboot [3010].");
    }

    @Test
    void anHresultIsShownUnsignedAndInHexadecimal() {
        Reply reply = reply(ProgramSteps.of("wusa.exe"), ended(0x80240022, "", ""));
        assertThat(reply.errors())
                .extracting(StepError::message)
                .containsExactly("wusa.exe ended with exit code 2149842978 (0x80240022), which is none of ok [0].");
        assertThat(reply.errors().get(0).details()).isEqualTo(Map.of("exit", 2149842978L));
    }

    @Test
    void installersCodesHaveTheirClass() {
        assertThat(reply(ProgramSteps.of("x"), ended(3010, "", ""))
                        .errors()
                        .get(0)
                        .kind())
                .isEqualTo(ErrorClass.REBOOT_PENDING);
        assertThat(reply(ProgramSteps.of("x"), ended(1618, "", ""))
                        .errors()
                        .get(0)
                        .kind())
                .isEqualTo(ErrorClass.CONFLICT);
    }

    @Test
    void whatWasOnlyCountedIsSaid() {
        ProcessLauncher.Captured much =
                new ProcessLauncher.Captured("x", 5_242_880, 1_048_576, false, "the rest is only counted");
        Reply reply = reply(
                ProgramSteps.of("/bin/tool"),
                new ProcessLauncher.Launched.Ended(0, much, ProcessLauncher.Captured.of("")));
        assertThat(reply.whole()).isFalse();
        assertThat(reply.warnings())
                .containsExactly(
                        "tool wrote 5,242,880 bytes to its standard output; the first 1,048,576 are kept, the rest is only counted.");
    }

    @Test
    void aProgramThatCouldNotStartDidNothingAndOneThatWasStoppedIsUnknown() {
        StepError error = StepError.of(ErrorClass.NOT_FOUND, "no such thing");
        assertThat(prepared(ProgramSteps.of("tool"), new ProcessLauncher.Launched.NotStarted(error))
                        .perform(ATTEMPT))
                .isEqualTo(new Outcome.NotSent(error));
        assertThat(prepared(ProgramSteps.of("tool"), new ProcessLauncher.Launched.Stopped(error))
                        .perform(ATTEMPT))
                .isEqualTo(new Outcome.Unknown(error));
    }

    @Test
    void aSecretIsNoArgumentNeitherWholeNorInsideText() {
        for (ProgramStep step : List.of(
                ProgramSteps.of("tool", "${{inputs.pw}}"),
                ProgramSteps.of("tool", "/pw:${{inputs.pw}}"),
                ProgramSteps.whole("[\"tool\", inputs.pw]"))) {
            assertThatThrownBy(() -> prepared(step, ended(0, "", "")))
                    .isInstanceOf(EvaluationException.class)
                    .hasMessageContaining("secret")
                    .hasMessageNotContaining("horse");
        }
    }

    @Test
    void whatIsNoArgumentIsRefusedWithItsPlace() {
        EvaluationException refused = catchThrowableOfType(
                EvaluationException.class, () -> prepared(ProgramSteps.of("tool", null), ended(0, "", "")));
        assertThat(refused).hasMessage("An argument of a program must be text or a number, not null.");
        assertThat(refused.position().column()).isEqualTo(11);
        for (Object bad : List.of(true, "${{inputs.map}}", "${{inputs.flag}}", "a\0b")) {
            assertThatThrownBy(() -> prepared(ProgramSteps.of("tool", bad), ended(0, "", "")))
                    .isInstanceOf(EvaluationException.class);
        }
        assertThatThrownBy(() -> prepared(ProgramSteps.of(" "), ended(0, "", "")))
                .hasMessage("The program has no name.");
        assertThatThrownBy(() -> prepared(ProgramSteps.whole("inputs.host"), ended(0, "", "")))
                .hasMessage("A program must be a list with its name and its arguments, not EX01.");
        assertThatThrownBy(() -> prepared(ProgramSteps.whole("inputs.none"), ended(0, "", "")))
                .hasMessageContaining("not an empty list");
    }

    @Test
    void aListAmongTheArgumentsGivesAnArgumentForEachOfItsElements() {
        Action action =
                prepared(ProgramSteps.of("tool", "${{inputs.list}}", "${{inputs.none}}", "end"), ended(0, "", ""));

        assertThat(action.call()).isEqualTo("tool a \"b c\" end");
    }

    @Test
    void aBatchFileGetsNoArgumentThatItsShellWouldRead() {
        assertThatThrownBy(() -> prepared(ProgramSteps.of("clean.CMD", "x&calc"), ended(0, "", "")))
                .hasMessageContaining("batch file");
        assertThat(prepared(ProgramSteps.of("clean.cmd", "x", "a b"), ended(0, "", ""))
                        .call())
                .isEqualTo("clean.cmd x \"a b\"");
        assertThat(prepared(ProgramSteps.of("clean.exe", "x&calc"), ended(0, "", ""))
                        .call())
                .isEqualTo("clean.exe \"x&calc\"");
    }
}
