package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.model.Returns;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@code returns} makes of a reply, and what it says of one that is not as it was promised. */
final class ReturnedTest {
    private static final List<?> NONE = List.of();
    private static final List<?> ONE = List.of(Map.of("A", 1L));
    private static final List<?> TWO = List.of("a", "b");

    private static void shape(
            List<?> output, @Nullable Returns returns, @Nullable Object shaped, @Nullable String problem) {
        assertThat(Returned.shape(output, returns)).isEqualTo(new Returned.Shaped(shaped, problem));
    }

    @Test
    void oneObjectIsTheObjectItself() {
        shape(ONE, Returns.ONE, Map.of("A", 1L), null);
        shape(NONE, Returns.ONE, null, "gave 0 objects where one is needed");
        shape(TWO, Returns.ONE, null, "gave 2 objects where one is needed");
        shape(Arrays.asList((Object) null), Returns.ONE, null, null);
        shape(List.of(List.of()), Returns.ONE, List.of(), null);
    }

    @Test
    void anOptionalOneIsTheObjectOrNull() {
        shape(ONE, Returns.OPTIONAL, Map.of("A", 1L), null);
        shape(NONE, Returns.OPTIONAL, null, null);
        shape(TWO, Returns.OPTIONAL, null, "gave 2 objects where at most one is needed");
    }

    @Test
    void noneIsNull() {
        shape(NONE, Returns.NONE, null, null);
        shape(ONE, Returns.NONE, null, "gave 1 object where none is expected");
    }

    @Test
    void withoutAWordTheListStays() {
        shape(ONE, null, ONE, null);
        shape(NONE, Returns.MANY, NONE, null);
        assertThat(Returned.shape("text", Returns.ONE)).isEqualTo(new Returned.Shaped("text", null));
    }
}
