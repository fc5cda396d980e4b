package dev.runwright.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runwright.text.Position;
import dev.runwright.text.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class UrlTextTest {
    private static final Position HERE = new Position("test.yaml", 1, 1);

    /** The URL with {@code value} in the place of each {@code @}. */
    private static Object render(String url, Object value) {
        List<Object> parts = new ArrayList<>();
        Expression expression = Expression.parse("v", HERE, new Problems()).orElseThrow();
        for (String literal : url.split("@", -1)) {
            if (!parts.isEmpty()) {
                parts.add(expression);
            }
            parts.add(literal);
        }
        java.util.HashMap<String, Object> names = new java.util.HashMap<>();
        names.put("v", value);
        return new Template.Url(HERE, parts).render(Scope.of(names, java.time.Instant.EPOCH));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /users/@            | anna@contoso.com   | /users/anna%40contoso.com
            /users/@/messages   | a/../b?x=1&y#z     | /users/a%2F..%2Fb%3Fx%3D1%26y%23z/messages
            /users/@            | Größe %41 +        | /users/Gr%C3%B6%C3%9Fe%20%2541%20%2B
            /users('@')         | x') or ('1' eq '1  | /users('x%27%27%29%20or%20%28%27%271%27%27%20eq%20%27%271')
            /u?$filter=a eq '@' | o'brien            | /u?$filter=a eq 'o%27%27brien'
            /u?$search="a:@"    | x" OR "y           | /u?$search="a:x%5C%22%20OR%20%5C%22y"
            /u?$top=@           | 5                  | /u?$top=5
            """)
    void aValueStaysOneSegmentOrOneLiteral(String url, String value, String expected) {
        assertThat(render(url, value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 or 1 eq 1", "x,y)", "$filter", "a'b"})
    void outsideQuotesOnlyAWordMayStandInAQuery(String value) {
        assertThatThrownBy(() -> render("/users?$filter=id eq @", value)).isInstanceOf(EvaluationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", ""})
    void aValueIsNoStepToAnotherFolder(String value) {
        assertThatThrownBy(() -> render("/users/@/messages", value)).isInstanceOf(EvaluationException.class);
    }

    @Test
    void whatIsNoTextCannotStandInAUrl() {
        for (Object value : new Object[] {null, List.of("a"), Map.of(), new Secret("pw", "s3cret")}) {
            assertThatThrownBy(() -> render("/users/@", value))
                    .isInstanceOf(EvaluationException.class)
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void aPendingValueMakesTheWholePending() {
        assertThat(render("/users/@", new Pending("made"))).isEqualTo(new Pending("made"));
    }

    @Test
    void whatWasEncodedIsDecoded() {
        assertThat(UrlText.decoded(UrlText.encoded("a+b 100% ü/'"))).isEqualTo("a+b 100% ü/'");
    }
}
