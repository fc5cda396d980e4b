package dev.runwright.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runwright.text.Position;
import dev.runwright.text.Problems;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TemplateParserTest {
    private static final Position PLACE = new Position("a.yaml", 2, 5);

    private final Problems problems = new Problems();

    private Template template(String text) {
        return new TemplateParser(problems).parse(text, PLACE, List.of()).orElseThrow();
    }

    private @Nullable Object value(String text) {
        return template(text).render(Scope.of(Map.of("n", 5L, "m", Map.of("a", 1L)), Instant.EPOCH));
    }

    @Test
    void keepsTheTypeOfAWholeExpression() {
        assertThat(value("${{ n }}")).isEqualTo(5L);
        assertThat(value("${{n}}")).isEqualTo(5L);
        assertThat(value("${{ {'a': {'b': n}} }}")).isEqualTo(Map.of("a", Map.of("b", 5L)));
        assertThat(value("${{ '}}' }}")).isEqualTo("}}");
    }

    @Test
    void makesATextOfMixedText() {
        assertThat(value("n is ${{ n }}, twice ${{ n * 2 }}")).isEqualTo("n is 5, twice 10");
        assertThat(value("plain")).isEqualTo("plain");
        assertThat(value("")).isEqualTo("");
        assertThatThrownBy(() -> value("m is ${{ m }}")).hasMessageContaining("a map");
        assertThatThrownBy(() -> value("m is ${{ null }}")).hasMessageContaining("null");
    }

    @Test
    void leavesADoubledDollarAsText() {
        assertThat(value("$${{ n }}")).isEqualTo("${{ n }}");
        assertThat(value("cost $5 {{ n }} $${{ ${{ n }}")).isEqualTo("cost $5 {{ n }} ${{ 5");
    }

    @Test
    void reportsAnExpressionWithoutEnd() {
        assertThat(new TemplateParser(problems).parse("a ${{ n }", PLACE, List.of()))
                .isEmpty();
        assertThat(problems.all())
                .singleElement()
                .asString()
                .startsWith("a.yaml:2:7: The expression that begins here has no '}}'.");
    }

    @Test
    void placesEachExpressionByItsMark() {
        Position mark = new Position("a.yaml", 9, 30);
        Template template = new TemplateParser(problems)
                .parse("x ${{ n }} y ${{ m }}", PLACE, List.of(PLACE, mark))
                .orElseThrow();

        assertThat(template.expressions().map(Expression::position))
                .containsExactly(new Position("a.yaml", 2, 9), new Position("a.yaml", 9, 34));
    }
}
