package dev.runwright.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemsTest {
    private final Problems problems = new Problems();

    private static Position line(int line) {
        return new Position("a.yaml", line, 1);
    }

    @Test
    void areInTheOrderOfTheirPlaces() {
        problems.error(line(2), "b", "B.", null);
        problems.warning(line(1), "a", "A.", "Do it.");

        assertThat(problems.all())
                .extracting(Problem::toString)
                .containsExactly("a.yaml:1:1: warning: A. Do it.", "a.yaml:2:1: B.");
        assertThat(problems.hasErrors()).isTrue();
    }

    @Test
    void doNotRefuseARunForManyWarnings() {
        for (int i = 1; i <= 150; i++) {
            problems.warning(line(i), "a", "A.", null);
        }

        assertThat(problems.hasErrors()).isFalse();
        assertThat(problems.all()).hasSize(101).noneMatch(Problem::isError);
        assertThat(problems.all().get(100))
                .hasToString("a.yaml:100:1: warning: 50 more problems in this file are not shown.");
    }

    @Test
    void keepAnErrorThatComesAfterManyWarnings() {
        for (int i = 1; i <= 150; i++) {
            problems.warning(line(i), "a", "A.", null);
        }
        problems.error(line(151), "b", "B.", null);

        assertThat(problems.hasErrors()).isTrue();
        assertThat(problems.all())
                .filteredOn(Problem::isError)
                .extracting(Problem::code)
                .containsExactly("b");
        assertThat(problems.all().get(100).message()).startsWith("51 more problems");
    }

    @Test
    void refuseARunForErrorsThatAreNotShown() {
        for (int i = 1; i <= 101; i++) {
            problems.error(line(i), "a", "A.", null);
        }

        assertThat(problems.all().get(100)).hasToString("a.yaml:100:1: 1 more problems in this file are not shown.");
    }
}
