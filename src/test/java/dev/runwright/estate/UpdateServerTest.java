package dev.runwright.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runwright.estate.world.BadDescription;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
final class UpdateServerTest {
    private static final String ID = "5a1c6f0e-0d5c-4f1b-9d55-00000000000";
    private static final String EXCHANGE = ID + 1;
    private static final String LICENSED = ID + 2;
    private static final String PILOTED = ID + 3;
    private static final String ASKING = ID + 4;

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

    private void described(String from, String to) {
        contoso.close();
        assertThat(TestEstate.text()).contains(from);
        contoso = TestEstate.of(folder, TestEstate.text().replace(from, to));
    }

    private void pass(String time) {
        contoso.estate.advance(Duration.parse("PT" + time));
    }

    private Map<String, Object> synchronization() {
        return contoso.one("Get-RwSynchronization");
    }

    private void synchronise() {
        assertThat(contoso.one("Start-RwSynchronization")).containsEntry("Started", true);
        pass("8M");
        assertThat(synchronization()).containsEntry("LastResult", "Succeeded");
    }

    private Map<String, Object> update(String id) {
        return contoso.one("Get-RwUpdate", "UpdateId", id);
    }

    private void approve(String id, String group) {
        contoso.all("Set-RwUpdateApproval", "UpdateId", id, "TargetGroupName", group, "Action", "Install");
    }

    private String refusal(String id, String group, Object... more) {
        Object[] parameters = new Object[6 + more.length];
        Object[] first = {"UpdateId", id, "TargetGroupName", group, "Action", "Install"};
        System.arraycopy(first, 0, parameters, 0, first.length);
        System.arraycopy(more, 0, parameters, first.length, more.length);
        return contoso.error("Set-RwUpdateApproval", parameters).message();
    }

    @Test
    void aSynchronisationShowsNothingAtFirstThenItsPhasesAndItsResultOnlyAtItsEnd() {
        Object before = synchronization().get("LastId");
        contoso.all("Start-RwSynchronization");
        assertThat(synchronization()).containsEntry("Status", "NotProcessing").containsEntry("LastId", before);
        pass("30S");
        assertThat(synchronization())
                .containsEntry("Status", "Running")
                .containsEntry("Phase", "Categories")
                .containsEntry("LastId", before);
        pass("1M");
        assertThat(synchronization()).containsEntry("Phase", "Updates");
        pass("5M");
        assertThat(synchronization()).containsEntry("Phase", "Approvals").containsEntry("LastId", before);
        pass("1M");
        assertThat(synchronization())
                .containsEntry("Status", "NotProcessing")
                .containsEntry("Phase", "NotProcessing")
                .containsEntry("LastResult", "Succeeded")
                .containsEntry("LastStartedManually", true)
                .doesNotContainEntry("LastId", before);
    }

    @Test
    void aSecondStartJoinsTheOneThatRuns() {
        contoso.all("Start-RwSynchronization");

        assertThat(contoso.one("Start-RwSynchronization")).containsEntry("Started", false);
    }

    @Test
    void aSynchronisationThatIsStoppedBringsNothingAndIsCancelled() {
        contoso.all("Start-RwSynchronization");
        pass("1M");
        contoso.all("Stop-RwSynchronization");
        assertThat(synchronization()).containsEntry("Status", "Stopping");
        pass("10M");

        assertThat(synchronization())
                .containsEntry("LastResult", "Canceled")
                .containsEntry("LastError", "UserCanceled");
        assertThat(contoso.error("Get-RwUpdate", "UpdateId", ID + 7).message())
                .isEqualTo("The specified update cannot be found.");
        synchronise();
        assertThat(update(ID + 7)).containsEntry("IsInfrastructure", true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ProxyError", "UssNotFound", "DssAuthenticationError", "LocalDBTooBusy"})
    void whatTheDescriptionSaysGoesWrongOnceAndIsNamed(String error) {
        described("    - {past: 6d}\n", "    - {past: 6d}\n    - {error: " + error + ", text: It went wrong.}\n");
        contoso.all("Start-RwSynchronization");
        pass("2M");

        assertThat(synchronization())
                .containsEntry("LastResult", "Failed")
                .containsEntry("LastError", error)
                .containsEntry("LastErrorText", "It went wrong.");
        synchronise();
    }

    @Test
    void theScheduleSynchronisesByItself() {
        contoso.all("Set-RwSubscription", "SynchronizeAutomatically", true, "TimeOfDay", "09:00");
        assertThat(contoso.one("Get-RwSubscription"))
                .containsEntry("NextSynchronization", OffsetDateTime.parse("2026-11-02T09:00:00Z"));
        pass("2H");

        assertThat(synchronization())
                .containsEntry("LastResult", "Succeeded")
                .containsEntry("LastStartedManually", false);
        assertThat(update(ID + 7)).containsEntry("State", "New");
    }

    @Test
    void theCompanyShowsAllFiveStates() {
        Map<Object, Object> states = new TreeMap<>();
        contoso.all("Get-RwUpdate")
                .forEach(one -> states.put(String.valueOf(one.get("UpdateId")).substring(35), one.get("State")));

        assertThat(states)
                .containsEntry("1", "New")
                .containsEntry("3", "Approved")
                .containsEntry("4", "NotApproved")
                .containsEntry("5", "Updated")
                .containsEntry("6", "TemporarilyUnavailable")
                .doesNotContainKey("8");
    }

    @Test
    void whatAnUpdateNeedsFirstComesWithASynchronisationAndItIsOfferedThen() {
        synchronise();

        assertThat(update(ID + 6))
                .containsEntry("State", "Approved")
                .containsEntry("OfferedTo", List.of("Exchange servers"));
    }

    @Test
    void anUpdateWithALicenceIsApprovedOnlyAfterItWasAccepted() {
        assertThat(refusal(LICENSED, "Pilot"))
                .isEqualTo(
                        "This Update has Microsoft Software License Terms that must be accepted before it can be deployed.");
        contoso.all("Approve-RwUpdateLicence", "UpdateId", LICENSED);
        approve(LICENSED, "Pilot");

        assertThat(contoso.one("Get-RwUpdateLicence", "UpdateId", LICENSED))
                .containsEntry("Accepted", true)
                .containsEntry("AcceptedBy", "CONTOSO\\runwright");
        assertThat(contoso.error("Approve-RwUpdateLicence", "UpdateId", EXCHANGE)
                        .message())
                .isEqualTo("This update does not have associated Microsoft Software License Terms.");
    }

    @Test
    void aLicenceWhoseTextIsNotHereYetCannotBeAccepted() {
        synchronise();
        synchronise();
        assertThat(contoso.one("Get-RwUpdateLicence", "UpdateId", ID + 9)).containsEntry("Available", false);
        assertThat(contoso.error("Approve-RwUpdateLicence", "UpdateId", ID + 9).message())
                .isEqualTo(
                        "The Microsoft Software License Terms have not been completely downloaded and cannot be accepted.");
        pass("10M");
        contoso.all("Approve-RwUpdateLicence", "UpdateId", ID + 9);
    }

    @Test
    void theServerRefusesForTheReasonsThatItHas() {
        assertThat(refusal(ID + 8, "Pilot"))
                .isEqualTo("The specified update cannot be used because it has been expired by its publisher.");
        assertThat(refusal(EXCHANGE, "Nobody")).isEqualTo("The target group for this deployment could not be found.");
        assertThat(refusal(ASKING, "Clients", "Deadline", OffsetDateTime.parse("2026-12-01T00:00:00Z")))
                .isEqualTo("A deadline cannot be applied to an update that requires user input.");
        assertThat(refusal("0-0", "Pilot")).isEqualTo("The specified update cannot be found.");
        assertThat(contoso.error("New-RwTargetGroup", "Name", "pilot").message())
                .isEqualTo("A group with that name already exists.");
    }

    @Test
    void aReplicaApprovesNothingAndChoosesNothing() {
        described("    port: 8530\n", "    port: 8530\n    replica: true\n    upstream: wsus00.contoso.com\n");

        assertThat(refusal(EXCHANGE, "Pilot")).isEqualTo("Cannot apply this approval rule on a replica server.");
        assertThat(contoso.error("Set-RwSubscription", "Products", List.of("Windows 11"))
                        .message())
                .isEqualTo(
                        "Cannot set update classifications or categories on subscription when syncing from upstream WSUS"
                                + " Server.");
    }

    @Test
    void anApprovalIsPendingUntilItsContentIsHere() {
        approve(EXCHANGE, "Pilot");
        assertThat(contoso.one("Get-RwUpdateApproval", "UpdateId", EXCHANGE, "TargetGroupName", "Pilot"))
                .containsEntry("State", "Pending");
        pass("10S");
        assertThat(contoso.one("Get-RwContentProgress"))
                .containsEntry("UpdatesNeedingFiles", 1L)
                .containsEntry("Done", false);
        assertThat(update(EXCHANGE)).containsEntry("State", "TemporarilyUnavailable");
        pass("5S");

        assertThat(contoso.one("Get-RwUpdateApproval", "UpdateId", EXCHANGE, "TargetGroupName", "Pilot"))
                .containsEntry("State", "Active");
        assertThat(contoso.one("Get-RwContentProgress")).containsEntry("Done", true);
        assertThat(update(EXCHANGE)).containsEntry("State", "Approved").containsEntry("OfferedTo", List.of("Pilot"));
    }

    @Test
    void aDownloadThatFailedIsResumed() {
        synchronise();
        synchronise();
        pass("10M");
        contoso.all("Approve-RwUpdateLicence", "UpdateId", ID + 9);
        approve(ID + 9, "Pilot");
        pass("1M");
        assertThat(update(ID + 9)).containsEntry("ContentState", "Failed");
        contoso.all("Resume-RwUpdateDownload", "UpdateId", ID + 9);
        pass("1M");

        assertThat(update(ID + 9)).containsEntry("ContentState", "Ready");
    }

    @Test
    void computersReportEvery22HoursAndFollowTheApproval() {
        approve(EXCHANGE, "Exchange servers");
        assertThat(evidence(EXCHANGE)).containsEntry("NotInstalled", 2L).containsEntry("PercentInstalled", 0.0);
        pass("21H");
        assertThat(evidence(EXCHANGE)).containsEntry("Downloaded", 2L);
        pass("22H");
        assertThat(evidence(EXCHANGE)).containsEntry("Installed", 2L).containsEntry("PercentInstalled", 100.0);
        contoso.all(
                "Set-RwUpdateApproval", "UpdateId", EXCHANGE, "TargetGroupName", "Exchange servers", "Action", "None");

        assertThat(evidence(EXCHANGE)).as("unapproving never uninstalls").containsEntry("Installed", 2L);
    }

    private Map<String, Object> evidence(String id) {
        return contoso.one("Get-RwDeploymentEvidence", "UpdateId", id, "TargetGroupName", "Exchange servers");
    }

    @Test
    void anApprovalOfAllComputersCountsForEveryGroup() {
        approve(EXCHANGE, "All Computers");
        pass("50H");

        assertThat(evidence(EXCHANGE)).containsEntry("Installed", 2L);
    }

    @Test
    void anApprovalThatIsTakenBackLeavesTheServerAsItWas() {
        contoso.estate.snapshot("before");
        contoso.all("Set-RwUpdateApproval", "UpdateId", PILOTED, "TargetGroupName", "Clients", "Action", "NotApproved");
        contoso.all("Set-RwUpdateApproval", "UpdateId", PILOTED, "TargetGroupName", "Clients", "Action", "None");

        assertThat(contoso.estate.diff("before")).isEmpty();
    }

    @Test
    void liftingADeclineDoesNotBringTheApprovalsBack() {
        contoso.all("Set-RwUpdateDecline", "UpdateId", PILOTED, "IsDeclined", true);
        assertThat(contoso.one("Get-RwUpdateDecline", "UpdateId", PILOTED))
                .containsEntry("IsDeclined", true)
                .containsEntry("Approvals", List.of());
        contoso.all("Set-RwUpdateDecline", "UpdateId", PILOTED, "IsDeclined", false);

        assertThat(update(PILOTED)).containsEntry("IsDeclined", false).containsEntry("State", "NotApproved");
    }

    @Test
    void microsoftsOwnCmdletsWorkOnTheSameServer() {
        Map<String, Object> found = contoso.all(
                        "Get-WsusUpdate", "Classification", "Security", "Approval", "Unapproved")
                .get(0);
        contoso.all(
                "Approve-WsusUpdate", "Update", found.get("UpdateId"), "Action", "Install", "TargetGroupName", "Pilot");
        assertThat(contoso.one("Get-WsusUpdate", "UpdateId", found.get("UpdateId")))
                .containsEntry("Approved", "Install (1/6)");
        contoso.all("Deny-WsusUpdate", "Update", found.get("UpdateId"));
        assertThat(update(String.valueOf(found.get("UpdateId")))).containsEntry("IsDeclined", true);
        assertThat(contoso.all("Get-WsusComputer", "NameIncludes", "ex0")).hasSize(2);
        assertThat(contoso.one("Get-WsusServer", "Name", "wsus01", "PortNumber", 8530))
                .containsEntry("PortNumber", 8530L);
        assertThat(contoso.all("Get-WsusProduct", "TitleIncludes", "exchange")).hasSize(1);
        contoso.all("Set-WsusProduct", "Product", "Windows 11", "Disable", true);
        assertThat(contoso.one("Get-RwSubscription"))
                .containsEntry("Products", List.of("Exchange Server 2019", "Windows Server 2022"));
    }

    @Test
    void aServerThatIsNotThereOrNotSetUpDoesNotAnswer() {
        assertThat(contoso.error("Get-RwUpdateServer", "ServerName", "wsus99").category())
                .isEqualTo("ConnectionError");
        described("    content_directory: D:\\WSUS ", "    installed: true #");
        assertThat(contoso.error("Get-RwUpdateServer").category()).isEqualTo("ConnectionError");
        assertThat(contoso.estate
                        .program(List.of("wsusutil.exe", "postinstall", "CONTENT_DIR=D:\\WSUS"))
                        .orElseThrow()
                        .answer()
                        .output())
                .endsWith("Post install is starting\nPost install has successfully completed\n");
        assertThat(contoso.one("Get-RwUpdateServerSetup"))
                .containsEntry("Configured", true)
                .containsEntry("ContentDirectory", "D:\\WSUS");
        assertThat(contoso.one("Get-RwUpdateServer")).containsEntry("ClientUrl", "http://wsus01.contoso.com:8530");
    }

    @Test
    void aWrongDescriptionIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> described("severity: Moderate", "severity: Mild"))
                .isInstanceOf(BadDescription.class)
                .hasMessageContaining("updates.updates[4].severity")
                .hasMessageContaining("Moderate");
    }
}
