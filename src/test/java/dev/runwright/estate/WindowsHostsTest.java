package dev.runwright.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runwright.estate.world.BadDescription;
import dev.runwright.estate.world.ProgramAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
final class WindowsHostsTest {
    private static final String SCANNER = "{C058FC5D-565F-4360-A562-0527A3D993DC}";
    private static final String MSI = "C:\\Setup\\MBSASetup-x64-EN.msi";
    private static final String MSU = "D:\\windows10.0-kb5031364-x64.msu";

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

    private void pass(String time) {
        contoso.estate.advance(Duration.parse("PT" + time));
    }

    private ProgramAnswer run(String... words) {
        return contoso.estate.program(List.of(words)).orElseThrow().answer();
    }

    private Object install(String path, String kind, String code, String computer) {
        return contoso.one(
                        "Install-RwPackage", "Path", path, "Kind", kind, "ProductCode", code, "ComputerName", computer)
                .get("Meaning");
    }

    @Test
    void theAddressesOfUpdateServersAnswerOnceTheyAreInstalled() {
        assertThat(status("http://WSUS01:8530/ClientWebService/client.asmx")).isEqualTo(200L);
        assertThat(status("http://SUS01/SUSAdmin")).isEqualTo(404L);
        assertThat(status("http://EX01/SUSAdmin")).isNull();
        assertThat(status("http://nobody/")).isNull();
        contoso.all(
                "Install-RwPackage",
                "ComputerName",
                "SUS01",
                "Path",
                "sus10sp1.exe",
                "Kind",
                "exe",
                "ProductCode",
                "Software Update Services");
        assertThat(status("http://SUS01/SUSAdmin")).isEqualTo(401L);
    }

    private @Nullable Object status(String address) {
        return contoso.one("Get-RwWebAddress", "Uri", address).get("StatusCode");
    }

    @Test
    void aPackageBringsItsProductAndItsFilesAndTakesThemAwayAgain() {
        contoso.estate.snapshot("before");
        assertThat(install(MSI, "msi", SCANNER, "WSUS01")).isEqualTo("ok");
        assertThat(contoso.one("Get-RwProduct", "ProductCode", SCANNER)).containsEntry("DisplayVersion", "2.3.2211.0");
        assertThat(contoso.one(
                        "Get-RwFile", "Path", "C:\\Program Files\\Microsoft Baseline Security Analyzer 2\\mbsacli.exe"))
                .containsEntry("Exists", true)
                .containsEntry("Version", "2.3.2211.0")
                .containsEntry("Signer", "Microsoft Corporation");
        contoso.all("Uninstall-RwPackage", "ProductCode", SCANNER);

        assertThat(contoso.estate.diff("before")).isEmpty();
    }

    @Test
    void whileAnotherInstallationRunsTheInstallerIsBusyAndLaterNot() {
        assertThat(contoso.error(
                                "Install-RwPackage",
                                "Path",
                                MSI,
                                "Kind",
                                "msi",
                                "ProductCode",
                                SCANNER,
                                "ComputerName",
                                "CLIENT01")
                        .id())
                .startsWith("PackageBusy");
        pass("10M");
        assertThat(install(MSI, "msi", SCANNER, "CLIENT01")).isEqualTo("ok");
    }

    @Test
    void msiexecEndsWithTheInstallersCodesAndWritesItsLog() {
        ProgramAnswer failed =
                run("C:\\Windows\\System32\\msiexec.exe", "/i", "broken.msi", "/qn", "/l*v", "logs/b.log");

        assertThat(failed.exit()).isEqualTo(1603);
        assertThat(failed.files().get("logs/b.log")).contains("Return value 3");
        assertThat(run("msiexec", "/i", MSI, "/qn").exit()).isZero();
        assertThat(run("msiexec", "/x", SCANNER, "/qn").exit()).isZero();
        assertThat(run("msiexec", "/x", SCANNER, "/qn").exit()).isEqualTo(1605);
        assertThat(run("msiexec", "/i", "unknown.msi").exit()).isEqualTo(1619);
        assertThat(run("msiexec", "/qn").exit()).isEqualTo(1639);
    }

    @Test
    void anUpdateThatNeedsARestartSaysSoUntilTheComputerWasRestarted() {
        assertThat(run("wusa.exe", MSU, "/quiet", "/norestart").exit()).isEqualTo(3010);
        assertThat(run("wusa.exe", MSU, "/quiet").exit()).isEqualTo(2359302);
        assertThat(contoso.one("Get-RwPendingRestart"))
                .containsEntry("Pending", true)
                .containsEntry("Reasons", List.of("ComponentBasedServicing"));
        assertThat(contoso.one("Get-HotFix", "Id", "KB5031364")).containsEntry("CSName", "WSUS01");
        contoso.all("Restart-Computer", "Wait", true);
        assertThat(contoso.one("Get-RwPendingRestart")).containsEntry("Pending", false);
        assertThat(run("wusa.exe", "/uninstall", "/kb:5031364", "/quiet").exit())
                .isEqualTo(3010);
        assertThat(run("wusa.exe", "/uninstall", "/kb:5031364", "/quiet").exit())
                .isEqualTo(2359303);
    }

    @Test
    void anUpdateForOtherComputersDoesNotApplyAndADisabledAgentInstallsNothing() {
        assertThat(contoso.error(
                                "Install-RwPackage",
                                "Path",
                                MSU,
                                "Kind",
                                "msu",
                                "ProductCode",
                                "KB5031364",
                                "ComputerName",
                                "SUS01")
                        .message())
                .contains("-2145124329");
        contoso.all("Set-Service", "Name", "wuauserv", "StartupType", "Disabled");
        assertThat(run("wusa", MSU).exit()).isEqualTo(1058);
    }

    @Test
    void aComputerThatRestartsIsAwayForItsTime() {
        contoso.all("Restart-Computer", "ComputerName", List.of("EX02"));
        assertThat(contoso.error("Get-RwHost", "ComputerName", "EX02").category())
                .isEqualTo("ConnectionError");
        pass("5M");
        assertThat(contoso.one("Get-RwHost", "ComputerName", "EX02")).containsEntry("ProductType", "Server");
        assertThat(contoso.error("Get-RwHost", "ComputerName", "CLIENT02").category())
                .isEqualTo("ConnectionError");
    }

    @Test
    void featuresAreInstalledOnceAndSayWhetherARestartIsNeeded() {
        assertThat(contoso.one("Install-WindowsFeature", "Name", List.of("UpdateServices")))
                .containsEntry("Success", true)
                .containsEntry("ExitCode", "NoChangeNeeded");
        assertThat(contoso.one("Install-WindowsFeature", "Name", List.of("NET-Framework-Core")))
                .containsEntry("ExitCode", "SuccessRestartRequired")
                .containsEntry("RestartNeeded", "Yes");
        contoso.all("Uninstall-WindowsFeature", "Name", List.of("UpdateServices"), "Confirm", false);
        assertThat(contoso.one("Get-RwUpdateServerSetup")).containsEntry("Installed", false);
        assertThat(contoso.error("Get-RwUpdateServer").category()).isEqualTo("ConnectionError");
        contoso.all("Install-WindowsFeature", "Name", List.of("UpdateServices"));
        assertThat(contoso.one("Get-Service", "Name", "WsusService")).containsEntry("Status", "Running");
        assertThat(contoso.error("Install-WindowsFeature", "Name", List.of("Nothing"))
                        .message())
                .contains("The name was not found.");
    }

    @Test
    void servicesStopAndStartAndAreNotStartedWhenDisabled() {
        contoso.all("Stop-Service", "Name", "W3SVC");
        assertThat(contoso.one("Get-Service", "Name", "W3SVC")).containsEntry("Status", "Stopped");
        contoso.all("Set-Service", "Name", "W3SVC", "StartupType", "Disabled");
        assertThat(contoso.error("Start-Service", "Name", "W3SVC").message()).contains("cannot be started");
        assertThat(contoso.error("Get-Service", "Name", "Nothing").id()).startsWith("NoServiceFoundForGivenName");
    }

    @Test
    void aRegistryValueThatWasNotThereIsGoneAgainWhenNullIsWritten() {
        contoso.estate.snapshot("before");
        String key = "HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU";
        contoso.all("Set-RwRegistryValue", "Path", key, "Name", "UseWUServer", "Value", 1L);
        assertThat(contoso.one(
                        "Get-RwRegistryValue",
                        "Path",
                        key.replace("HKLM:", "HKEY_LOCAL_MACHINE"),
                        "Name",
                        "UseWUServer"))
                .containsEntry("Value", 1L)
                .containsEntry("Type", "DWord");
        contoso.all("Set-RwRegistryValue", "Path", key, "Name", "UseWUServer", "Value", null);

        assertThat(contoso.estate.diff("before")).isEmpty();
    }

    private Object state(Object job) {
        return contoso.one("Get-RwTransfer", "JobId", job).get("State");
    }

    private Object transfer(String name) {
        return contoso.one(
                        "Start-RwTransfer",
                        "Source",
                        "https://download.contoso.example/" + name,
                        "Destination",
                        "C:\\Scan\\" + name,
                        "DisplayName",
                        name)
                .get("JobId");
    }

    @Test
    void aTransferWalksItsStatesByTheClockAndItsFileIsThereOnlyAtTheEnd() {
        Object job = transfer("slow.cab");
        assertThat(state(job)).isEqualTo("Queued");
        pass("1S");
        assertThat(state(job)).isEqualTo("Connecting");
        pass("2S");
        assertThat(state(job)).isEqualTo("TransientError");
        pass("1M");
        assertThat(state(job)).isEqualTo("Transferring");
        assertThat(contoso.error("Complete-RwTransfer", "JobId", job).message()).contains("Transferring");
        pass("100S");
        assertThat(state(job)).isEqualTo("Transferred");
        assertThat(contoso.one("Get-RwFile", "Path", "C:\\Scan\\slow.cab")).containsEntry("Exists", false);
        contoso.all("Complete-RwTransfer", "JobId", job);
        assertThat(contoso.one("Get-RwFile", "Path", "C:\\Scan\\slow.cab")).containsEntry("SizeBytes", 1_000_000L);
        assertThat(contoso.all("Get-RwTransfer", "JobId", job)).isEmpty();
    }

    @Test
    void aTransferOfWhatIsNotThereFails() {
        Object gone = transfer("gone.cab");
        Object unknown = transfer("unknown.cab");
        pass("5S");

        assertThat(contoso.one("Get-RwTransfer", "JobId", gone)).containsEntry("State", "Error");
        assertThat(String.valueOf(
                        contoso.one("Get-RwTransfer", "JobId", unknown).get("ErrorText")))
                .contains("404");
    }

    @Test
    void aScanByDefenderFindsWhatItsKindCanFindAndRemovalEndsIt() {
        List<String> there = List.of("EX01");
        assertThat(contoso.all("Get-MpThreat", "CimSession", there)).isEmpty();
        contoso.all("Start-MpScan", "CimSession", there, "ScanType", "QuickScan");
        assertThat(contoso.all("Get-MpThreat", "CimSession", there)).hasSize(1);
        contoso.all("Start-MpScan", "CimSession", there, "ScanType", "FullScan");
        contoso.all("Remove-MpThreat", "CimSession", there);
        assertThat(contoso.all("Get-MpThreat", "CimSession", there))
                .hasSize(2)
                .allSatisfy(threat -> assertThat(threat).containsEntry("IsActive", false));
        assertThat(contoso.one("Get-MpComputerStatus", "CimSession", there))
                .containsEntry("DefenderSignaturesOutOfDate", true);
        contoso.all("Update-MpSignature", "CimSession", there);
        assertThat(contoso.one("Get-MpComputerStatus", "CimSession", there))
                .containsEntry("AntivirusSignatureAge", 0L)
                .containsEntry("FullScanAge", 0L);
    }

    @Test
    void aFirewallThatWasClosedIsOpenedAsItWas() {
        contoso.estate.snapshot("before");
        contoso.all("Set-NetFirewallProfile", "All", true, "DefaultInboundAction", "Block", "NotifyOnListen", "False");
        assertThat(contoso.all("Get-NetFirewallProfile"))
                .hasSize(3)
                .allSatisfy(profile -> assertThat(profile).containsEntry("DefaultInboundAction", "Block"));
        contoso.all(
                "Set-NetFirewallProfile",
                "All",
                true,
                "DefaultInboundAction",
                "NotConfigured",
                "NotifyOnListen",
                "True");

        assertThat(contoso.estate.diff("before")).isEmpty();
    }

    @Test
    void filesShowTheirHashAndSigner() {
        Map<String, Object> signature = contoso.one("Get-AuthenticodeSignature", "FilePath", "C:\\Scan\\wsusscn2.cab");
        assertThat(signature).containsEntry("Status", "Valid");
        assertThat(String.valueOf(signature.get("SignerCertificate"))).contains("O=Microsoft Corporation");
        assertThat(String.valueOf(contoso.one("Get-FileHash", "Path", "C:\\Scan\\wsusscn2.cab")
                        .get("Hash")))
                .matches("[0-9A-F]{64}");
    }

    @Test
    void aFileThatWasRemovedIsGone() {
        contoso.all("Remove-Item", "LiteralPath", "C:\\Scan\\wsusscn2.cab");

        assertThat(contoso.one("Get-RwFile", "Path", "C:\\Scan\\wsusscn2.cab")).containsEntry("Exists", false);
        assertThat(contoso.error("Remove-Item", "LiteralPath", "C:\\Scan\\wsusscn2.cab")
                        .category())
                .isEqualTo("ObjectNotFound");
    }

    @Test
    void theFirstUpdateServerOfAllInstallsOnItsMuseumPieceOnly() {
        assertThat(run("sus10sp1.exe").exit()).isZero();
        assertThat(contoso.one("Get-RwProduct", "ComputerName", "SUS01"))
                .containsEntry("DisplayName", "Software Update Services 1.0");
    }

    @Test
    void aFaultStrikesAProgramOfAComputer() {
        contoso.estate.fault(Fault.parse("fail call 1 of msiexec before with error 1618: Another installation runs."));

        assertThat(run("msiexec", "/i", MSI).exit()).isEqualTo(1618);
        assertThat(run("msiexec", "/i", MSI).exit()).isZero();
    }

    @Test
    void aWrongDescriptionIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> TestEstate.of(folder, TestEstate.text().replace("local: WSUS01", "local: WSUS09")))
                .isInstanceOf(BadDescription.class)
                .hasMessageContaining("windows.local");
        assertThatThrownBy(() ->
                        TestEstate.of(folder, TestEstate.text().replace("pending: [WindowsUpdate]", "pending: [Me]")))
                .hasMessageContaining("windows.hosts[2].pending");
    }
}
