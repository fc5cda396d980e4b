package dev.runwright.groovy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.Action;
import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cancellation;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Events;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.StepContext;
import dev.runwright.engine.StepError;
import dev.runwright.model.Effect;
import dev.runwright.model.GroovyStep;
import dev.runwright.model.StepHead;
import dev.runwright.model.StepHeads;
import dev.runwright.text.Position;
import dev.runwright.text.Problem;
import dev.runwright.value.EnumValue;
import dev.runwright.value.Pending;
import dev.runwright.value.Scope;
import dev.runwright.value.Secret;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroovyExecutorTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Position FIRST = new Position("test.yaml", 10, 7);
    private static final GroovyExecutor EXECUTOR = new GroovyExecutor();

    private final Cancellation cancellation = new Cancellation();
    private final Queue<Events.Event> events = new ConcurrentLinkedQueue<>();

    private static Scope scope() {
        Map<String, @Nullable Object> inputs = new HashMap<>();
        inputs.put("mailbox", "anna@contoso.com");
        inputs.put("nothing", null);
        inputs.put("pw", new Secret("inputs.pw", "correct horse"));
        Map<String, @Nullable Object> rules = new HashMap<>();
        rules.put("output", List.of(Map.of("Name", "x", "Enabled", true, "Type", new EnumValue("Hidden", "2"))));
        return Scope.of(
                Map.of("inputs", inputs, "steps", Map.of("rules", rules, "later", new Pending("close"))),
                Instant.EPOCH);
    }

    private static Action prepared(String script, @Nullable Effect effect) {
        StepHead head = StepHeads.effect(StepHead.bare(new Position("test.yaml", 9, 3), null, "groovy_1"), effect);
        return EXECUTOR.prepare(
                new GroovyStep(head, script, FIRST), new StepContext("groovy_1", scope(), Path.of(".")));
    }

    private Outcome run(String script, Duration timeout) {
        return prepared(script, null).perform(new Attempt(timeout, cancellation, events::add));
    }

    private @Nullable Object value(String script) {
        Outcome outcome = run(script, LONG);
        assertThat(outcome).isInstanceOf(Outcome.Returned.class);
        return ((Outcome.Returned) outcome).reply().output();
    }

    private StepError failure(String script) {
        Outcome outcome = run(script, LONG);
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).error();
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("null", null),
                Arguments.of("", null),
                Arguments.of("true", true),
                Arguments.of("1 + 2", 3L),
                Arguments.of("(byte) 7", 7L),
                Arguments.of("15394007230974001153G", new BigInteger("15394007230974001153")),
                Arguments.of("12G", 12L),
                Arguments.of("1.50", new BigDecimal("1.50")),
                Arguments.of("1.5d", 1.5d),
                Arguments.of("1.1f", 1.1d),
                Arguments.of("\"a${1 + 1}\"", "a2"),
                Arguments.of("'c' as char", "c"),
                Arguments.of("[1, 'b', null]", Arrays.asList(1L, "b", null)),
                Arguments.of("[1, 2] as int[]", List.of(1L, 2L)),
                Arguments.of("new TreeSet([2, 1])", List.of(1L, 2L)),
                Arguments.of("(1..3)", List.of(1L, 2L, 3L)),
                Arguments.of("[a: [b: \"${1}\"], (\"k${1}\"): 2]", Map.of("a", Map.of("b", "1"), "k1", 2L)),
                Arguments.of("new Date(0)", OffsetDateTime.parse("1970-01-01T00:00:00Z")),
                Arguments.of("java.time.Duration.ofDays(2)", Duration.ofDays(2)),
                Arguments.of("def twice(x) { x * 2 }\nclass A { int n = 3 }\ntwice(new A().n)", 6L),
                Arguments.of("class Alone { int n = 3 }", null));
    }

    @ParameterizedTest
    @MethodSource("values")
    void theValueIsTheOutputAsPlainData(String script, @Nullable Object expected) {
        assertThat(value(script)).isEqualTo(expected);
    }

    @Test
    void inputsAndStepsAreThere() {
        assertThat(value("inputs.mailbox.split('@')[1]")).isEqualTo("contoso.com");
        assertThat(value("inputs.nothing")).isNull();
        assertThat(value("inputs.containsKey('nothing') && !inputs.containsKey('other')"))
                .isEqualTo(true);
        assertThat(value("steps.rules.output.findAll { it.Enabled }.collect { it.Name + it['Type'] }"))
                .isEqualTo(List.of("xHidden"));
        assertThat(value("inputs")).isEqualTo(scope().names().get("inputs"));
        assertThat(value("\"${inputs.pw}\"")).isEqualTo("***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inputs.mailbox = 'x'",
                "inputs.put('a', 1)",
                "inputs.clear()",
                "steps.rules.output << 1",
                "steps.rules.output[0].Name = 'y'",
                "steps.remove('rules')",
                "inputs.entrySet().iterator().next().setValue(1)",
                "steps.rules.output.clear()"
            })
    void inputsAndStepsCannotBeChanged(String script) {
        assertThat(failure(script).message()).contains("UnsupportedOperationException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"item", "System2", "connections", "scope"})
    void nothingElseIsInTheBinding(String script) {
        assertThat(failure(script).message()).contains("No such property: " + script);
    }

    @Test
    void aPlanThatReadsWhatIsNotKnownYetHasThatValue() {
        assertThat(value("steps.later.output.size() + 1")).isEqualTo(new Pending("close"));
        assertThat(value("steps.rules.output.size()")).isEqualTo(1L);
    }

    @Test
    void logAndPrintBecomeEvents() {
        value(
                "log 'hello'\nlog.warn(\"n=${1 + 1}\")\nlog.error null\nprintln 'a'\nprint 'b'\n[1].each { println 'c' }");
        assertThat(events)
                .containsExactly(
                        new Events.Event("info", "hello", null),
                        new Events.Event("warning", "n=2", null),
                        new Events.Event("error", "null", null),
                        new Events.Event("stdout", "a", null),
                        new Events.Event("stdout", "bc", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new Object()",
                "[a: [new StringBuffer().getClass()]]",
                "{ -> 1 }",
                "Thread.currentThread()",
                "Thread.State.NEW",
                "new java.util.concurrent.atomic.AtomicInteger(1)"
            })
    void aValueThatIsNoDataFailsTheStep(String script) {
        StepError error = failure(script);
        assertThat(error.kind()).isEqualTo(ErrorClass.INVALID);
        assertThat(error.message())
                .startsWith("The Groovy script's value is no data: it")
                .contains("Return null, text");
        assertThat(error.position()).isEqualTo(FIRST);
    }

    @Test
    void theMessageSaysWhichPartIsNoData() {
        assertThat(failure("[a: [1, new Object()]]").message()).contains("its .a[1] is of type java.lang.Object.");
        assertThat(failure("[(1): 2]").message()).contains("has the key 1, which is no text");
        assertThat(failure("def a = []; a << a; a").message()).contains("refers to itself");
    }

    @Test
    void anExceptionIsMappedToItsLineOfTheRunbook() {
        StepError error = failure("def a = 1\n\ndef f(x) {\n  x.intdiv(0)\n}\nf(a)\n");
        assertThat(error.message()).isEqualTo("The Groovy script failed at line 4: ArithmeticException: / by zero");
        assertThat(error.position()).isEqualTo(new Position("test.yaml", 13, 7));
        assertThat(error.details()).isEqualTo(Map.of("type", "java.lang.ArithmeticException"));
    }

    @Test
    void anAssertionThatFailsIsAFailureOfTheStep() {
        StepError error = failure("1\nassert 1 == 2");
        assertThat(error.message())
                .startsWith("The Groovy script failed at line 2: PowerAssertionError: assert 1 == 2");
        assertThat(failure("def f() { f() }\nf()").message()).contains("StackOverflowError");
    }

    @Test
    void whatCannotBeCompiledIsNotSentAndNamesItsPlace() {
        Outcome outcome = run("def a = 1\ndef b = (2\n", LONG);
        assertThat(outcome).isInstanceOf(Outcome.NotSent.class);
        StepError error = ((Outcome.NotSent) outcome).error();
        assertThat(error.message()).startsWith("The Groovy script cannot be compiled: ");
        assertThat(String.valueOf(error.position())).matches("test.yaml:1[12]:[0-9]+");
    }

    @Test
    void lintSeesAScriptsErrorsWithoutRunningIt() {
        assertThat(EXECUTOR.problems("throw new Error()", FIRST)).isEmpty();
        List<Problem> problems = EXECUTOR.problems("int x = 1\nx = )\n", FIRST);
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).position().line()).isEqualTo(11);
        assertThat(problems.get(0).code()).isEqualTo("groovy");
        assertThat(EXECUTOR.problems("import no.such.Thing\n1", FIRST))
                .extracting(Problem::message)
                .containsExactly("The Groovy script cannot be compiled: unable to resolve class no.such.Thing.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) { }",
                "for (;;) { 1 }",
                "def f() { 1 }\nwhile (true) f()",
                "Thread.sleep(600000)",
                "def c = { -> while (true) { } }\nc()",
                "new java.util.concurrent.CountDownLatch(1).await()",
                "try { while (true) { } } catch (Throwable t) { log t.class.simpleName }"
            })
    void theTimeLimitStopsIt(String script) {
        Outcome outcome = run(script, Duration.ofMillis(300));
        assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
        assertThat(((Outcome.Unknown) outcome).error().kind()).isEqualTo(ErrorClass.TIMEOUT);
        assertThat(((Outcome.Unknown) outcome).error().message())
                .isEqualTo("The Groovy script was stopped after 300 ms, its time limit.");
    }

    @Test
    void theSecondRequestToStopStopsItAtOnce() {
        Attempt attempt = new Attempt(LONG, cancellation, event -> {
            cancellation.request();
            cancellation.request();
        });
        Outcome outcome = prepared("log 'begun'\nwhile (true) { }", null).perform(attempt);
        assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
        assertThat(((Outcome.Unknown) outcome).error().message()).contains("because the run was cancelled");
        assertThat(run("1", LONG)).isInstanceOf(Outcome.NotSent.class);
    }

    @Test
    void aScriptIsCompiledOnceAndRunsAreSeparate() {
        String script = "count = binding.hasVariable('count') ? count + 1 : 1\n[count, getClass().hashCode()]";
        List<@Nullable Object> seen = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            seen.add(value(script));
        }
        assertThat(seen.get(1)).isEqualTo(seen.get(0));
        assertThat(seen.get(2)).isEqualTo(seen.get(0));
        assertThat(((List<?>) java.util.Objects.requireNonNull(seen.get(0))).get(0))
                .isEqualTo(1L);
    }

    @Test
    void itReadsUnlessItsStepSaysOtherwise() {
        assertThat(prepared("1", null).effect()).isEqualTo(Effect.READ);
        assertThat(prepared("1", Effect.CHANGE).effect()).isEqualTo(Effect.CHANGE);
        assertThat(prepared("1", null).call()).isEqualTo("groovy 1");
        assertThat(prepared("\n  def a = 1\n  a\n", null).call()).isEqualTo("groovy def a = 1 … (2 lines)");
    }
}
