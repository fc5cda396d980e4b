package dev.runwright.estate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
final class ClusterTest {
    @TempDir
    private Path folder;

    private TestEstate fabrikam;

    @BeforeEach
    void open() {
        fabrikam = TestEstate.fabrikam(folder);
    }

    @AfterEach
    void close() {
        fabrikam.close();
    }

    private Object state(String component) {
        return fabrikam.one("Get-ServerComponentState", "Identity", "EX01", "Component", component)
                .get("State");
    }

    private void say(String component, String requester, String state) {
        fabrikam.all(
                "Set-ServerComponentState",
                "Identity",
                "EX01",
                "Component",
                component,
                "Requester",
                requester,
                "State",
                state);
    }

    @Test
    void aComponentIsActiveOnlyWhenEveryRequesterSaysSo() {
        say("OwaProxy", "Maintenance", "Inactive");
        say("OwaProxy", "Functional", "Inactive");
        say("OwaProxy", "Maintenance", "Active");

        assertThat(state("OwaProxy")).isEqualTo("Inactive");
        say("OwaProxy", "Functional", "Active");
        assertThat(state("OwaProxy")).isEqualTo("Active");
    }

    @Test
    void aServerThatIsOffLineKeepsOnlyItsWatchersActive() {
        say("ServerWideOffline", "Maintenance", "Inactive");

        assertThat(state("EwsProxy")).isEqualTo("Inactive");
        assertThat(state("Monitoring")).isEqualTo("Active");
        assertThat(state("RecoveryActionsEnabled")).isEqualTo("Active");
    }

    @Test
    void onlyTransportCanBeDrained() {
        assertThat(fabrikam.error(
                                "Set-ServerComponentState",
                                "Identity",
                                "EX01",
                                "Component",
                                "OwaProxy",
                                "Requester",
                                "Maintenance",
                                "State",
                                "Draining")
                        .message())
                .contains("can't be drained");
    }

    @Test
    void maintenanceMovesTheDatabasesAwayAndEndsAsItBegan() {
        fabrikam.estate.snapshot("before");
        assertThat(fabrikam.one("Start-RwMaintenance", "Server", "EX01"))
                .containsEntry("InMaintenance", true)
                .containsEntry("MountedDatabases", List.of())
                .containsEntry("AutoActivationPolicy", "Blocked");
        assertThat(fabrikam.one("Get-ClusterNode", "Name", "EX01")).containsEntry("State", "Paused");

        fabrikam.all(
                "Stop-RwMaintenance",
                "Server",
                "EX01",
                "AutoActivationPolicy",
                "IntrasiteOnly",
                "ActivationDisabled",
                false);
        for (String database : List.of("DB01", "DB02")) {
            fabrikam.all(
                    "Move-ActiveMailboxDatabase", "Identity", database, "ActivateOnServer", "EX01", "Confirm", false);
        }

        assertThat(fabrikam.estate.diff("before")).isEmpty();
    }

    @Test
    void aQueueEmptiesWhileItIsDrained() {
        say("HubTransport", "Maintenance", "Draining");
        fabrikam.estate.advance(Duration.ofMinutes(3));

        assertThat(fabrikam.one("Get-RwMaintenance", "Server", "EX01")).containsEntry("QueueLength", 5L);
    }

    @Test
    void theGateStaysShutWhileTheOtherServerIsDown() {
        assertThat(fabrikam.one("Get-RwMaintenanceGate", "Server", "EX01")).containsEntry("Ready", true);
        fabrikam.all("Suspend-ClusterNode", "Name", "EX02");

        assertThat(fabrikam.one("Get-RwMaintenanceGate", "Server", "EX01"))
                .containsEntry("Ready", false)
                .containsEntry("Reasons", List.of("ServerInMaintenance:EX02"));
    }

    @Test
    void aDatabaseWithoutAHealthyCopyCannotMove() {
        fabrikam.all("Suspend-MailboxDatabaseCopy", "Identity", "DB01\\EX02", "Confirm", false);

        assertThat(fabrikam.error(
                                "Move-ActiveMailboxDatabase",
                                "Identity",
                                "DB01",
                                "ActivateOnServer",
                                "EX02",
                                "Confirm",
                                false)
                        .message())
                .contains("is not healthy");
        assertThat(fabrikam.one("Get-RwMaintenanceGate", "Server", "EX01").get("Reasons"))
                .asString()
                .contains("DB01");
    }

    @Test
    void anAccountIsTheMailboxesAccount() {
        fabrikam.all("Disable-ADAccount", "Identity", "greta");

        assertThat(fabrikam.one("Get-ADUser", "Identity", "greta")).containsEntry("Enabled", false);
        assertThat(fabrikam.estate.show("exchange/mailboxes").values())
                .anySatisfy(mailbox -> assertThat(mailbox.toString()).contains("AccountDisabled=true"));
    }

    @Test
    void aPasswordLeavesOnlyItsTime() {
        fabrikam.all(
                "Set-ADAccountPassword", "Identity", "greta", "Reset", true, "NewPassword", "Pa55word-that-is-long");

        assertThat(fabrikam.estate.show(null).toString()).doesNotContain("Pa55word");
        assertThat(fabrikam.one("Get-ADUser", "Identity", "greta", "Properties", List.of("PasswordLastSet"))
                        .get("PasswordLastSet"))
                .hasToString("2026-11-14T21:30Z");
    }

    @Test
    void groupsHaveMembersThatComeAndGo() {
        fabrikam.all("Remove-ADGroupMember", "Identity", "Sales", "Members", List.of("greta"), "Confirm", false);

        assertThat(fabrikam.all("Get-ADGroupMember", "Identity", "Sales"))
                .extracting(member -> member.get("SamAccountName"))
                .containsExactly("henrik");
        assertThat(fabrikam.error("Get-ADUser", "Identity", "nobody").message()).startsWith("Cannot find an object");
    }
}
