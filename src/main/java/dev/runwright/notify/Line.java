package dev.runwright.notify;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;

/** The connections of one sending, so that they can be cut while it waits. Thread-safe. */
final class Line extends SocketFactory {
    private final List<Socket> open = new ArrayList<>();
    private boolean cut;
    private boolean outOfTime;

    /** Ends the sending now; again does nothing. */
    synchronized void cut() {
        cut = true;
        for (Socket socket : open) {
            close(socket);
        }
        open.clear();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            return; // it is of no use any more either way
        }
    }

    /** Cuts it because it took too long. */
    synchronized void outOfTime() {
        outOfTime = true;
        cut();
    }

    synchronized boolean isOutOfTime() {
        return outOfTime;
    }

    @Override
    public synchronized Socket createSocket() throws IOException {
        if (cut) {
            throw new SocketException("The sending was stopped");
        }
        Socket socket = new Socket();
        open.add(socket);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        throw onlyUnconnected();
    }

    private static IOException onlyUnconnected() {
        return new SocketException("Connections are made unconnected, so that their time is limited");
    }
}
