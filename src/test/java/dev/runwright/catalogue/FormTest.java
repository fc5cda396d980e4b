package dev.runwright.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runwright.value.EnumValue;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
    private static final String BOB = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
    private static final Map<String, String> DIRECTORY = Map.of(
            "bob@contoso.com", BOB,
            "CONTOSO\\bob", BOB,
            "contoso.com/Users/Bob Brown", BOB,
            "/o=Contoso/cn=bob", BOB);
    private static final Form.Recipients PEOPLE = name -> Optional.ofNullable(DIRECTORY.get(name));

    private static boolean same(String form, @Nullable Object wanted, @Nullable Object read) {
        return Form.of(form).same(wanted, read, PEOPLE);
    }

    private static @Nullable Object written(String form, @Nullable Object read) {
        return Form.of(form).written(read, PEOPLE);
    }

    private static List<@Nullable Object> listOf(@Nullable Object... items) {
        return Arrays.asList(items);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exact", "no_case", "address", "html", "size", "duration", "recipient", "word", "set"})
    void nullIsTheSameAsNullOnly(String form) {
        assertThat(same(form, null, null)).isTrue();
        assertThat(written(form, null)).isNull();
        for (Object other : List.of("", false, 0L, List.of(), "null")) {
            assertThat(same(form, null, other)).as("null and " + other).isFalse();
            assertThat(same(form, other, null)).as(other + " and null").isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exact", "no_case", "address", "size", "recipient", "set", "address+set"})
    void anEmptyListIsTheSameAsAnEmptyListOnly(String form) {
        assertThat(same(form, List.of(), List.of())).isTrue();
        assertThat(same(form, List.of(), listOf("a"))).isFalse();
        assertThat(same(form, listOf("a"), List.of())).isFalse();
        assertThat(same(form, "", List.of())).isFalse();
        assertThat(written(form, List.of())).isEqualTo(List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exact",
                "no_case",
                "address",
                "html",
                "size",
                "duration",
                "recipient",
                "word",
                "set",
                "no_case+set",
                "address+set",
                "recipient+set"
            })
    void aFormIsReadBackFromItsName(String words) {
        assertThat(Form.of(words).words()).isEqualTo(words);
    }

    @Test
    void anUnknownFormIsRefused() {
        assertThatThrownBy(() -> Form.of("adress")).isInstanceOf(IllegalArgumentException.class);
    }

    @Nested
    class Addresses {
        @ParameterizedTest
        @ValueSource(strings = {"smtp:x@y.com", "SMTP:X@Y.com", "X@y.COM", "x@y.com"})
        void prefixAndCaseDoNotCount(String read) {
            assertThat(same("address", "X@y.com", read)).isTrue();
            assertThat(same("address", "smtp:x@y.com", read)).isTrue();
        }

        @Test
        void anotherAddressDiffers() {
            assertThat(same("address", "x@y.com", "smtp:x@z.com")).isFalse();
            assertThat(same("address", "x@y.com", "")).isFalse();
        }

        @Test
        void isWrittenBackWithItsPrefix() {
            assertThat(written("address", "smtp:X@y.com")).isEqualTo("smtp:X@y.com");
            assertThat(written("address+set", listOf("SMTP:a@b.c", "smtp:d@e.f")))
                    .isEqualTo(listOf("SMTP:a@b.c", "smtp:d@e.f"));
        }

        @Test
        void inAListTheOrderDoesNotCount() {
            List<Object> read = List.of("SMTP:anna@contoso.com", "smtp:a.smith@contoso.com", "sip:anna@contoso.com");
            assertThat(same(
                            "address+set",
                            List.of("sip:anna@contoso.com", "A.Smith@contoso.com", "SMTP:Anna@contoso.com"),
                            read))
                    .isTrue();
            assertThat(same("address+set", List.of("A.Smith@contoso.com", "SMTP:anna@contoso.com"), read))
                    .isFalse();
        }

        @Test
        void inAListThePrimaryAddressIsNotASecondaryOne() {
            assertThat(same("address+set", List.of("SMTP:a@b.c", "smtp:d@e.f"), List.of("smtp:a@b.c", "SMTP:d@e.f")))
                    .isFalse();
            assertThat(same("address+set", List.of("a@b.c", "d@e.f"), List.of("smtp:a@b.c", "SMTP:d@e.f")))
                    .isTrue();
        }
    }

    @Nested
    class Html {
        private static final String WRAPPED =
                "<html>\r\n<head><title>x</title><style>p {}</style></head>\r\n<body>\r\n<div>This mailbox\u00a0is being"
                        + " checked;</div>\r\n<p>do <b>not</b> open it &amp; wait.<!-- no --></p></body>\r\n</html>\r\n";

        @Test
        void theVisibleTextCounts() {
            assertThat(same("html", "This mailbox is being checked; do not open it & wait.", WRAPPED))
                    .isTrue();
            assertThat(same("html", "<p>This mailbox is being checked; do not open it &amp; wait.</p>", WRAPPED))
                    .isTrue();
            assertThat(same("html", "text", "<html><body>text</body></html>")).isTrue();
            assertThat(same("html", "Text", "<html><body>text</body></html>")).isFalse();
            assertThat(same("html", "one two", "<div>one</div><div>two</div>")).isTrue();
            assertThat(same("html", "onetwo", "<div>one</div><div>two</div>")).isFalse();
            assertThat(same("html", "onetwo", "one<b>two</b>")).isTrue();
        }

        @Test
        void signsThatLookLikeTagsStayText() {
            assertThat(same("html", "1 < 2 > 0", "<p>1 &lt; 2 &gt; 0</p>")).isTrue();
            assertThat(same("html", "Bob <bob@contoso.com>", "<p>Bob &lt;bob@contoso.com&gt;</p>"))
                    .isTrue();
            assertThat(same("html", "&lt;b&gt;", "<p>&amp;lt;b&amp;gt;</p>")).isTrue();
        }

        @Test
        void entitiesAreDecoded() {
            assertThat(same("html", "Grüße \u2014 \"x\" 'y'", "Gr&#252;&#xDF;e &#8212; &quot;x&quot; &apos;y&#39;"))
                    .isTrue();
            assertThat(same("html", "&unknown; &#99999999; $1 \\", "&unknown; &#99999999; $1 \\"))
                    .isTrue();
        }

        @Test
        void isWrittenBackAsItWasRead() {
            assertThat(written("html", WRAPPED)).isEqualTo(WRAPPED);
        }
    }

    @Nested
    class ByteSizes {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "1.5GB",
                    "1.5 GB",
                    "1.5gb",
                    "1.5 GB (1,610,612,736 bytes)",
                    "1.5 GB (1.610.612.736 bytes)",
                    "1536MB",
                    "1610612736",
                    "1610612736B",
                    "1610612736 b"
                })
        void textMeansBytes(String text) {
            assertThat(Form.bytes(text)).contains(BigInteger.valueOf(1_610_612_736L));
            assertThat(same("size", 1_610_612_736L, text)).isTrue();
            assertThat(same("size", text, "1.5 GB (1,610,612,736 bytes)")).isTrue();
        }

        @Test
        void theBytesInBracketsAreExact() {
            assertThat(same("size", "1.5GB", "1.5 GB (1,610,612,737 bytes)")).isFalse();
            assertThat(same("size", "35 MB", "35 MB (36,700,160 bytes)")).isTrue();
        }

        @Test
        void unlimitedIsAWordAndNoNumber() {
            assertThat(same("size", "unlimited", "Unlimited")).isTrue();
            assertThat(same("size", 0L, "Unlimited")).isFalse();
            assertThat(Form.bytes("Unlimited")).isEmpty();
            assertThat(same("size", "Unlimited", Map.of("IsUnlimited", true))).isTrue();
            assertThat(same("size", "35MB", Map.of("IsUnlimited", false, "Value", "35 MB (36,700,160 bytes)")))
                    .isTrue();
        }

        @Test
        void isWrittenBackInBytes() {
            assertThat(written("size", "1.5 GB (1,610,612,736 bytes)")).isEqualTo("1610612736B");
            assertThat(written("size", "Unlimited")).isEqualTo("Unlimited");
            assertThat(written("size", 2048L)).isEqualTo("2048B");
            assertThat(written("size", "rather big")).isEqualTo("rather big");
        }
    }

    @Nested
    class Lengths {
        static Stream<Object> twoWeeks() {
            return Stream.of(
                    "14.00:00:00",
                    "PT336H",
                    "P14D",
                    "14d",
                    "336h",
                    "14",
                    14L,
                    Duration.ofDays(14),
                    "14.00:00:00.0000000");
        }

        @ParameterizedTest
        @MethodSource("twoWeeks")
        void areTheSameHoweverWritten(Object written) {
            assertThat(same("duration", written, "14.00:00:00")).isTrue();
            assertThat(same("duration", Duration.ofDays(14), written)).isTrue();
            assertThat(same("duration", "14.00:00:01", written)).isFalse();
        }

        @Test
        void partsAndSignsCount() {
            assertThat(same("duration", "1h30m", "01:30:00")).isTrue();
            assertThat(same("duration", "-1.02:03:04.5", "-P1DT2H3M4.5S")).isTrue();
            assertThat(same("duration", "-1.02:03:04.5", Duration.parse("-PT26H3M4.5S")))
                    .isTrue();
            assertThat(same("duration", "90s", "00:01:30")).isTrue();
            assertThat(same("duration", "Unlimited", "unlimited")).isTrue();
            assertThat(same("duration", "", "00:00:00")).isFalse();
        }

        @Test
        void areWrittenBackAsTheyWereRead() {
            assertThat(written("duration", "14.00:00:00")).isEqualTo("14.00:00:00");
            assertThat(written("duration", Duration.ofDays(14))).isEqualTo(Duration.ofDays(14));
        }
    }

    @Nested
    class People {
        static Stream<Object> bob() {
            return Stream.of(
                    "bob@contoso.com",
                    "smtp:bob@contoso.com",
                    "CONTOSO\\bob",
                    "contoso.com/Users/Bob Brown",
                    BOB,
                    UUID.fromString(BOB),
                    "\"Bob Brown\" [EX:/o=Contoso/cn=bob]",
                    "\"Bob Brown\" [SMTP:bob@contoso.com]",
                    Map.of("Name", "Bob", "Guid", BOB));
        }

        @ParameterizedTest
        @MethodSource("bob")
        void areResolvedToTheirGuid(Object name) {
            assertThat(same("recipient", name, "contoso.com/Users/Bob Brown")).isTrue();
            assertThat(same("recipient", BOB, name)).isTrue();
            assertThat(same("recipient", "eve@contoso.com", name)).isFalse();
            assertThat(written("recipient", name)).isEqualTo(BOB);
        }

        @Test
        void whoIsUnknownIsComparedByText() {
            assertThat(same("recipient", "NT AUTHORITY\\SELF", "nt authority\\self"))
                    .isTrue();
            assertThat(same("recipient", "eve@fabrikam.com", "\"Eve\" [SMTP:Eve@fabrikam.com]"))
                    .isTrue();
            assertThat(same("recipient", "eve@fabrikam.com", "\"Eve\" [SMTP:eva@fabrikam.com]"))
                    .isFalse();
            assertThat(written("recipient", "\"Eve\" [SMTP:Eve@fabrikam.com]")).isEqualTo("Eve@fabrikam.com");
        }

        @Test
        void aListOfThemHasNoOrder() {
            assertThat(same(
                            "recipient+set",
                            List.of("eve@fabrikam.com", "bob@contoso.com"),
                            List.of("contoso.com/Users/Bob Brown", "Eve@fabrikam.com")))
                    .isTrue();
            assertThat(same("recipient+set", "CONTOSO\\bob", List.of("contoso.com/Users/Bob Brown")))
                    .isTrue();
            assertThat(Form.of("recipient+set").written(listOf("CONTOSO\\bob", "x")))
                    .isEqualTo(listOf("CONTOSO\\bob", "x"));
        }
    }

    @Nested
    class Words {
        @Test
        void trueIsEnabled() {
            assertThat(same("word", true, "Enabled")).isTrue();
            assertThat(same("word", false, "Disabled")).isTrue();
            assertThat(same("word", "enabled", new EnumValue("Enabled", "0"))).isTrue();
            assertThat(same("word", true, "Disabled")).isFalse();
            assertThat(same("word", true, "Scheduled")).isFalse();
        }

        @Test
        void isWrittenBackAsABooleanWhereItMeansOne() {
            assertThat(written("word", "Enabled")).isEqualTo(true);
            assertThat(written("word", new EnumValue("Disabled", "1"))).isEqualTo(false);
            assertThat(written("word", "Scheduled")).isEqualTo("Scheduled");
        }
    }
}
