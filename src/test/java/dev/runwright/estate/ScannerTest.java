package dev.runwright.estate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.estate.world.ProgramAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
final class ScannerTest {
    @TempDir
    private Path folder;

    private TestEstate contoso;

    @BeforeEach
    void open() {
        contoso = TestEstate.in(folder);
    }

    @AfterEach
    void close() {
        contoso.close();
    }

    private ProgramAnswer run(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.add(0, "mbsacli.exe");
        return contoso.estate.program(words).orElseThrow().answer();
    }

    private String report(String... arguments) {
        ProgramAnswer answer = run(arguments);
        assertThat(answer.exit()).isZero();
        assertThat(answer.files()).hasSize(1);
        return answer.files().values().iterator().next();
    }

    @Test
    void aReportNamesWhatIsMissingAndWhatTheChecksFound() {
        assertThat(report("/target", "EX01", "/nvc", "/nd"))
                .contains("<SecScan ", "DisplayName=\"CONTOSO\\EX01\"", "Grade=\"2\"", "Date=\"2026-11-02 08:00:00\"")
                .contains("BulletinID=\"MS26-071\"", "KBID=\"5030524\"", "IsInstalled=\"false\"", "Severity=\"4\"")
                .contains("Local Account Password Test", "IIS Logging Enabled");
    }

    @Test
    void theSwitchNamesTheChecksThatAreLeftOut() {
        assertThat(report("/target", "EX01", "/n", "OS+IIS+SQL+Password"))
                .contains("Windows Security Updates")
                .doesNotContain("Password Test", "IIS Logging", "File System");
        assertThat(report("/target", "EX01", "/n", "Updates"))
                .contains("Password Test")
                .doesNotContain("Windows Security Updates");
    }

    @Test
    void aReportHasItsNameAndFolderFromTheTemplate() {
        assertThat(run("/target", "EX02").files())
                .containsOnlyKeys("SecurityScans/CONTOSO - EX02 (11-2-2026 8-00 AM).mbsa");
        assertThat(run("/target", "EX02", "/o", "%C%", "/rd", "C:\\Reports").files())
                .containsOnlyKeys("C:\\Reports/EX02.mbsa");
    }

    @Test
    void whatCannotBeScannedIsIncompleteAndStillEndsWithNought() {
        assertThat(report("/target", "CLIENT02"))
                .contains("Grade=\"1\"", "Cannot contact Windows Update Agent on target computer");
        assertThat(report("/target", "NOWHERE")).contains("Grade=\"1\"");
        assertThat(run("/target", "CLIENT02").errors()).contains("CLIENT02");
        assertThat(run("/target", "CLIENT02", "/qe").errors()).isEmpty();
    }

    @Test
    void aCatalogueThatIsDamagedOrMissingLeavesTheUpdatesUnscanned() {
        assertThat(report("/target", "EX01", "/catalog", "nowhere.cab"))
                .contains("The catalog file is damaged or an invalid catalog.");
        contoso.close();
        contoso = TestEstate.of(folder, TestEstate.text().replace("written: 10d}", "written: 10d, damaged: true}"));
        assertThat(report("/target", "EX01")).contains("The catalog file is damaged or an invalid catalog.");
        assertThat(report("/target", "WSUS01", "/n", "Updates")).contains("Grade=\"5\"");
    }

    @Test
    void aRangeAndADomainAreScannedComputerByComputer() {
        assertThat(run("/r", "10.0.0.11-10.0.0.12").files()).hasSize(2);
        assertThat(run("/d", "contoso").files()).hasSize(6);
    }

    @Test
    void onlyWhatTheUpdateServerOffersCountsWithTheSwitchForIt() {
        assertThat(report("/target", "EX01")).contains("WUSApproved=\"false\"");
        assertThat(report("/target", "EX01", "/wa")).doesNotContain("5030524");
    }

    @Test
    void anOptionThatItDoesNotKnowIsRefused() {
        assertThat(run("/everything").exit()).isEqualTo(1);
        assertThat(run("/?").output()).contains("2.3.2211.0");
    }

    private Map<String, Object> agentScan() {
        return contoso.one("Invoke-RwUpdateScan", "CataloguePath", "C:\\Scan\\wsusscn2.cab");
    }

    @Test
    void theAgentFindsWhatIsMissingHereAndTakesNoCatalogueFromAfar() {
        assertThat(agentScan())
                .containsEntry("computer", "WSUS01")
                .containsEntry("result", "critical")
                .containsEntry("code", 20L)
                .containsEntry("grade", null);
        assertThat(contoso.error("Invoke-RwUpdateScan", "CataloguePath", "wsusscn2.cab", "ComputerName", "EX01")
                        .id())
                .startsWith("RemoteScanImpossible");
        assertThat(contoso.error("Invoke-RwUpdateScan", "CataloguePath", "nowhere.cab")
                        .id())
                .startsWith("CatalogueNotFound");
    }

    @Test
    void whatTheUpdateServerHasBroughtIsNotMissingAnyMore() {
        String licensed = "5a1c6f0e-0d5c-4f1b-9d55-000000000002";
        contoso.all("Approve-RwUpdateLicence", "UpdateId", licensed);
        contoso.all("Set-RwUpdateApproval", "UpdateId", licensed, "TargetGroupName", "Pilot", "Action", "Install");
        contoso.estate.advance(Duration.ofHours(70));

        assertThat(agentScan()).containsEntry("result", "clean").containsEntry("code", 0L);
    }

    @Test
    void aCatalogueShowsItsAgeAndSigner() {
        contoso.estate.advance(Duration.ofDays(2));

        assertThat(contoso.one("Get-RwScanCatalogue", "Path", "C:\\Scan\\wsusscn2.cab"))
                .containsEntry("AgeDays", 12L)
                .containsEntry("SignatureStatus", "Valid")
                .containsEntry("Signer", "Microsoft Corporation");
        assertThat(contoso.one("Get-RwScanCatalogue", "Path", "nowhere.cab")).containsEntry("Exists", false);
    }
}
