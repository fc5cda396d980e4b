package dev.runwright.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runwright.text.Position;
import dev.runwright.text.Problems;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
    private static final Position PLACE = new Position("a.yaml", 3, 9);
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final Map<String, @Nullable Object> names = new LinkedHashMap<>();

    private @Nullable Object value(String text) {
        Problems problems = new Problems();
        Expression expression = Expression.parse(text, PLACE, problems)
                .orElseThrow(() -> new AssertionError(problems.all().toString()));
        return expression.evaluate(Scope.of(names, NOW));
    }

    private static List<String> problems(String text) {
        Problems problems = new Problems();
        assertThat(Expression.parse(text, PLACE, problems)).isEmpty();
        return problems.all().stream().map(Object::toString).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 + 2 * 3 == 7|true",
                "7 / 2|3.5",
                "6 / 3|2",
                "7 % 4|3",
                "-2 - -3|1",
                "1 == 1.0|true",
                "'1' == 1|false",
                "'a' + 'b'|ab",
                "!true or false|false",
                "1 < 2 && 'a' <= 'b'|true",
                "null ?? 'none'|none",
                "[1, 2, 3].contains(2)|true",
                "2 =~ [1, 2]|true",
                "'SEC-1' =~ '[A-Z]+-[0-9]+'|true",
                "'abc' !~ '[A-Z]+'|true",
                "size([1, 2]) + size('abc')|5",
                "empty('') && empty(null) && !empty([1])|true",
                "[1, 2] == [1, 2]|true",
                "{'a': 1} == {'a': 1.0}|true",
                "(1..4).size()|4",
                "'a,b,c'.split(',').last()|c",
                "'a.b'.replace('.', '').upper()|AB",
                "'abc'.substring(1)|bc",
                "'abc'.indexOf('c')|2",
                "['x', 'y'].join(', ')|x, y",
                "{'a': 1}.keys().first()|a",
                "true ? 'yes' : 'no'|yes",
            })
    void computes(String text, String expected) {
        assertThat(String.valueOf(value(text))).isEqualTo(expected);
    }

    @Test
    void keepsWholeNumbersExactBeyondSixtyFourBits() {
        names.put("id", new BigInteger("18446744073709551615"));

        assertThat(value("id == 18446744073709551615")).isEqualTo(true);
        assertThat(value("id - 18446744073709551614")).isEqualTo(1L);
        assertThat(value("id")).isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(value("9223372036854775807 + 1")).isEqualTo(new BigInteger("9223372036854775808"));
    }

    @Test
    void comparesDecimalsByValue() {
        names.put("price", new BigDecimal("0.10"));

        assertThat(value("price == 0.1")).isEqualTo(true);
        assertThat(value("price + price")).isEqualTo(new BigDecimal("0.20"));
    }

    @Test
    void readsKeysAndElements() {
        names.put("steps", Map.of("mailbox", Map.of("output", List.of(Map.of("Display Name", "Anna")))));

        assertThat(value("steps.mailbox.output[0]['Display Name']")).isEqualTo("Anna");
        assertThat(value("steps['mailbox'].output.size()")).isEqualTo(1L);
    }

    @Test
    void tellsAKeyThatIsNotThereFromOneThatIsNull() {
        Map<String, @Nullable Object> mailbox = new LinkedHashMap<>();
        mailbox.put("ForwardingAddress", null);
        names.put("mailbox", mailbox);

        assertThat(value("mailbox.ForwardingAddress")).isNull();
        assertThat(value("mailbox?.ForwardingAdress")).isNull();
        assertThat(value("mailbox.ForwardingAdress ?? 'none'")).isEqualTo("none");
        assertThatThrownBy(() -> value("mailbox.forwardingaddress"))
                .isInstanceOfSatisfying(
                        EvaluationException.class,
                        e -> assertThat(e.problem())
                                .hasToString(
                                        "a.yaml:3:9: There is no 'forwardingaddress' in this map. Did you mean 'ForwardingAddress'?"));
        assertThatThrownBy(() -> value("mailbox.ForwardingAddress.Name")).hasMessage("null has no 'Name'.");
        assertThatThrownBy(() -> value("mailbx ?? 1")).hasMessage("There is nothing called 'mailbx' here.");
    }

    @Test
    void filtersByAnExpressionOverEachElement() {
        names.put("inputs", Map.of("trusted", List.of("bob@contoso.com"), "domains", List.of("contoso.com")));
        names.put(
                "rules",
                List.of(
                        Map.of("Name", "b", "Enabled", true, "ForwardTo", List.of("x@evil.example")),
                        Map.of("Name", "a", "Enabled", true, "ForwardTo", List.of("y@contoso.com")),
                        Map.of("Name", "c", "Enabled", false, "ForwardTo", List.of())));

        assertThat(
                        value(
                                "pluck(where(rules, \"it.Enabled && any(it.ForwardTo, '!inputs.domains.contains(it.split(\\'@\\').last())')\"), 'it.Name')"))
                .isEqualTo(List.of("b"));
        assertThat(value("pluck(where(rules, it.Enabled), it.Name)")).isEqualTo(List.of("b", "a"));
        assertThat(value("pluck(sort_by(rules, 'it.Name'), 'it.Name')")).isEqualTo(List.of("a", "b", "c"));
        assertThat(value("first(rules, '!it.Enabled').Name")).isEqualTo("c");
        assertThat(value("first(rules, 'it.Name == \"z\"') ?? 'none'")).isEqualTo("none");
        assertThat(value("all(rules, 'it.Name.length() == 1')")).isEqualTo(true);
        assertThat(value("any(rules, 'it.ForwardTo.isEmpty()')")).isEqualTo(true);
    }

    @Test
    void knowsTheTimeOfTheRun() {
        names.put("created", OffsetDateTime.parse("2026-02-27T12:00:00+02:00"));
        names.put("limit", Duration.ofHours(49));

        assertThat(value("now()")).isEqualTo(NOW);
        assertThat(value("created == days_ago(2)")).isEqualTo(true);
        assertThat(value("now() - created < limit")).isEqualTo(true);
        assertThat(value("created.hour()")).isEqualTo(12L);
        assertThat(value("(now() + limit) > now()")).isEqualTo(true);
    }

    @Test
    void readsEnumerationMembersAndGuidsAsTheirText() {
        names.put("policy", new EnumValue("Enabled", "1"));
        names.put("id", UUID.fromString("0A0b0000-0000-0000-0000-000000000001"));

        assertThat(value("policy == 'Enabled' && policy.startsWith('En')")).isEqualTo(true);
        assertThat(value("id == '0A0B0000-0000-0000-0000-000000000001'")).isEqualTo(true);
    }

    @Test
    void isPendingWhenItTouchesWhatIsNotKnownYet() {
        Pending pending = new Pending("close");
        names.put("steps", Map.of("close", Map.of("output", pending, "state", "pending")));
        names.put("list", List.of(pending));

        assertThat(value("steps.close.output.Name ?? 'x'")).isEqualTo(pending);
        assertThat(value("steps.close.output == 1")).isEqualTo(pending);
        assertThat(value("where(list, 'it.Name == 1')")).isEqualTo(pending);
        assertThat(value("list.contains('a')")).isEqualTo(pending);
        assertThat(value("false && steps.close.output")).isEqualTo(false);
        assertThat(value("steps.close.state")).isEqualTo("pending");
    }

    @Test
    void comparesSecretsAndDoesNothingElseWithThem() {
        names.put("pw", new Secret("inputs.pw", "correct horse"));
        names.put("same", new Secret("inputs.pw", "correct horse"));

        assertThat(value("pw == same")).isEqualTo(true);
        assertThat(value("pw == 'correct horse'")).isEqualTo(false);
        for (String text :
                List.of("pw.length()", "pw + 'x'", "pw.text", "pw.reveal()", "pw[0]", "[pw].join('')", "size(pw)")) {
            assertThatThrownBy(() -> value(text)).isInstanceOf(EvaluationException.class);
        }
    }

    @Test
    void neverMakesANumberOrABooleanOfAText() {
        assertThatThrownBy(() -> value("'1' + 1"))
                .hasMessage("'+' adds two texts or two numbers, got a text and a number.");
        assertThatThrownBy(() -> value("'2' * 3")).hasMessage("'*' takes two numbers, got a text and a number.");
        assertThatThrownBy(() -> value("'1' < 2")).isInstanceOf(EvaluationException.class);
        assertThatThrownBy(() -> value("'true' && true")).hasMessage("'&&' takes a boolean, got a text.");
        assertThatThrownBy(() -> value("[1]['0']")).isInstanceOf(EvaluationException.class);
        assertThatThrownBy(() -> value("1 / 0")).hasMessage("A number cannot be divided by zero.");
    }

    @Test
    void namesEveryPathItReads() {
        Problems problems = new Problems();
        Expression expression = Expression.parse(
                        "steps.a.output[0].Name == inputs['mailbox'] && any(steps.b.output, 'it.User == inputs.me') ? item?.x : it",
                        PLACE,
                        problems)
                .orElseThrow();

        assertThat(expression.paths())
                .containsExactlyInAnyOrder(
                        List.of("steps", "a", "output"),
                        List.of("inputs", "mailbox"),
                        List.of("steps", "b", "output"),
                        List.of("inputs", "me"),
                        List.of("item", "x"),
                        List.of("it"));
    }

    @Test
    void saysWhereASyntaxErrorIs() {
        assertThat(problems("inputs.a =="))
                .containsExactly("a.yaml:3:18: The expression cannot be understood at '=='.");
        assertThat(problems("a b")).containsExactly("a.yaml:3:11: The expression cannot be understood at 'b'.");
        assertThat(problems("")).singleElement().asString().contains("The expression is empty.");
        assertThat(problems("where(list, 'it.x)')")).singleElement().asString().startsWith("a.yaml:3:26: ");
        assertThat(problems("wher(list, 'it.x')"))
                .containsExactly("a.yaml:3:9: There is no function 'wher'. Did you mean 'where'?");
        assertThat(problems("matches(x, '[')")).singleElement().asString().contains("is not a regular expression");
        assertThat(problems("010 + 1")).singleElement().asString().contains("Only decimal numbers");
    }

    @Test
    void readsQuotedTextOverSeveralLines() {
        names.put("list", List.of(1L, 2L, 3L));

        assertThat(value("where(list,\n  'it > 1\n   && it < 3')")).isEqualTo(List.of(2L));
        assertThat(value("'a\nb'")).isEqualTo("a\nb");
        assertThat(problems("where(list,\n  'it > 1\n   && it ==') + )"))
                .singleElement()
                .asString()
                .startsWith("a.yaml:5:15: ");
        assertThat(problems("where(list,\n  'it > 1\n   && it ==')"))
                .singleElement()
                .asString()
                .startsWith("a.yaml:5:10: ");
    }

    @Test
    void countsTheElementsOfAnEvaluation() {
        assertThat(value("(1..900000).size()")).isEqualTo(900_000L);
        assertThatThrownBy(() -> value("(1..900000).size() + (1..900000).size()"))
                .hasMessageContaining("more than a million elements");
    }
}
