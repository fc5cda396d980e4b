package dev.runwright.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The disk that files are written to. Thread-safe. */
interface Disk {
    /** This machine's. */
    Disk REAL = new Disk() {
        @Override
        public SeekableByteChannel open(Path part) throws IOException {
            FileChannel channel = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() != null) {
                    return channel;
                }
            } catch (OverlappingFileLockException e) {
                channel.close();
                throw new Busy(part, e);
            }
            channel.close();
            throw new Busy(part, null);
        }

        @Override
        public long usable(Path folder) throws IOException {
            return Files.getFileStore(folder).getUsableSpace();
        }
    };

    /**
     * Opens a file to be read and written, for this process alone.
     *
     * @throws Busy if another download writes it
     */
    SeekableByteChannel open(Path part) throws IOException;

    /** How many bytes this user may still write in a folder. */
    long usable(Path folder) throws IOException;

    /** Another download writes the same file. */
    final class Busy extends IOException {
        private static final long serialVersionUID = 1;

        Busy(Path part, @org.jspecify.annotations.Nullable Throwable cause) {
            super(part + " is written by another download", cause);
        }
    }
}
