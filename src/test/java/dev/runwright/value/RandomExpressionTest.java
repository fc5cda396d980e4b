package dev.runwright.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.text.Position;
import dev.runwright.text.Problems;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random words of the language give a problem, a value that is data, or an {@link EvaluationException}; nothing else. */
class RandomExpressionTest {
    private static final List<String> WORDS = List.of(
            "list",
            "map",
            "text",
            "map.a",
            "list[0]",
            "1",
            "2.5",
            "'a'",
            "\"b\"",
            "null",
            "true",
            "+",
            "-",
            "*",
            "/",
            "%",
            "==",
            "!=",
            "<",
            ">=",
            "&&",
            "||",
            "!",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            ":",
            "?",
            "??",
            "?.",
            ".",
            ",",
            "..",
            "=~",
            "where(",
            "any(",
            "pluck(",
            "first(",
            "sort_by(",
            "matches(",
            "now()",
            "days_ago(",
            "size(",
            "empty(",
            ".size()",
            ".split('a')",
            ".contains(",
            "it",
            "it.x",
            "class",
            "new",
            "=",
            "->",
            "`",
            "~",
            "var",
            "for",
            "instanceof",
            "secret");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void giveAProblemAValueOrAnError(long seed) {
        Random random = new Random(seed);
        Map<String, @Nullable Object> names = new LinkedHashMap<>();
        names.put("list", List.of("a", 1L, Map.of("x", "y")));
        names.put("map", Map.of("a", "b"));
        names.put("text", "abc");
        names.put("secret", new Secret("s", "hidden"));
        Scope scope = Scope.of(names, Instant.EPOCH);
        for (int i = 0; i < 1_500; i++) {
            String text = Stream.generate(() -> WORDS.get(random.nextInt(WORDS.size())))
                    .limit(1 + random.nextInt(7))
                    .collect(Collectors.joining(" "));
            Problems problems = new Problems();
            Optional<Expression> expression = Expression.parse(text, new Position("a.yaml", 1, 1), problems);

            assertThat(expression.isEmpty()).as(text).isEqualTo(problems.hasErrors());
            expression.ifPresent(parsed -> evaluate(parsed, scope));
        }
    }

    private static void evaluate(Expression expression, Scope scope) {
        try {
            assertData(expression.evaluate(scope));
        } catch (EvaluationException e) {
            assertThat(e.sentence()).isNotBlank().doesNotContain("hidden");
        }
    }

    private static void assertData(@Nullable Object value) {
        if (value instanceof List<?> list) {
            list.forEach(RandomExpressionTest::assertData);
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(RandomExpressionTest::assertData);
        } else if (value != null) {
            assertThat(value)
                    .isInstanceOfAny(
                            String.class,
                            Boolean.class,
                            Number.class,
                            Instant.class,
                            java.time.Duration.class,
                            Secret.class);
        }
    }
}
