package dev.runwright.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.StepError;
import dev.runwright.model.ReadStep.Format;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class ReadExecutorTest {
    @TempDir
    Path folder;

    private ReadSteps steps;

    @BeforeEach
    void open() {
        steps = new ReadSteps(folder);
    }

    private String file(String name, String text) throws IOException {
        return file(name, text, StandardCharsets.UTF_8);
    }

    private String file(String name, String text, Charset charset) throws IOException {
        Files.write(folder.resolve(name), text.getBytes(charset));
        return name;
    }

    @Test
    void jsonKeepsItsTypesAndTheOrderOfKeys() throws Exception {
        Object data = steps.read(Format.JSON, file("a.json", "{\"b\": 1, \"a\": [true, null, \"x\"]}"));
        assertThat(data.toString()).isEqualTo("{b=1, a=[true, null, x]}");
        assertThat(((Map<?, ?>) data).get("b")).isEqualTo(1L);
    }

    @Test
    void aBrokenJsonFileIsRefusedWithItsPlace() throws Exception {
        StepError error = steps.refused(Format.JSON, file("a.json", "{\n  \"b\": ]\n}"));
        assertThat(error.kind()).isEqualTo(ErrorClass.INVALID);
        assertThat(error.message())
                .startsWith("a.json:2:8: The file is not one JSON document: ")
                .doesNotContain("Source");
    }

    @Test
    void jsonThatIsDeeperThanTheLimitIsRefused() throws Exception {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        assertThat(steps.refused(Format.JSON, file("a.json", deep)).message()).contains("depth");
    }

    @Test
    void yamlIsReadByTheRulesOfRunbooksWhateverItsRootIs() throws Exception {
        assertThat(steps.read(Format.YAML, file("a.yaml", "- {on: no, n: 012}\n- 7\n")))
                .isEqualTo(List.of(Map.of("on", "no", "n", "012"), 7L));
        assertThat(steps.refused(Format.YAML, file("b.yaml", "a: 1\na: 2\n")).message())
                .startsWith("b.yaml:");
        assertThat(steps.refused(Format.YAML, file("c.yaml", "a: !!java.net.URL [x]\n"))
                        .message())
                .startsWith("c.yaml:");
    }

    @Test
    void aTableGivesOneMapARowWithTextsOnly() throws Exception {
        String table = "Name,Size\r\n\"Smith, Anna\",012\r\n\r\n\"two\nlines\",\r\n";
        assertThat(steps.read(Format.CSV, file("a.csv", table)))
                .isEqualTo(List.of(
                        Map.of("Name", "Smith, Anna", "Size", "012"), Map.of("Name", "two\nlines", "Size", "")));
        assertThat(steps.csv(';', file("b.csv", "a;b\n1;2\n"))).isEqualTo(List.of(Map.of("a", "1", "b", "2")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,b\\n1,2\\n3\\n | a.csv:3:1: The row has 1 cells; expected 2, as many as the header line has.",
                "a,a\\n1,2\\n | duplicate",
                "a,b\\n\"1,2\\n | header line"
            })
    void aTableThatIsNoneIsRefused(String text, String words) throws Exception {
        String sentence = steps.refused(Format.CSV, file("a.csv", text.replace("\\n", "\n")))
                .message();
        assertThat(sentence).startsWith("a.csv:").containsIgnoringCase(words.strip());
    }

    @Test
    void everyElementOfAnXmlFileHasTheSameShape() throws Exception {
        Object data = steps.read(
                Format.XML, file("a.xml", "<?xml version='1.0'?><!-- c --><r a='1'> x <c/><![CDATA[<y>]]>&amp;</r>"));
        assertThat(data)
                .isEqualTo(Map.of(
                        "name",
                        "r",
                        "attributes",
                        Map.of("a", "1"),
                        "text",
                        "x <y>&",
                        "children",
                        List.of(Map.of("name", "c", "attributes", Map.of(), "text", "", "children", List.of()))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><r>&a;</r>",
                "<!DOCTYPE r [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]><r>&b;</r>",
                "<!DOCTYPE r SYSTEM 'http://127.0.0.1:9/x.dtd'><r/>"
            })
    void aDocumentTypeIsRefused(String text) throws Exception {
        assertThat(steps.refused(Format.XML, file("a.xml", text)).message())
                .startsWith("a.xml:1:")
                .contains("DOCTYPE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<r>&nothing;</r>", "<r><c></r>", "<r", "", "text", "<r/><r/>", "<r a='1' a='2'/>"})
    void aBrokenXmlFileIsRefusedWithItsPlace(String text) throws Exception {
        assertThat(steps.refused(Format.XML, file("a.xml", text)).message())
                .matches("(?s)a\\.xml:\\d+:\\d+: The file .*");
    }

    @Test
    void anXmlFileThatIsDeeperThanTheLimitIsRefused() throws Exception {
        String text = "<r>".repeat(5_000) + "</r>".repeat(5_000);
        assertThat(steps.refused(Format.XML, file("a.xml", text)).message()).contains("deeper than 100 levels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aByteOrderMarkTellsTheEncodingOfAnyFormat(String charset) throws Exception {
        Charset encoding = Charset.forName(charset);
        assertThat(steps.read(Format.TEXT, file("a.txt", "\ufeffgeprüft\r\n", encoding)))
                .isEqualTo("geprüft\r\n");
        assertThat(steps.read(Format.JSON, file("a.json", "\ufeff\"ü\"", encoding)))
                .isEqualTo("ü");
        assertThat(steps.read(Format.CSV, file("a.csv", "\ufeffä\nö\n", encoding)))
                .isEqualTo(List.of(Map.of("ä", "ö")));
        Object xml = steps.read(
                Format.XML, file("a.xml", "\ufeff<?xml version='1.0' encoding='UTF-16'?><r>ü</r>", encoding));
        assertThat(((Map<?, ?>) xml).get("text")).isEqualTo("ü");
    }

    @Test
    void bytesThatAreNoTextAreRefusedWithTheirPlace() throws Exception {
        Files.write(folder.resolve("a.txt"), new byte[] {'a', '\n', 'b', (byte) 0xfc});
        assertThat(steps.refused(Format.TEXT, "a.txt").message()).startsWith("a.txt:2:2: The file is not UTF-8");
    }

    @Test
    void aListOfFilesGivesAListAndOneThatIsMissingFailsAll() throws Exception {
        file("a.txt", "1");
        file("b.txt", "2");
        assertThat(steps.read(Format.TEXT, ReadSteps.paths("b.txt", "a.txt"))).isEqualTo(List.of("2", "1"));
        StepError error = steps.refused(Format.TEXT, ReadSteps.paths("a.txt", "c.txt"));
        assertThat(error.kind()).isEqualTo(ErrorClass.NOT_FOUND);
        assertThat(error.message()).isEqualTo("There is no file c.txt.");
    }

    @Test
    void aFileLargerThanTheLimitIsRefused() throws Exception {
        try (RandomAccessFile large =
                new RandomAccessFile(folder.resolve("a.txt").toFile(), "rw")) {
            large.setLength(16L * 1024 * 1024 + 1);
        }
        assertThat(steps.refused(Format.TEXT, "a.txt").message()).contains("larger than 16 MiB");
    }
}
