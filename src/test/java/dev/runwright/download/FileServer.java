package dev.runwright.download;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.NullUnmarked;

/** A web server on a raw socket: each request is answered by the next of its scripted answers, byte for byte. */
@NullUnmarked
final class FileServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch closed = new CountDownLatch(1);

    /** One answer. */
    interface Script {
        void answer(String request, OutputStream out) throws IOException, InterruptedException;
    }

    FileServer() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "file-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
                StringBuilder request = new StringBuilder();
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    request.append(line).append('\n');
                }
                requests.add(request.toString());
                Script script = scripts.poll();
                if (script != null) {
                    script.answer(request.toString(), client.getOutputStream());
                    client.getOutputStream().flush();
                }
            } catch (IOException e) {
                requests.add("broken: " + e.getMessage());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    String url(String path) {
        return "http://127.0.0.1:" + socket.getLocalPort() + path;
    }

    /** What was asked, request by request. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** The next answer: status line and headers with blanks between lines, then a body. */
    FileServer then(String head, byte[] body) {
        scripts.add((request, out) -> {
            out.write((head.replace("; ", "\r\n") + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
        });
        return this;
    }

    /** The next answer sends what it has and then says nothing more until the test ends. */
    FileServer thenStalls(String head, byte[] body) {
        scripts.add((request, out) -> {
            out.write((head.replace("; ", "\r\n") + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
            closed.await();
        });
        return this;
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
    }
}
