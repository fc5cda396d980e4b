package dev.runwright.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.StepError;
import dev.runwright.model.ReadStep.Format;
import dev.runwright.value.Data;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class ScanReportTest {
    private static final Path REPORTS = Path.of("src/test/resources/mbsa").toAbsolutePath();

    @TempDir
    Path folder;

    private static Map<String, Object> report(String name) {
        return Data.map(new ReadSteps(REPORTS).read(Format.MBSA, name));
    }

    private Map<String, Object> changed(String from, String to) throws IOException {
        Files.writeString(folder.resolve("report.xml"), text(from, to));
        return Data.map(new ReadSteps(folder).read(Format.MBSA, "report.xml"));
    }

    private StepError refused(String text) throws IOException {
        Files.writeString(folder.resolve("report.xml"), text);
        return new ReadSteps(folder).refused(Format.MBSA, "report.xml");
    }

    private static String text(String from, String to) throws IOException {
        String text = Files.readString(REPORTS.resolve("report-2.3.xml"));
        assertThat(text).contains(from);
        return text.replaceFirst(java.util.regex.Pattern.quote(from), java.util.regex.Matcher.quoteReplacement(to));
    }

    private static List<Map<String, Object>> updates(Map<String, Object> report) {
        return Data.list(report.get("updates")).stream().map(Data::map).toList();
    }

    private static Map<String, Object> update(Map<String, Object> report, String bulletin) {
        return updates(report).stream()
                .filter(update -> bulletin.equals(update.get("bulletin")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aReportOfVersion23HasTheShapeOfAllScans() {
        Map<String, Object> report = report("report-2.3.xml");
        assertThat(report.keySet())
                .containsExactly(
                        "computer",
                        "scanned_at",
                        "catalog_date",
                        "source",
                        "complete",
                        "updates",
                        "checks",
                        "grade",
                        "result",
                        "code");
        assertThat(report)
                .containsEntry("computer", "EX01")
                .containsEntry("scanned_at", "2014-11-13T14:38:25Z")
                .containsEntry("source", "mbsa")
                .containsEntry("complete", true)
                .containsEntry("grade", 2L)
                .containsEntry("result", "critical")
                .containsEntry("code", 20L);
        assertThat(updates(report)).hasSize(70);
        assertThat(update(report, "MS14-066"))
                .containsEntry("kb", List.of("KB2992611"))
                .containsEntry("severity", 4L)
                .containsEntry("installed", false)
                .containsEntry("approved", true)
                .containsEntry("reboot_required", true)
                .containsEntry("url", "http://www.microsoft.com/technet/security/bulletin/ms14-066.mspx");
        assertThat(update(report, "MS14-078").get("title")).asString().endsWith("<IME, \"Japanese\" & others>");
    }

    @Test
    void theChecksOfAnInstanceOfSqlServerAreInTheList() {
        assertThat(Data.list(report("report-2.3.xml").get("checks")).stream().map(Data::map))
                .anySatisfy(check -> assertThat(check)
                        .containsEntry("id", "202")
                        .containsEntry("type", 2L)
                        .containsEntry("grade", 2L)
                        .containsEntry("name", "SQL Server/MSDE Account Password Test")
                        .containsEntry("advice", "The sa account has a weak password."));
    }

    @Test
    void aReportOfVersion20InUtf16WithAllUpdatesInstalledIsClean() {
        Map<String, Object> report = report("report-2.0-utf16.xml");
        assertThat(report)
                .containsEntry("computer", "FS02")
                .containsEntry("result", "clean")
                .containsEntry("code", 0L)
                .containsEntry("complete", true);
        assertThat(updates(report))
                .hasSize(37)
                .allSatisfy(one -> assertThat(one).containsEntry("installed", true));
        assertThat(String.valueOf(updates(report).get(0).get("title"))).endsWith("geprüft");
    }

    @Test
    void theTablesOfVersion12GiveUpdatesToo() {
        Map<String, Object> report = report("report-1.2.xml");
        assertThat(report).containsEntry("result", "critical").containsEntry("complete", true);
        assertThat(update(report, "MS04-012"))
                .containsEntry("kb", List.of("KB828741"))
                .containsEntry("installed", false)
                .containsEntry("severity", 4L);
        assertThat(updates(report).stream().filter(one -> Boolean.FALSE.equals(one.get("installed"))))
                .extracting(one -> one.get("bulletin"))
                .containsExactly("MS04-011", "MS04-012");
    }

    @Test
    void aComputerThatCouldNotBeScannedIsNeverClean() {
        assertThat(report("not-scanned-2.3.xml"))
                .containsEntry("complete", false)
                .containsEntry("result", "incomplete")
                .containsEntry("code", 30L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Grade=\"2\" Date= | Grade=\"6\" Date=",
                "Check ID=\"501\" Grade=\"5\" | Check ID=\"501\" Grade=\"1\"",
                "Check ID=\"106\" Grade=\"5\" | Check ID=\"106\" Grade=\"0\"",
                "ID=\"201\" Grade=\"5\" | ID=\"201\" Grade=\"6\""
            })
    void whatCouldNotBeScannedMakesTheWholeIncomplete(String from, String to) throws Exception {
        assertThat(changed(from, to)).containsEntry("result", "incomplete").containsEntry("code", 30L);
    }

    @Test
    void aReportWithoutACheckForUpdatesIsNotClean() throws Exception {
        String text =
                "<SecScan Grade='5' Machine='A'><Check ID='105' Grade='5' Type='1' Cat='1' Name='Guest Account'/></SecScan>";
        Files.writeString(folder.resolve("report.xml"), text);
        assertThat(Data.map(new ReadSteps(folder).read(Format.MBSA, "report.xml")))
                .containsEntry("result", "incomplete");
    }

    @Test
    void anUpdateOfVersion12ThatCouldNotBeConfirmedMakesItIncomplete() throws Exception {
        String text = Files.readString(REPORTS.resolve("report-1.2.xml"))
                .replaceFirst(
                        "<Row Grade=\"5\">(<Col>MS04-003.*?)<Col>Installed</Col>",
                        "<Row Grade=\"7\">$1<Col>Note</Col>");
        Files.writeString(folder.resolve("report.xml"), text);
        assertThat(Data.map(new ReadSteps(folder).read(Format.MBSA, "report.xml")))
                .containsEntry("result", "incomplete");
    }

    @Test
    void anUpdateThatTheServerDoesNotOfferIsMissingAllTheSame() throws Exception {
        String text = text("<SecScan", "<SecScan")
                .replaceAll(
                        "BulletinID=\"(MS14-066|MS14-074)\" (.*?) WUSApproved=\"true\"",
                        "BulletinID=\"$1\" $2 WUSApproved=\"false\"");
        Files.writeString(folder.resolve("report.xml"), text);
        assertThat(Data.map(new ReadSteps(folder).read(Format.MBSA, "report.xml")))
                .containsEntry("result", "critical")
                .containsEntry("code", 20L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IsInstalled=\"true\" | IsInstalled=\"yes\" | IsInstalled of UpdateData must be true or false, got 'yes'.",
                "Severity=\"4\" | Severity=\"9\" | Severity of UpdateData must be a whole number from 0 to 4, got '9'.",
                "Check ID=\"500\" Grade=\"2\" | Check ID=\"500\" | Grade of Check must be a value, got none.",
                "Check ID=\"500\" Grade=\"2\" | Check ID=\"500\" Grade=\"\" | Grade of Check must be",
                "<SecScan | <Scan | no whole XML document",
                "</SecScan> | <!-- | no whole XML document",
                "<SecScan | <!DOCTYPE SecScan [<!ENTITY a 'b'>]><SecScan | DOCTYPE"
            })
    void aDamagedReportIsRefusedAndNeverHalfRead(String from, String to, String words) throws Exception {
        assertThat(refused(text(from, to)).message()).startsWith("report.xml:").contains(words);
    }

    @Test
    void anotherXmlFileIsNoReport() throws Exception {
        assertThat(refused("<html/>").message())
                .isEqualTo("report.xml:1:8: The file is no report of the scanner; expected SecScan, got html.");
    }

    @Test
    void aReportCutAnywhereIsRefused() throws Exception {
        String text = text("<SecScan", "<SecScan").stripTrailing();
        for (int length = 0; length < text.length(); length += 997) {
            assertThat(refused(text.substring(0, length)).message()).startsWith("report.xml:");
        }
    }
}
