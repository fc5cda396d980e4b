package dev.runwright.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTextTest {
    private final Problems problems = new Problems();

    private Optional<SourceText> decode(byte[] bytes) {
        return SourceText.decode("a.yaml", bytes, problems);
    }

    private List<String> texts() {
        return problems.all().stream().map(Problem::toString).toList();
    }

    @Test
    void takesAByteOrderMarkOffAndMakesLineEndsOne() {
        byte[] bytes = "\ufeffa\r\nb\rc\nd \ud83d\ude00".getBytes(StandardCharsets.UTF_8);

        assertThat(decode(bytes)).contains(new SourceText("a.yaml", "a\nb\nc\nd \ud83d\ude00"));
        assertThat(texts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
    void refusesUtf16(String charset) {
        assertThat(decode("a: b\n".getBytes(Charset.forName(charset)))).isEmpty();
        assertThat(texts()).containsExactly("a.yaml:1:1: The file is UTF-16; expected UTF-8. Save it as UTF-8.");
    }

    @Test
    void saysWhereAByteIsThatIsNotUtf8() {
        assertThat(decode("a: b\nname: M\u00fcller".getBytes(StandardCharsets.ISO_8859_1)))
                .isEmpty();
        assertThat(texts()).singleElement().asString().startsWith("a.yaml:2:8: The file is not UTF-8");
    }

    @Test
    void saysWhereAControlCharacterIs() {
        assertThat(decode("a: b\nc: \u0007".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(texts())
                .singleElement()
                .asString()
                .startsWith("a.yaml:2:4: There is a control character (U+0007) here");
    }

    @Test
    void refusesAnEndInTheMiddleOfACharacter() {
        byte[] whole = "a: \u00e4".getBytes(StandardCharsets.UTF_8);

        assertThat(decode(java.util.Arrays.copyOf(whole, whole.length - 1))).isEmpty();
        assertThat(texts()).singleElement().asString().startsWith("a.yaml:1:4: The file is not UTF-8");
    }
}
