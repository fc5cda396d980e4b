package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.value.Data;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Procedures that do something again until it has come to its end, but not for ever; and the way back from the longest of them. */
@SuppressWarnings("NullAway.Init")
class BoundedProceduresTest {
    private static final Path ESTATES = Path.of(System.getProperty("runwright.install", "."), "examples/estates");

    @TempDir
    Path folder;

    private Tool tool;

    @BeforeEach
    void open() throws IOException {
        tool = new Tool(folder);
        tool.write("runwright.yaml", """
                runwright: 1
                default_profile: company
                profiles:
                  company: {estate: company.yaml}
                """);
    }

    private Map<String, Object> shown() {
        return tool.run("show", "last", "-o", "json").document();
    }

    private long changes(String step) {
        return Data.list(shown().get("steps")).stream()
                .map(Data::map)
                .filter(one -> String.valueOf(one.get("path")).endsWith(step) && "changed".equals(one.get("state")))
                .count();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, '{past: 5d}'",
        "3, 0, '{error: UssNotFound}, {error: ProxyError}'",
        "4, 1, '{error: UssBusy}, {error: UssBusy}, {error: UssCommunicationError}, {error: UssBusy}'",
        "1, 1, '{error: DssAuthenticationError}'",
        "1, 1, '{result: Canceled}'"
    })
    void whatMayPassLaterIsSynchronisedFourTimesAtMost(long starts, int code, String ends) throws IOException {
        tool.write(
                "company.yaml",
                Files.readString(ESTATES.resolve("contoso.yaml"))
                        .replace("  - {past: 6d}", "  - {past: 6d}\n    - " + ends.replace("}, {", "}\n    - {")));

        assertThat(tool.run("rehearse", "synchronize-updates", "-i", "server=WSUS01")
                        .code())
                .isEqualTo(code);
        assertThat(changes("/try/start")).isEqualTo(starts);
    }

    @Test
    void aPurgeGoesOnUntilTheSearchFindsNothing() throws IOException {
        StringBuilder many = new StringBuilder("""
                estate: company
                organisation: cloud
                exchange:
                  domains: [{name: contoso.com, default: true}]
                  mailboxes:
                    - {name: Bob Meyer, alias: bob, items: [{subject: Other}, {subject: Invoice 4711}]}
                    - name: Anna Kovacs
                      alias: anna
                      items:
                """);
        for (int i = 0; i < 23; i++) {
            many.append("        - {subject: Invoice 4711 no ").append(i).append("}\n");
        }
        tool.write("company.yaml", many.toString());

        Tool.Done done = tool.run(
                "rehearse",
                "purge-messages",
                "-o",
                "json",
                "-i",
                "mailboxes=anna@contoso.com",
                "-i",
                "mailboxes=bob@contoso.com",
                "-i",
                "name=INC-1",
                "-i",
                "subject=Invoice 4711");

        assertThat(done.code()).as(done.out() + done.err()).isZero();
        assertThat(Data.map(done.document().get("outputs")))
                .containsEntry("removed", 24L)
                .containsEntry("left", 0L);
        assertThat(changes("/purge")).isEqualTo(3);
    }

    @Test
    void whatAVirusClosedIsGivenBackOneMailboxFirstThenTheRest() throws IOException {
        tool.write("company.yaml", Files.readString(ESTATES.resolve("contoso.yaml")));
        tool.run("estate", "snapshot", "before");
        Tool.Done cleaned = tool.run(
                "rehearse",
                "virus-clean",
                "-i",
                "ticket=INC-2",
                "-i",
                "subject=Invoice 4711",
                "-i",
                "mailboxes=anna@contoso.com",
                "-i",
                "mailboxes=carla@contoso.com");
        assertThat(cleaned.code()).as(cleaned.out() + cleaned.err()).isZero();
        String run = String.valueOf(shown().get("run"));

        assertThat(tool.run("rehearse", "restore-after-virus", "-i", "run=" + run, "-i", "mailboxes=frank@contoso.com")
                        .out())
                .contains("frank@contoso.com was not quarantined by " + run);
        back(run, "mailboxes=anna@contoso.com");
        assertThat(differences()).anyMatch(path -> path.startsWith("exchange/casmailboxes"));
        back(run, "mailboxes=[]");

        assertThat(tool.run("show", run, "-o", "json").document()).containsEntry("state", "undone");
        // Messages that were purged, the searches for them, and what no undo brings back.
        assertThat(differences())
                .allMatch(path -> List.of(
                                "exchange/searches",
                                "exchange/searchactions",
                                "tenant/messages",
                                "tenant/risks",
                                "tenant/sessions",
                                "tenant/users")
                        .contains(path.replaceAll("^([^/]+/[^/]+).*", "$1")));
    }

    private List<String> differences() {
        return tool.run("estate", "diff", "before", "-o", "json").list().stream()
                .map(one -> String.valueOf(Data.map(one).get("path")))
                .toList();
    }

    private void back(String run, String mailboxes) {
        Tool.Done done = tool.run(
                "rehearse",
                "restore-after-virus",
                "-i",
                "run=" + run,
                "-i",
                mailboxes,
                "-i",
                "include=[\"forwarding_off\",\"cloud_rules_off\",\"permissions_off\",\"send_as_off\",\"auto_reply_off\",\"hold\","
                        + "\"sweep_rules_off\",\"apps_off\",\"send_on_behalf_off\"]");
        assertThat(done.code()).as(done.out() + done.err()).isZero();
    }
}
