package dev.runwright.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.text.Position;
import dev.runwright.text.Problem;
import dev.runwright.text.SourceText;
import dev.runwright.value.Secret;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputBindingTest {
    private static final Position PLACE = new Position("a.yaml", 5, 3);

    private final Map<String, RawInput> given = new LinkedHashMap<>();

    /** Two secrets and one run. */
    private static final class Sources implements InputSources {
        @Override
        public Optional<String> secret(String kind, String name) {
            return switch (kind + ":" + name) {
                case "env:PASSWORD", "file:/run/pw" -> Optional.of("correct horse");
                case "secret:short" -> Optional.of("12345");
                default -> Optional.empty();
            };
        }

        @Override
        public FoundRun run(String id, @Nullable String runbook) {
            return id.equals("last") && "quarantine-mailbox".equals(runbook)
                    ? new FoundRun(Map.of("id", "r-7"), null)
                    : new FoundRun(null, "there is no run '" + id + "' in force; r-7 is.");
        }
    }

    private static Input input(InputType type) {
        return new Input(PLACE, "x", type, null, null, null, null, null, List.of(), false, false, null, null);
    }

    private static Runbook runbook(Input... inputs) {
        return new Runbook(
                new Position("a.yaml", 1, 1),
                new SourceText("a.yaml", ""),
                "a",
                null,
                null,
                List.of(inputs),
                List.of(),
                null,
                null,
                false,
                List.of(),
                List.of(),
                Map.of());
    }

    private InputBinding.Bound bind(Input... inputs) {
        return InputBinding.bind(runbook(inputs), given, new Sources());
    }

    private @Nullable Object value(InputType type, String text) {
        given.put("x", new RawInput.Texts(List.of(text)));
        InputBinding.Bound bound = bind(input(type));
        assertThat(bound.problems()).isEmpty();
        return bound.values().get("x");
    }

    private List<String> problems(Input... inputs) {
        return bind(inputs).problems().stream().map(Problem::toString).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "string, some text",
        "upn, anna@contoso.com",
        "email, anna.b+c@contoso.co.uk",
        "host, ex01.contoso.com",
        "host, fe80::1",
        "path, C:\\Temp\\a b.txt",
        "url, https://contoso.com/a?b=c",
        "enum, low",
    })
    void takesTextsAsTheyAre(String type, String text) {
        assertThat(value(InputType.of(type).orElseThrow(), text)).isEqualTo(text);
    }

    @Test
    void givesValuesOfTheirType() {
        assertThat(value(InputType.BOOLEAN, "false")).isEqualTo(false);
        assertThat(value(InputType.INT, "-5")).isEqualTo(-5L);
        assertThat(value(InputType.INT, "18446744073709551615")).isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(value(InputType.NUMBER, "2.50")).isEqualTo(new BigDecimal("2.50"));
        assertThat(value(InputType.DATE, "2026-03-31")).isEqualTo(LocalDate.of(2026, 3, 31));
        assertThat(value(InputType.DATETIME, "2026-03-31T22:00:00+02:00"))
                .isEqualTo(OffsetDateTime.parse("2026-03-31T22:00:00+02:00"));
        assertThat(value(InputType.DATETIME, "2026-03-31T22:00:00")).isEqualTo(LocalDateTime.of(2026, 3, 31, 22, 0));
        assertThat(value(InputType.DURATION, "1h30m")).isEqualTo(Duration.ofMinutes(90));
        assertThat(value(InputType.KB, "5031234")).isEqualTo("KB5031234");
        assertThat(value(InputType.GUID, "0F8FAD5B-D9CB-469F-A165-70867728950E"))
                .isEqualTo("0f8fad5b-d9cb-469f-a165-70867728950e");
        assertThat(value(InputType.SHA256, "AB".repeat(32))).isEqualTo("ab".repeat(32));
        assertThat(value(InputType.MAP, "{\"a\": 1}")).isEqualTo(Map.of("a", 1L));
        assertThat(value(InputType.STRING, "")).isEqualTo("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "boolean|yes",
                "int|1.5",
                "int|1e3",
                "number|0x10",
                "date|2026-02-30",
                "datetime|31.3.2026",
                "duration|5",
                "duration|30m1h",
                "upn|anna",
                "upn|anna@",
                "upn|a b@contoso.com",
                "email|anna@-contoso.com",
                "host|-a",
                "host|a..b",
                "kb|KB12",
                "guid|{0f8fad5b}",
                "url|contoso.com",
                "sha256|abc",
                "map|[1]",
                "map|a",
            })
    void refusesWhatIsNotOfTheType(String type, String text) {
        given.put("x", new RawInput.Texts(List.of(text)));

        assertThat(problems(input(InputType.of(type).orElseThrow())))
                .singleElement()
                .asString()
                .startsWith("a.yaml:5:3: The input 'x': expected ")
                .contains("got '" + text + "'");
    }

    @Test
    void takesAListByRepeatingAsJsonOrFromAFile() {
        Input list = new Input(
                PLACE, "x", InputType.LIST, InputType.EMAIL, null, null, null, 2L, List.of(), false, false, null, null);

        given.put("x", new RawInput.Texts(List.of("a@b.c", "d@e.f")));
        assertThat(bind(list).values()).containsEntry("x", List.of("a@b.c", "d@e.f"));
        given.put("x", new RawInput.Texts(List.of("[\"a@b.c\"]")));
        assertThat(bind(list).values()).containsEntry("x", List.of("a@b.c"));
        given.put("x", new RawInput.Plain(List.of("a@b.c")));
        assertThat(bind(list).values()).containsEntry("x", List.of("a@b.c"));
        given.put("x", new RawInput.Texts(List.of("a@b.c", "bob")));
        assertThat(problems(list))
                .containsExactly(
                        "a.yaml:5:3: The input 'x': expected a list, each an e-mail address such as anna@contoso.com,"
                                + " got the element 'bob'.");
        given.put("x", new RawInput.Texts(List.of("a@b.c", "a@b.c", "a@b.c")));
        assertThat(problems(list)).containsExactly("a.yaml:5:3: The input 'x': expected at most 2 elements, got 3.");
    }

    @Test
    void checksConstraints() {
        Input ticket = new Input(
                PLACE,
                "x",
                InputType.STRING,
                null,
                null,
                Pattern.compile("[A-Z]+-[0-9]+"),
                null,
                6L,
                List.of(),
                false,
                false,
                null,
                null);
        given.put("x", new RawInput.Texts(List.of("sec-1")));
        assertThat(problems(ticket))
                .containsExactly("a.yaml:5:3: The input 'x': expected a text that matches [A-Z]+-[0-9]+, got 'sec-1'.");
        given.put("x", new RawInput.Texts(List.of("SEC-1234")));
        assertThat(problems(ticket))
                .containsExactly("a.yaml:5:3: The input 'x': expected at most 6 characters, got 8.");

        Input level = new Input(
                PLACE,
                "x",
                InputType.ENUM,
                null,
                null,
                null,
                null,
                null,
                List.of("low", "high"),
                false,
                false,
                null,
                null);
        given.put("x", new RawInput.Texts(List.of("hgih")));
        assertThat(problems(level))
                .containsExactly(
                        "a.yaml:5:3: The input 'x': expected one of low, high, got 'hgih' (Did you mean 'high'?).");

        Input wait = new Input(
                PLACE,
                "x",
                InputType.DURATION,
                null,
                null,
                null,
                Duration.ofMinutes(1),
                null,
                List.of(),
                false,
                false,
                null,
                null);
        given.put("x", new RawInput.Texts(List.of("30s")));
        assertThat(problems(wait)).containsExactly("a.yaml:5:3: The input 'x': expected at least PT1M, got PT30S.");
    }

    @Test
    void usesDefaultsAndSaysWhatIsMissing() {
        Input optional = new Input(
                PLACE, "x", InputType.STRING, null, null, null, null, null, List.of(), true, false, null, null);
        Input standard =
                new Input(PLACE, "x", InputType.INT, null, null, null, null, null, List.of(), false, true, 3L, null);
        Input asked = new Input(
                PLACE,
                "x",
                InputType.UPN,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                false,
                false,
                null,
                "Mailbox to quarantine");

        assertThat(bind(optional).values()).containsEntry("x", null);
        assertThat(bind(standard).values()).containsEntry("x", 3L);
        assertThat(problems(asked))
                .containsExactly("a.yaml:5:3: The input 'x' is missing (Mailbox to quarantine). Give it with -i x=….");
    }

    @Test
    void takesNullOnlyWhereItIsAllowed() {
        given.put("x", new RawInput.Plain(null));

        assertThat(problems(input(InputType.INT)))
                .containsExactly("a.yaml:5:3: The input 'x' is null, but it is not optional: expected a whole number.");
    }

    @Test
    void saysWhichInputsThereAre() {
        given.put("mailbx", new RawInput.Texts(List.of("a")));
        Input mailbox = new Input(
                PLACE, "mailbox", InputType.STRING, null, null, null, null, null, List.of(), true, false, null, null);

        assertThat(problems(mailbox))
                .containsExactly("a.yaml:1:1: There is no input 'mailbx'. Did you mean 'mailbox'?");
    }

    @Test
    void refusesTheSameScalarTwice() {
        given.put("x", new RawInput.Texts(List.of("1", "2")));

        assertThat(problems(input(InputType.INT)))
                .containsExactly("a.yaml:5:3: The input 'x' is given 2 times, but it is not a list.");
    }

    @Test
    void takesASecretFromWhereItLies() {
        assertThat(value(InputType.SECRET, "env:PASSWORD")).isEqualTo(new Secret("inputs.x", "correct horse"));
        assertThat(value(InputType.SECRET, "file:/run/pw")).isEqualTo(new Secret("inputs.x", "correct horse"));
    }

    @Test
    void refusesASecretThatIsPlainShortOrNotThere() {
        given.put("x", new RawInput.Texts(List.of("correct horse")));
        assertThat(problems(input(InputType.SECRET)))
                .containsExactly("a.yaml:5:3: The input 'x' is a secret, and a secret is not given as it is."
                        + " Use env:NAME, file:PATH or secret:NAME, for example -i x=env:PASSWORD.");
        given.put("x", new RawInput.Texts(List.of("secret:short")));
        assertThat(problems(input(InputType.SECRET)))
                .containsExactly(
                        "a.yaml:5:3: The input 'x' is shorter than 6 characters, too short to keep it out of texts.");
        given.put("x", new RawInput.Texts(List.of("env:NOTHING")));
        assertThat(problems(input(InputType.SECRET)))
                .containsExactly("a.yaml:5:3: The input 'x' is taken from env:NOTHING, which is not there.");
    }

    @Test
    void findsARunOrSaysWhyItIsRefused() {
        Input run = new Input(
                PLACE,
                "x",
                InputType.RUN,
                null,
                "quarantine-mailbox",
                null,
                null,
                null,
                List.of(),
                false,
                false,
                null,
                null);

        given.put("x", new RawInput.Texts(List.of("last")));
        assertThat(bind(run).values()).containsEntry("x", Map.of("id", "r-7"));
        given.put("x", new RawInput.Texts(List.of("r-6")));
        assertThat(problems(run))
                .containsExactly(
                        "a.yaml:5:3: The input 'x' names no run that can be used: there is no run 'r-6' in force; r-7 is.");
    }
}
