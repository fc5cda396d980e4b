package dev.runwright.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cancellation;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Events;
import dev.runwright.engine.Outcome;
import dev.runwright.value.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class SmtpMailTest {
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-24T21:00:00Z"), ZoneOffset.UTC);
    private static final Message MESSAGE = mail("Done", "All is well.");

    @TempDir
    static Path folder;

    private static SSLContext context;

    @BeforeAll
    static void makeCertificate() throws IOException, InterruptedException, GeneralSecurityException {
        Path file = folder.resolve("keys.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String options =
                "-genkeypair -alias mail -keyalg EC -dname CN=localhost -ext san=dns:localhost -storetype PKCS12"
                        + " -storepass changeit -validity 3650 -keystore";
        List<String> command = new java.util.ArrayList<>(List.of(keytool));
        command.addAll(List.of(options.split(" ")));
        command.add(file.toString());
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory mine = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        mine.init(keys, "changeit".toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        context = SSLContext.getInstance("TLS");
        context.init(mine.getKeyManagers(), trusted.getTrustManagers(), null);
    }

    private static Message mail(String subject, String text) {
        return new Message(
                "mail",
                "mail",
                Map.of("to", List.of("anna@contoso.com", "ben@contoso.com"), "subject", subject, "text", text));
    }

    private static Outcome send(MailServer server, Message message) {
        return send(new Channel.Smtp("localhost", server.port(), false, null, null, null), message, null);
    }

    private static Outcome send(Channel.Smtp channel, Message message, SSLSocketFactory trusting) {
        return new SmtpMail(NOW, trusting).send(channel, message, "ops@contoso.com", attempt(Duration.ofSeconds(20)));
    }

    private static Attempt attempt(Duration timeout) {
        return new Attempt(timeout, new Cancellation(), Events.NONE);
    }

    @Test
    void aMailCarriesItsSubjectDateAndTextAndGoesToAll() throws IOException {
        try (MailServer server = new MailServer(null)) {
            assertThat(send(server, mail("Grüße", "Line one.\n.\nRSET\nLast."))).isInstanceOf(Outcome.Returned.class);
            assertThat(server.commands)
                    .contains("MAIL FROM:<ops@contoso.com>", "RCPT TO:<anna@contoso.com>", "RCPT TO:<ben@contoso.com>")
                    .doesNotContain("RSET");
            assertThat(server.mails)
                    .singleElement()
                    .asString()
                    .contains("Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=", "To: anna@contoso.com, ben@contoso.com")
                    .containsPattern("Date: \\w{3}, 2[45] Nov 2026 ")
                    .endsWith("\n\nLine one.\n.\nRSET\nLast.\n");
        }
    }

    @Test
    void aPasswordGoesOverAPrivateConnectionOnly() throws IOException {
        try (MailServer server = new MailServer(context)) {
            Channel.Smtp channel =
                    new Channel.Smtp("localhost", server.port(), true, "ops", new Secret("pw", "hunter2"), null);
            assertThat(send(channel, MESSAGE, context.getSocketFactory())).isInstanceOf(Outcome.Returned.class);
            assertThat(server.commands.stream().map(line -> line.split(" ", -1)[0]))
                    .containsSubsequence("STARTTLS", "AUTH", "MAIL");
            assertThat(server.mails).hasSize(1);
        }
    }

    @Test
    void aServerWithoutStartTlsGetsNeitherPasswordNorMail() throws IOException {
        try (MailServer server = new MailServer(null)) {
            Channel.Smtp channel =
                    new Channel.Smtp("localhost", server.port(), true, "ops", new Secret("pw", "hunter2"), null);
            Outcome.NotSent unsent = (Outcome.NotSent) send(channel, MESSAGE, context.getSocketFactory());
            assertThat(unsent.error().message()).contains("STARTTLS").contains("nothing was sent");
            assertThat(server.commands).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
        }
    }

    @ParameterizedTest
    @CsvSource({"localhost, false", "127.0.0.1, true"})
    void aCertificateThatIsNotTrustedOrOfAnotherNameIsRefused(String host, boolean trusted) throws IOException {
        try (MailServer server = new MailServer(context)) {
            Channel.Smtp channel =
                    new Channel.Smtp(host, server.port(), true, "ops", new Secret("pw", "hunter2"), null);
            assertThat(send(channel, MESSAGE, trusted ? context.getSocketFactory() : null))
                    .isInstanceOf(Outcome.NotSent.class);
            assertThat(server.commands).noneMatch(line -> line.startsWith("AUTH"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 451 later, THROTTLED",
        "RCPT, 550 5.1.1 nobody of that name, INVALID",
        "DATA, 554 no, INVALID",
        ".,    552 too large, INVALID",
        "MAIL, break, UNREACHABLE",
        "DATA, break, UNREACHABLE"
    })
    void whatTheServerRefusesOrNeverHeardWasNotSent(String verb, String answer, ErrorClass kind) throws IOException {
        try (MailServer server = new MailServer(null)) {
            server.answer(verb, answer);
            Outcome.NotSent unsent = (Outcome.NotSent) send(server, MESSAGE);
            assertThat(unsent.error().kind()).isEqualTo(kind);
            assertThat(unsent.error().message()).startsWith("localhost ").endsWith("nothing was sent.");
        }
    }

    @Test
    void aConnectionThatBreaksAfterTheTextLeavesItUnknownWhetherTheMailCame() throws IOException {
        try (MailServer server = new MailServer(null)) {
            server.answer(".", MailServer.BREAK);
            assertThat(send(server, MESSAGE)).isInstanceOf(Outcome.Unknown.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "."})
    void aServerThatSaysNothingIsGivenUpInTime(String verb) throws IOException {
        try (MailServer server = new MailServer(null)) {
            server.answer(verb, MailServer.SILENCE);
            Channel.Smtp channel = new Channel.Smtp("localhost", server.port(), false, null, null, null);
            Outcome outcome =
                    new SmtpMail(NOW, null).send(channel, MESSAGE, "ops@contoso.com", attempt(Duration.ofMillis(700)));
            assertThat(outcome).isInstanceOf(verb.equals(".") ? Outcome.Unknown.class : Outcome.NotSent.class);
        }
    }

    @Test
    void aPersonWhoStopsTheStepCutsTheConnection() throws IOException {
        try (MailServer server = new MailServer(null)) {
            Cancellation cancellation = new Cancellation();
            cancellation.request();
            cancellation.request();
            Channel.Smtp channel = new Channel.Smtp("localhost", server.port(), false, null, null, null);
            Attempt stopped = new Attempt(Duration.ofSeconds(20), cancellation, Events.NONE);
            assertThat(new SmtpMail(NOW, null).send(channel, MESSAGE, "ops@contoso.com", stopped))
                    .isInstanceOf(Outcome.NotSent.class);
            assertThat(server.mails).isEmpty();
        }
    }

    @Test
    void aServerThatIsNotThereOrRefusesTheUserGotNothing() throws IOException {
        MailServer gone;
        try (MailServer server = new MailServer(context)) {
            gone = server;
            server.answer("AUTH", "535 wrong");
            Channel.Smtp channel =
                    new Channel.Smtp("localhost", server.port(), true, "ops", new Secret("pw", "hunter2"), null);
            Outcome.NotSent refused = (Outcome.NotSent) send(channel, MESSAGE, context.getSocketFactory());
            assertThat(refused.error().kind()).isEqualTo(ErrorClass.DENIED);
        }
        assertThat(send(gone, MESSAGE)).isInstanceOf(Outcome.NotSent.class);
    }
}
