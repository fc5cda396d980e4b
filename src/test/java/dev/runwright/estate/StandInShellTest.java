package dev.runwright.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.runwright.value.Data;
import dev.runwright.wire.Limits;
import dev.runwright.wire.Protocol;
import dev.runwright.wire.Reply;
import dev.runwright.wire.Request;
import dev.runwright.wire.ShellFacts;
import dev.runwright.wire.Status;
import java.io.File;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class StandInShellTest {
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

    @Test
    void aSessionFromItsBootToItsEnd() throws Exception {
        try (ShellDriver shell = ShellDriver.start(folder, Map.of())) {
            ShellFacts facts = ShellFacts.of(shell.boot());
            assertThat(facts.engine()).isEqualTo(ShellFacts.STANDIN);
            assertThat(facts.pid()).isEqualTo(shell.pid());
            Map<String, ?> known = Data.map(shell.connect("Get-InboxRule", "Set-Mailbox", "Get-Nothing")
                    .data()
                    .get(0));
            assertThat(Data.map(known.get("allow"))).containsOnlyKeys("Get-InboxRule", "Set-Mailbox");
            assertThat(known.get("missing")).isEqualTo(List.of("Get-Nothing"));

            Reply rules = shell.invoke("Get-InboxRule", "Mailbox", "anna");
            assertThat(rules.status()).isEqualTo(Status.OK);
            assertThat(Data.map(rules.data().get(0)))
                    .containsEntry("RuleIdentity", new BigInteger("15394007230974001153"))
                    .doesNotContainKey("$type");
            shell.line("some noise");
            shell.line(new Request.Probe(shell.nextId()).line());
            assertThat(ShellFacts.of(shell.reply().orElseThrow())).isEqualTo(facts);
            shell.line(Protocol.EXIT);
            assertThat(shell.exitCode()).isZero();
        }
    }

    @Test
    void onlyThePropertiesThatAreSelectedAreGiven() throws Exception {
        try (ShellDriver shell = ShellDriver.connected(folder, "Get-Mailbox")) {
            shell.send("Get-Mailbox", List.of("alias", "MailTip", "NoSuch"), ShellDriver.LIMITS, "Identity", "anna");

            assertThat(Data.map(shell.reply().orElseThrow().data().get(0))).containsOnlyKeys("Alias", "MailTip");
        }
    }

    @Test
    void warningsAndErrorsComeAsTheyDoFromPowerShell() throws Exception {
        try (ShellDriver shell = ShellDriver.connected(folder, "Get-Mailbox", "Set-Mailbox")) {
            assertThat(shell.invoke("Set-Mailbox", "Identity", "anna", "AuditEnabled", true)
                            .status())
                    .isEqualTo(Status.OK);
            assertThat(shell.events)
                    .singleElement()
                    .satisfies(event -> assertThat(event.kind()).isEqualTo("warning"));
            Reply missing = shell.invoke("Get-Mailbox", "Identity", "nobody");
            assertThat(missing.status()).isEqualTo(Status.ERRORS);
            assertThat(missing.errors().get(0).id()).endsWith(",Get-Mailbox");
            Reply wrong = shell.invoke("Get-Mailbox", "Identify", "anna");
            assertThat(wrong.status()).isEqualTo(Status.FAILED);
            assertThat(wrong.errors().get(0).id()).isEqualTo("NamedParameterNotFound,Get-Mailbox");
        }
    }

    @Test
    void whatIsNotAllowedIsRefusedAndSoIsAScript() throws Exception {
        try (ShellDriver shell = ShellDriver.start(folder, Map.of())) {
            shell.boot();
            assertThat(shell.invoke("Get-Mailbox", "Identity", "anna").why()).isEqualTo("not connected");
            shell.connect("Get-Mailbox");
            assertThat(shell.invoke("Set-Mailbox", "Identity", "anna").status()).isEqualTo(Status.REFUSED);
            shell.line("RW1 bm90IGpzb24=");
            assertThat(shell.reply().orElseThrow().status()).isEqualTo(Status.BRIDGE_ERROR);
            assertThat(shell.invoke("Get-Mailbox", "Identity", "anna").status()).isEqualTo(Status.OK);
        }
    }

    @Test
    void aFaultEndsTheShellOrLeavesHalfOfAReply() throws Exception {
        for (String kind : List.of("die", "half")) {
            contoso.estate.fault(Fault.parse("fail call 1 of Set-CASMailbox after with " + kind));
            try (ShellDriver shell = ShellDriver.connected(folder, "Set-CASMailbox")) {
                shell.send(
                        "Set-CASMailbox",
                        List.of(),
                        ShellDriver.LIMITS,
                        "Identity",
                        kind.equals("die") ? "anna" : "eve",
                        "OWAEnabled",
                        false);

                assertThat(shell.reply()).isEmpty();
                assertThat(shell.exitCode()).isNotZero();
            }
        }
        assertThat(contoso.one("Get-CASMailbox", "Identity", "anna")).containsEntry("OWAEnabled", false);
        assertThat(contoso.one("Get-CASMailbox", "Identity", "eve")).containsEntry("OWAEnabled", false);
    }

    @Test
    void aCallThatHangsEndsWhenItIsCancelledOrWhenItsTimeIsUp() throws Exception {
        contoso.estate.fault(Fault.parse("fail call 1 before with hang always"));
        try (ShellDriver shell = ShellDriver.connected(folder, "Get-Mailbox")) {
            String id = shell.send("Get-Mailbox", List.of(), ShellDriver.LIMITS, "Identity", "anna");
            Files.createFile(shell.cancelFile(id));
            assertThat(shell.reply().orElseThrow().status()).isEqualTo(Status.CANCELLED);
            shell.send("Get-Mailbox", List.of(), new Limits(100, 1000), "Identity", "anna");
            assertThat(shell.reply().orElseThrow().status()).isEqualTo(Status.TIMEOUT);
        }
    }

    @Test
    void theShellEndsWithItsInputAndWithItsParent() throws Exception {
        try (ShellDriver shell = ShellDriver.start(folder, Map.of())) {
            shell.boot();
            shell.endInput();
            assertThat(shell.exitCode()).isZero();
        }
        Process parent = new ProcessBuilder(TwoProcessesTest.java(Waiter.class.getName())).start();
        try (ShellDriver shell = ShellDriver.start(folder, Map.of(Protocol.PARENT, "" + parent.pid()))) {
            shell.boot();
            parent.destroyForcibly();
            assertThat(shell.exitCode()).isEqualTo(97);
        }
    }

    @Test
    void requestsMayComeByASocketOfTheirOwn() throws Exception {
        assumeFalse(File.separatorChar == '\\', "Windows has no socket by path for this");
        Path socket = Path.of(Files.createTempDirectory("rw").toString(), "s");
        try (ShellDriver shell = ShellDriver.start(folder, Map.of(Protocol.PIPE, socket.toString()))) {
            assertThat(ShellFacts.of(shell.boot()).pipe()).isTrue();
            shell.useSocket(socket);
            shell.connect("Get-Mailbox");
            assertThat(shell.invoke("Get-Mailbox", "Identity", "anna").status()).isEqualTo(Status.OK);
            shell.endInput();
            assertThat(shell.exitCode()).isZero();
        } finally {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(java.util.Objects.requireNonNull(socket.getParent()));
        }
    }

    @Test
    void anEstateThatIsNotThereIsSaidWhenItIsNeeded() throws Exception {
        try (ShellDriver shell = ShellDriver.start(
                folder,
                Map.of(StandInShell.ESTATE, folder.resolve("none.estate").toString()))) {
            shell.boot();

            assertThat(shell.connect("Get-Mailbox").why()).contains("There is no estate");
        }
    }
}
