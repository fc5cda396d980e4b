package dev.runwright.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.value.EnumValue;
import dev.runwright.value.Secret;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExactFormTest {
    private static final String GUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";

    private static boolean same(String form, @Nullable Object wanted, @Nullable Object read) {
        return Form.of(form).same(wanted, read, Form.Recipients.NONE);
    }

    private static @Nullable Object written(String form, @Nullable Object read) {
        return Form.of(form).written(read);
    }

    private static List<@Nullable Object> listOf(@Nullable Object... items) {
        return Arrays.asList(items);
    }

    static Stream<Arguments> equalOnes() {
        return Stream.of(
                Arguments.of("Anna", "Anna"),
                Arguments.of(true, true),
                Arguments.of(5L, 5),
                Arguments.of(5L, new BigDecimal("5.00")),
                Arguments.of("5", 5L),
                Arguments.of(5L, "5"),
                Arguments.of(new BigInteger("15394007230974001153"), "15394007230974001153"),
                Arguments.of("scheduled", new EnumValue("Scheduled", "2")),
                Arguments.of(2L, new EnumValue("Scheduled", "2")),
                Arguments.of(new EnumValue("Scheduled", "2"), "Scheduled"),
                Arguments.of("{" + GUID.toUpperCase(java.util.Locale.ROOT) + "}", UUID.fromString(GUID)),
                Arguments.of("2026-11-24T10:00:00+01:00", OffsetDateTime.parse("2026-11-24T09:00:00Z")),
                Arguments.of(Instant.parse("2026-11-24T09:00:00Z"), OffsetDateTime.parse("2026-11-24T10:00:00+01:00")),
                Arguments.of("2026-11-24", LocalDateTime.parse("2026-11-24T00:00:00")),
                Arguments.of("2026-11-24T09:00:00", OffsetDateTime.parse("2026-11-24T09:00:00+05:45")),
                Arguments.of(Map.of("A", 1L, "b", List.of("x")), Map.of("a", "1", "B", List.of("x"))),
                Arguments.of(new byte[] {1, 2}, new byte[] {1, 2}),
                Arguments.of(List.of("b", "a"), List.of("b", "a")),
                Arguments.of("a", List.of("a")),
                Arguments.of(new Secret("inputs.pw", "correct horse"), "correct horse"));
    }

    @ParameterizedTest
    @MethodSource("equalOnes")
    void sameIfPowerShellMakesOneFromTheOtherWithoutLoss(Object wanted, Object read) {
        assertThat(same("exact", wanted, read)).isTrue();
    }

    static Stream<Arguments> differentOnes() {
        return Stream.of(
                Arguments.of("Anna", "anna"),
                Arguments.of("Anna", "Anna "),
                Arguments.of("5.70", "5.7"),
                Arguments.of("007", 7L),
                Arguments.of("5e0", 5L),
                Arguments.of(true, "True"),
                Arguments.of(true, 1L),
                Arguments.of(false, true),
                Arguments.of(5L, 6L),
                Arguments.of("Enabled", new EnumValue("Scheduled", "2")),
                Arguments.of("2026-11-24", LocalDateTime.parse("2026-11-24T00:00:01")),
                Arguments.of("soon", OffsetDateTime.parse("2026-11-24T09:00:00Z")),
                Arguments.of(Map.of("a", 1L), Map.of("a", 1L, "b", 2L)),
                Arguments.of(Map.of("a", 1L), Map.of("b", 1L)),
                Arguments.of(new byte[] {1, 2}, new byte[] {1, 3}),
                Arguments.of(List.of("b", "a"), List.of("a", "b")),
                Arguments.of(List.of("a"), List.of("a", "a")),
                Arguments.of(new Secret("inputs.pw", "correct horse"), "***"));
    }

    @ParameterizedTest
    @MethodSource("differentOnes")
    void differentOtherwise(Object wanted, Object read) {
        assertThat(same("exact", wanted, read)).isFalse();
    }

    @Test
    void isWrittenBackAsItWasReadButAnEnumerationsMemberAsItsName() {
        assertThat(written("exact", new BigInteger("15394007230974001153")))
                .isEqualTo(new BigInteger("15394007230974001153"));
        assertThat(written("exact", new EnumValue("Scheduled", "2"))).isEqualTo("Scheduled");
        assertThat(written("set", listOf(new EnumValue("Owner", "1"), null, "x")))
                .isEqualTo(listOf("Owner", null, "x"));
    }

    @Test
    void orderAndRepetitionDoNotCount() {
        assertThat(same("set", List.of("a", "b"), List.of("b", "a"))).isTrue();
        assertThat(same("set", List.of("a", "a"), List.of("a"))).isTrue();
        assertThat(same("set", List.of("a", "b"), List.of("a"))).isFalse();
        assertThat(same("set", List.of("a"), List.of("a", "b"))).isFalse();
        assertThat(same("set", List.of("a"), List.of("A"))).isFalse();
        assertThat(same("no_case+set", List.of("FullAccess"), listOf("FULLACCESS")))
                .isTrue();
    }

    @Test
    void oneValueStandsForAListOfIt() {
        assertThat(same("set", "FullAccess", List.of("FullAccess"))).isTrue();
        assertThat(same("set", List.of("FullAccess"), "FullAccess")).isTrue();
        assertThat(same("set", List.of(), "FullAccess")).isFalse();
    }

    @Test
    void nullIsAnElementOfItsOwn() {
        assertThat(same("set", listOf("a", null), listOf(null, "a"))).isTrue();
        assertThat(same("set", listOf("a", null), listOf("a", ""))).isFalse();
    }

    @Test
    void theElementsFormIsTheBase() {
        assertThat(Form.of("address+set").element()).isEqualTo(Form.of("address"));
        assertThat(Form.NO_CASE.element()).isEqualTo(Form.NO_CASE);
    }
}
