package dev.runwright.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The disk that files are written to. Thread-safe. */
interface Disk {
    /** The byte that is locked: beyond all content, because Windows lets nobody read what is locked. */
    long BEYOND = Long.MAX_VALUE - 1;

    /** This machine's. */
    Disk REAL = new Disk() {
        @Override
        public SeekableByteChannel open(Path part) throws IOException {
            FileChannel channel = locked(part);
            if (Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
                return channel;
            }
            channel.close(); // another download has just put it in place
            return locked(part);
        }

        private FileChannel locked(Path part) throws IOException {
            FileChannel channel = FileChannel.open(
                    part,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            try {
                if (channel.tryLock(BEYOND, 1, false) != null) {
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
        public void persist(SeekableByteChannel part) throws IOException {
            ((FileChannel) part).force(true);
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

    /** Makes what was written outlive a loss of power. */
    void persist(SeekableByteChannel part) throws IOException;

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
