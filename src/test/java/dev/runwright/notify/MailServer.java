package dev.runwright.notify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.NullUnmarked;

/** A small SMTP server on this machine: it keeps what it takes, and answers a command as it is told to. */
@NullUnmarked
final class MailServer implements AutoCloseable {
    /** As an answer: the connection ends instead. */
    static final String BREAK = "break";

    /** As an answer: nothing is said, and the connection stays. */
    static final String SILENCE = "silence";

    final List<String> commands = new CopyOnWriteArrayList<>();
    final List<String> mails = new CopyOnWriteArrayList<>();
    private final Map<String, String> told = new ConcurrentHashMap<>();
    private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final SSLContext tls;

    /** A server; with {@code tls} null it does not offer STARTTLS. */
    MailServer(SSLContext tls) throws IOException {
        this.tls = tls;
        Thread thread = new Thread(this::serve, "mail-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    /** What the first word of a command, or {@code .} after the text, is answered with. */
    void answer(String verb, String answer) {
        told.put(verb, answer);
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept()) {
                talk(socket);
            } catch (IOException e) {
                java.util.Objects.requireNonNull(e); // the client or the test has gone
            }
        }
    }

    private void talk(Socket first) throws IOException {
        Socket socket = first;
        BufferedReader in = reader(socket);
        say(socket, "220 mail.contoso.test ESMTP");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            commands.add(line);
            String verb = line.split(" ", 2)[0].toUpperCase(java.util.Locale.ROOT);
            if (!say(socket, told.getOrDefault(verb, standard(verb, socket)))) {
                return;
            }
            if (verb.equals("STARTTLS") && tls != null) {
                socket = secured(socket);
                in = reader(socket);
            }
            if (verb.equals("DATA") && !told.containsKey(verb)) {
                mails.add(text(in));
                if (!say(socket, told.getOrDefault(".", "250 taken"))) {
                    return;
                }
            }
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private Socket secured(Socket socket) throws IOException {
        SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        secure.setUseClientMode(false);
        secure.startHandshake();
        return secure;
    }

    private String standard(String verb, Socket socket) {
        return switch (verb) {
            case "EHLO" ->
                "250-mail.contoso.test\r\n"
                        + (tls == null || socket instanceof SSLSocket ? "" : "250-STARTTLS\r\n")
                        + "250 AUTH PLAIN";
            case "DATA" -> "354 go on";
            case "AUTH" -> "235 welcome";
            case "STARTTLS" -> tls == null ? "502 no" : "220 go on";
            default -> "250 ok";
        };
    }

    /** Whether the talk goes on. */
    private static boolean say(Socket socket, String answer) throws IOException {
        if (answer.equals(SILENCE)) {
            return socket.getInputStream().read() >= 0;
        }
        if (!answer.equals(BREAK)) {
            socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }
        return !answer.equals(BREAK);
    }

    private static String text(BufferedReader in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            text.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
        }
        return text.toString();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
