package dev.runwright.powershell;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A connection to a named pipe on which a shell listens; .NET's named pipe is a socket file on Unix. Reading and writing may go on
 * at the same time on Unix only.
 */
final class LocalPipe implements Closeable {
    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final int LONGEST_SOCKET_PATH = 100;

    private final Closeable resource;
    private final InputStream input;
    private final OutputStream output;

    private LocalPipe(Closeable resource, InputStream input, OutputStream output) {
        this.resource = resource;
        this.input = input;
        this.output = output;
    }

    /** The name under which a shell is to listen; empty if the folder's path is too long for a socket. */
    static Optional<String> name(Path folder, String name) {
        if (WINDOWS) {
            return Optional.of(folder.getFileName() + "-" + name);
        }
        String path = folder.resolve(name).toString();
        return path.length() > LONGEST_SOCKET_PATH ? Optional.empty() : Optional.of(path);
    }

    /** Connects to the pipe of that name. */
    static LocalPipe connect(String name) throws IOException {
        if (WINDOWS) {
            RandomAccessFile file = new RandomAccessFile("\\\\.\\pipe\\" + name, "rw");
            FileChannel channel = file.getChannel();
            return new LocalPipe(file, Channels.newInputStream(channel), Channels.newOutputStream(channel));
        }
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(name));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return new LocalPipe(channel, Channels.newInputStream(channel), Channels.newOutputStream(channel));
    }

    InputStream input() {
        return input;
    }

    OutputStream output() {
        return output;
    }

    @Override
    public void close() throws IOException {
        resource.close();
    }
}
