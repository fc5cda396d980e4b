package dev.runwright.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runwright.text.Position;
import dev.runwright.text.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tries to get out of an expression: to a class, to a change, or to an evaluation without end. */
class ExpressionEscapeTest {
    private static final Position PLACE = new Position("a.yaml", 1, 1);

    private final List<@Nullable Object> list = new ArrayList<>(List.of("a", "b"));
    private final Map<String, @Nullable Object> map = new LinkedHashMap<>(Map.of("key", "value"));
    private final Scope scope = Scope.of(
            Map.of(
                    "list",
                    list,
                    "map",
                    map,
                    "text",
                    "a".repeat(40),
                    "other",
                    new java.util.concurrent.atomic.AtomicInteger()),
            Instant.EPOCH);

    private static Optional<Expression> parse(String text) {
        return Expression.parse(text, PLACE, new Problems());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new('java.lang.String')",
                "new java.lang.String()",
                "x = 1",
                "map.key = 2",
                "map['key'] = 2",
                "list[0] += 1",
                "text++",
                "--text",
                "var x = 1",
                "let x = 1",
                "x -> x",
                "(x) -> { x }",
                "x => x",
                "function(x) { x }",
                "for (var x : list) { x }",
                "while (true) { }",
                "do { } while (true)",
                "if (true) { 1 }",
                "return 1",
                "throw 'x'",
                "try { 1 } catch (var e) { 2 }",
                "switch (1) { case 1 -> 2 }",
                "1; 2",
                "{ 1 }",
                "#pragma jexl.import java.lang",
                "@silent list",
                "java:lang()",
                "`${text}`",
                "map.`key`",
                "~/a+/",
                "{1, 2}",
                "[1, ...]",
                "text instanceof String",
                "text === text",
                "1 << 2",
                "1 & 2",
                "1 | 2",
                "~1",
                "text =^ 'a'",
                "text ?: 'x'",
                "0x10",
                "1h",
                "#0",
                "eval('1')",
                "where(list, 'it = 1')",
                "where(list, 'new(\"java.lang.String\")')",
                "getClass()",
                "list.size()()",
            })
    void isRefusedWhenItIsRead(String text) {
        assertThat(parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text.class",
                "text['class']",
                "list.class",
                "map.class",
                "map['class']",
                "map.getClass()",
                "text.getClass()",
                "text.getClass().forName('java.lang.Runtime')",
                "1.getClass()",
                "(1).getClass()",
                "true.getClass()",
                "list.getClass()",
                "list.add('c')",
                "list.clear()",
                "list.stream()",
                "list.toArray()",
                "list.get(0)",
                "list.iterator()",
                "map.put('x', 1)",
                "map.remove('key')",
                "map.entrySet()",
                "map.get('key')",
                "text.getBytes()",
                "text.toString()",
                "text.chars()",
                "text.format('x')",
                "text.hashCode()",
                "text.wait()",
                "text.repeat(1000000000)",
                "other.incrementAndGet()",
                "java.lang.Runtime",
                "Runtime.getRuntime()",
                "System.exit(0)",
                "text.('class')",
                "size(1)",
                "empty(1)",
                "list['size']",
                "now().getClass()",
                "now().getEpochSecond()",
            })
    void hasNoValue(String text) {
        Optional<Expression> expression = parse(text);
        if (expression.isPresent()) {
            assertThatThrownBy(() -> expression.get().evaluate(scope)).isInstanceOf(EvaluationException.class);
        }

        assertThat(list).containsExactly("a", "b");
        assertThat(map).containsExactly(Map.entry("key", "value"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1..2000000",
                "0..9223372036854775807",
                "(0 - 9223372036854775807)..9223372036854775807",
                "any(1..1000000, 'it < 0')",
                "any(1..2000, 'any(1..2000, \"it < 0\")')",
                "pluck(1..1000, '(1..1000).contains(0)')",
                "matches(text, '(a+)+\\\\1?b')",
                "text =~ '(a*)*\\\\1?b'",
                "text.matches('(a|aa)+\\\\1?b')",
                "matches(text, '(((a?){1000}){1000}){1000}' + 'b')",
                "matches(text + text, '(.|a)*(.|b)*(.|c)*(.|d)*(.|e)*(.|f)*(.|g)*(.|h)*\\\\1x')",
                "all(1..100000, '(text + text + text + text + text).length() > 0')",
                "pluck(1..900000, 'text.replace(\"a\", text)')",
            })
    void endsInAnError(String text) {
        Expression expression = parse(text).orElseThrow();

        assertThatThrownBy(() -> expression.evaluate(scope)).isInstanceOf(EvaluationException.class);
    }

    @Test
    void isReadInATimeThatBracketsCannotMultiply() {
        for (String bracket : List.of("(", "[", "{", "list[", "{[", "where(list, [")) {
            assertThat(parse(bracket.repeat(60) + "1")).isEmpty();
        }
        assertThat(parse("1" + "+1".repeat(6000))).isEmpty();
    }

    @Test
    void doesNotEvaluateWhatItSubstitutes() {
        Scope hostile = Scope.of(Map.of("a", "${{ b }}", "b", "secret"), Instant.EPOCH);

        assertThat(new TemplateParser(new Problems())
                        .parse("x ${{ a }}", PLACE, List.of())
                        .orElseThrow()
                        .render(hostile))
                .isEqualTo("x ${{ b }}");
        assertThat(parse("where(['b'], it == 'b')").orElseThrow().evaluate(hostile))
                .isEqualTo(List.of("b"));
        assertThat(parse("where(['b'], a)")).isPresent();
        assertThatThrownBy(() -> parse("where(['b'], a)").orElseThrow().evaluate(hostile))
                .hasMessage("The condition of 'where' takes a boolean, got a text.");
    }

    @Test
    void takesALongChainOfOperators() {
        assertThat(parse("1" + " + 1".repeat(300)).orElseThrow().evaluate(scope))
                .isEqualTo(301L);
    }
}
