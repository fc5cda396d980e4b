package dev.runwright.estate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class VisibilityTest {
    @TempDir
    private Path folder;

    private TestEstate contoso;

    @BeforeEach
    void open() {
        contoso = TestEstate.of(folder, TestEstate.text().replace("visible_after: 0s", "visible_after: 30s"));
    }

    @AfterEach
    void close() {
        contoso.close();
    }

    private Object title() {
        return String.valueOf(contoso.one("Get-User", "Identity", "dirk").get("Title"));
    }

    private void pass(int seconds) {
        contoso.estate.advance(Duration.ofSeconds(seconds));
    }

    @Test
    void aChangeShowsInReadingsOnlyAfterTheDelay() {
        contoso.all("Set-User", "Identity", "dirk", "Title", "first");
        assertThat(title()).isEqualTo("null");
        pass(29);
        assertThat(title()).isEqualTo("null");
        pass(1);
        assertThat(title()).isEqualTo("first");
    }

    @Test
    void eachOfTwoChangesShowsInItsOwnTime() {
        contoso.all("Set-User", "Identity", "dirk", "Title", "first");
        pass(20);
        contoso.all("Set-User", "Identity", "dirk", "Title", "second");
        assertThat(title()).isEqualTo("null");
        pass(10);
        assertThat(title()).isEqualTo("first");
        pass(20);
        assertThat(title()).isEqualTo("second");
    }

    @Test
    void whatChangesSomethingSeesTheTruth() {
        contoso.all("Set-User", "Identity", "dirk", "Title", "first");

        assertThat(contoso.call("Set-User", "Identity", "dirk", "Title", "first")
                        .warnings())
                .hasSize(1);
        contoso.estate.snapshot("now");
        pass(60);
        assertThat(contoso.estate.diff("now")).isEmpty();
    }

    @Test
    void aNewObjectIsNotFoundAndARemovedOneIsStillFoundForAWhile() {
        contoso.all("New-InboxRule", "Mailbox", "dirk", "Name", "New", "DeleteMessage", true);
        assertThat(contoso.all("Get-InboxRule", "Mailbox", "dirk")).isEmpty();
        pass(30);
        assertThat(contoso.all("Get-InboxRule", "Mailbox", "dirk")).hasSize(1);
        contoso.all("Remove-InboxRule", "Mailbox", "dirk", "Identity", "New", "Confirm", false);
        assertThat(contoso.all("Get-InboxRule", "Mailbox", "dirk")).hasSize(1);
        pass(30);
        assertThat(contoso.all("Get-InboxRule", "Mailbox", "dirk")).isEmpty();
    }

    @Test
    void theCompanyIsThereFromTheBeginningAndAfterAReset() {
        assertThat(contoso.all("Get-Mailbox")).hasSizeGreaterThan(10);
        contoso.all("Set-User", "Identity", "dirk", "Title", "first");
        contoso.estate.reset(TestEstate.description(TestEstate.text()
                .replace("visible_after: 0s", "visible_after: 30s")
                .replace("{Department: IT}", "{Title: CTO}")));

        assertThat(title()).isEqualTo("CTO");
    }

    @Test
    void theDelayCanBeTakenAway() {
        contoso.estate.visibleAfter(Duration.ZERO);
        contoso.all("Set-User", "Identity", "dirk", "Title", "first");

        assertThat(title()).isEqualTo("first");
    }
}
