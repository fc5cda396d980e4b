package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cancellation;
import dev.runwright.engine.Events;
import dev.runwright.value.Secret;
import dev.runwright.wire.Credential;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a real PowerShell writes to the system's log and to transcripts when a policy asks for all of it: no secret, none of our data. */
@EnabledOnOs(OS.LINUX)
final class RealShellLogTest {
    private static final Path SYSTEM_LOG = Path.of("/dev/log");
    private static final String SECRET = "correct-horse-battery";
    private static final String LAST = "here-the-log-may-end";
    private static final String PAYLOAD = "payload-nobody-must-log";

    @TempDir
    private Path folder;

    /** A socket in place of the system's log. */
    private static final class Log implements AutoCloseable {
        private final ServerSocketChannel server;
        private final List<String> pieces = Collections.synchronizedList(new ArrayList<>());
        private final CountDownLatch end = new CountDownLatch(1);

        Log() throws IOException {
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(SYSTEM_LOG));
            start(this::accept);
        }

        private static void start(Runnable work) {
            Thread thread = new Thread(work, "test-log");
            thread.setDaemon(true);
            thread.start();
        }

        private void accept() {
            try {
                while (true) {
                    SocketChannel client = server.accept();
                    start(() -> read(client));
                }
            } catch (IOException e) {
                pieces.add("\n-- closed --\n");
            }
        }

        private void read(SocketChannel client) {
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            try (client) {
                while (client.read(buffer) >= 0) {
                    pieces.add(StandardCharsets.ISO_8859_1.decode(buffer.flip()).toString());
                    buffer.clear();
                    if (String.join("", pieces).contains(LAST)) {
                        end.countDown();
                    }
                }
            } catch (IOException e) {
                pieces.add("\n-- broken --\n");
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
            Files.deleteIfExists(SYSTEM_LOG);
        }
    }

    private TestShells open(String policies) throws IOException {
        Path settings = Files.createDirectories(folder.resolve("powershell"));
        Files.writeString(settings.resolve("powershell.config.json"), policies);
        ShellProfile plain = RealShell.profile();
        return new TestShells(
                new ShellProfile(
                        plain.connection(),
                        plain.command(),
                        Map.of("XDG_CONFIG_HOME", folder.toString()),
                        plain.bridge(),
                        plain.modules(),
                        plain.allow(),
                        true,
                        new ShellProfile.Call(
                                "Connect-Probe", Map.of("Name", "anna", "Password", new Secret("pw", SECRET))),
                        null,
                        null),
                ShellLimits.standard());
    }

    private static void use(TestShells test) {
        Secret secret = new Secret("pw", SECRET);
        test.output("Get-ProbeSecret", Map.of("Hidden", secret, "Login", new Credential("anna", secret)));
        test.output("Get-ProbeMany", Map.of("Count", 3L));
        script(
                test,
                "param($Word, $Data) $null = $Word.Length; foreach ($d in $Data) { $d.Replace('payload', 'output') }",
                Map.of("Word", secret, "Data", List.of(PAYLOAD)));
        TestShells.failed(test.invoke("Get-ProbeThrow", Map.of()));
        test.output("Get-ProbeEcho", Map.of("Value", LAST));
    }

    private static void script(TestShells test, String text, Map<String, @Nullable Object> parameters) {
        TestShells.output(test.shells.perform(
                "exchange",
                new ShellWork.Script(
                        text, new ScriptPlace("logged.ps1", RealScripts.FIRST_LINE), "/", parameters, List.of()),
                new Attempt(TestShells.LONG, new Cancellation(), Events.NONE)));
    }

    private static void holdsNothing(String log) {
        byte[] utf8 = SECRET.getBytes(StandardCharsets.UTF_8);
        assertThat(log)
                .doesNotContain(SECRET)
                .doesNotContain(PAYLOAD)
                .doesNotContain(PAYLOAD.replace("payload", "output"))
                .doesNotContain(Base64.getEncoder().encodeToString(utf8).substring(0, 20))
                .doesNotContain("RW1 ");
    }

    @Test
    void theLogOfScriptBlocksAndOfModulesHoldsNoSecret() throws Exception {
        RealShell.executable();
        if (Files.exists(SYSTEM_LOG) || !Files.isWritable(SYSTEM_LOG.getParent())) {
            System.out.println("skipped: /dev/log is there, or cannot be made here");
        }
        Assumptions.assumeTrue(
                !Files.exists(SYSTEM_LOG) && Files.isWritable(SYSTEM_LOG.getParent()),
                "/dev/log is there, or cannot be made here");
        try (Log log = new Log()) {
            try (TestShells test = open("""
                    {"LogLevel": "verbose", "LogChannels": "Operational,Analytic", "PowerShellPolicies": {
                      "ScriptBlockLogging": {"EnableScriptBlockLogging": true},
                      "ModuleLogging": {"EnableModuleLogging": true, "ModuleNames": ["*"]}}}
                    """)) {
                use(test);
            }
            Assumptions.assumeTrue(log.end.await(30, TimeUnit.SECONDS), "this PowerShell writes no log here");
            String text = String.join("", log.pieces);
            assertThat(text).contains("Get-ProbeMany");
            holdsNothing(text);
        }
    }

    @Test
    void aTranscriptHoldsNoSecret() throws Exception {
        Path transcripts = Files.createDirectories(folder.resolve("transcripts"));
        try (TestShells test = open("""
                {"PowerShellPolicies": {"Transcription": {
                  "EnableTranscripting": true, "EnableInvocationHeader": true, "OutputDirectory": "%s"}}}
                """.formatted(transcripts))) {
            use(test);
        }
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(transcripts)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file));
            }
        }
        assertThat(text.toString()).contains("PowerShell");
        holdsNothing(text.toString());
    }
}
