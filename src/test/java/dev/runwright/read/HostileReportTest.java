package dev.runwright.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.model.ReadStep.Format;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reports of the scanner's versions in each encoding, and reports that somebody has made to do harm. */
@NullUnmarked
class HostileReportTest {
    private static final Path REPORTS = Path.of("src/test/resources/mbsa").toAbsolutePath();
    private static final String HEAD = "<SecScan Machine='A' Grade='2' Date='2014-08-11 03:04:00'>";

    @TempDir
    Path folder;

    private static Stream<Arguments> encodings() {
        return Stream.of("report-1.2.xml", "report-2.0-utf16.xml", "report-2.3.xml", "not-scanned-2.3.xml")
                .flatMap(report -> Stream.of(
                        Arguments.of(report, "UTF-8", ""),
                        Arguments.of(report, "UTF-8", "\ufeff"),
                        Arguments.of(report, "UTF-16LE", "\ufeff"),
                        Arguments.of(report, "UTF-16BE", "\ufeff")));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void aReportSaysTheSameInEveryEncoding(String report, String charset, String mark) throws IOException {
        Charset own = report.contains("utf16") ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        String text = Files.readString(REPORTS.resolve(report), own)
                .replaceFirst(
                        "^\ufeff?<\\?xml[^>]*\\?>",
                        "<?xml version=\"1.0\" encoding=\"" + charset.substring(0, charset.length() > 6 ? 6 : 5)
                                + "\"?>")
                .replace("W2K-SRV", "SÜD-Ωx");
        Files.writeString(folder.resolve("report.xml"), mark + text, Charset.forName(charset));
        Files.writeString(folder.resolve("plain.xml"), text.replaceFirst("^<\\?xml[^>]*\\?>", ""));
        assertThat(new ReadSteps(folder).read(Format.MBSA, "report.xml"))
                .isEqualTo(new ReadSteps(folder).read(Format.MBSA, "plain.xml"));
    }

    private static Stream<Arguments> attacks() {
        String deep = "<Check Grade='5' Type='1' Name='x'>".repeat(200);
        return Stream.of(
                Arguments.of(
                        "<!DOCTYPE SecScan [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + HEAD + "&a;</SecScan>",
                        "DOCTYPE"),
                Arguments.of(
                        "<!DOCTYPE SecScan [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]>"
                                + HEAD + "&c;</SecScan>",
                        "DOCTYPE"),
                Arguments.of("<!DOCTYPE SecScan SYSTEM 'http://127.0.0.1:9/x.dtd'>" + HEAD + "</SecScan>", "DOCTYPE"),
                Arguments.of(
                        "<!DOCTYPE SecScan [<!ENTITY % p SYSTEM 'file:///dev/random'> %p;]>" + HEAD + "</SecScan>",
                        "DOCTYPE"),
                Arguments.of(HEAD + "&a;</SecScan>", ""),
                Arguments.of(HEAD + deep, "deeper than 100 levels"),
                Arguments.of(HEAD + "<a/>".repeat(500_001) + "</SecScan>", "more than 500000 elements"),
                Arguments.of(HEAD + "<Check Grade='99999999999' Type='1' Name='x'/></SecScan>", "whole number"),
                Arguments.of(HEAD + "<Check Grade='-1' Type='1' Name='x'/></SecScan>", "whole number"),
                Arguments.of(HEAD + "<Check Grade='5' Type='9' Name='x'/></SecScan>", "whole number"),
                Arguments.of(HEAD + "<Check Grade='5' Type='1'/></SecScan>", "Name of Check"),
                Arguments.of(HEAD + "</SecScan>", "holds no check"),
                Arguments.of(HEAD + "</SecScan>" + HEAD + "</SecScan>", "no whole XML document"),
                Arguments.of(HEAD.replace("'A'", "'A\0B'") + "</SecScan>", "no whole XML document"),
                Arguments.of(
                        "<?xml version='1.0' encoding='IBM-Nonsense'?>" + HEAD + "</SecScan>",
                        "no whole XML document"));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void anAttackIsRefusedWithItsPlace(String text, String words) throws IOException {
        Files.writeString(folder.resolve("report.xml"), text);
        assertThat(new ReadSteps(folder).refused(Format.MBSA, "report.xml").message())
                .startsWith("report.xml:1:")
                .contains(words);
    }
}
