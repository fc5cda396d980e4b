package dev.runwright.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;

/** The line to a database, which a test can cut and mend, or on which packets stay for as long as it wants. */
@NullUnmarked
public final class Line implements AutoCloseable {
    private static final Pattern HOST = Pattern.compile("//([^:/]+):(\\d+)/");

    private final ServerSocket door;
    private final PostgresServer beyond;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private final Object valve = new Object();
    private volatile boolean cut;
    private boolean held;

    /** A line to a database. */
    public Line(PostgresServer beyond) throws IOException {
        this.beyond = beyond;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** The database at this end of the line. */
    public PostgresServer server() {
        String url = HOST.matcher(beyond.url()).replaceFirst("//127.0.0.1:" + door.getLocalPort() + "/");
        return new PostgresServer(url, beyond.user(), beyond.password());
    }

    /** From now on nothing gets through. */
    public void cut() throws IOException {
        cut = true;
        for (Closeable one : open) {
            one.close();
        }
        open.clear();
    }

    /** New connections get through again. */
    public void mend() {
        cut = false;
    }

    /** From now on nothing gets through, and nobody is told: no end, no error. */
    public void hold() {
        synchronized (valve) {
            held = true;
        }
    }

    /** What stayed on the way gets through now. */
    public void release() {
        synchronized (valve) {
            held = false;
            valve.notifyAll();
        }
    }

    private void awaitOpen() throws IOException {
        synchronized (valve) {
            while (held) {
                try {
                    valve.wait();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        }
    }

    private void accept() throws IOException {
        Matcher host = HOST.matcher(beyond.url());
        if (!host.find()) {
            throw new IOException("no host in the URL");
        }
        while (!door.isClosed()) {
            Socket here = door.accept();
            open.add(here);
            if (cut) {
                here.close();
                continue;
            }
            Socket there = new Socket();
            open.add(there);
            there.connect(new InetSocketAddress(host.group(1), Integer.parseInt(host.group(2))));
            here.setTcpNoDelay(true);
            there.setTcpNoDelay(true);
            start(() -> pass(here, there));
            start(() -> pass(there, here));
        }
    }

    private void pass(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[8192];
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                awaitOpen();
                out.write(bytes, 0, length);
            }
        }
    }

    /** What is done until it is closed. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // it was closed
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
        release();
    }
}
