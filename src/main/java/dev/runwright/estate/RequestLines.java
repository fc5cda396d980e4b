package dev.runwright.estate;

import dev.runwright.wire.Protocol;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the stand-in's requests come from: standard input, and after the boot line a socket, if the parent gave one. */
final class RequestLines implements AutoCloseable {
    private final @Nullable ServerSocketChannel server;
    private final String nonce;
    private BufferedReader reader;

    private RequestLines(@Nullable ServerSocketChannel server, String nonce, InputStream input) {
        this.server = server;
        this.nonce = nonce;
        this.reader = reader(input);
    }

    private static BufferedReader reader(InputStream input) {
        return new BufferedReader(new InputStreamReader(input, StandardCharsets.ISO_8859_1), 1 << 16);
    }

    static RequestLines open(Map<String, String> environment) throws IOException {
        String pipe = environment.get(Protocol.PIPE);
        ServerSocketChannel server = null;
        if (pipe != null && pipe.startsWith("/")) {
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(pipe));
        }
        return new RequestLines(server, environment.getOrDefault(Protocol.NONCE, "-"), System.in);
    }

    /** Whether requests will come by the socket once the boot line is answered. */
    boolean hasPipe() {
        return server != null;
    }

    /** The next line; null at the end. */
    @Nullable String next() throws IOException {
        return reader.readLine();
    }

    /**
     * Goes over from standard input to the socket, if there is one.
     *
     * @throws IOException if whoever connects does not know the session's nonce
     */
    void afterBoot() throws IOException {
        if (server == null) {
            return;
        }
        SocketChannel channel = server.accept();
        reader = reader(Channels.newInputStream(channel));
        if (!nonce.equals(reader.readLine())) {
            throw new IOException("a stranger connected to the request pipe");
        }
    }

    @Override
    public void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }
}
