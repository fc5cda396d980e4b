package dev.runwright.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;

/** A disk that says how much is free, and takes so many bytes before it is full. */
@NullUnmarked
class SmallDisk implements Disk {
    private final long room;
    private final long free;

    SmallDisk(long room, long free) {
        this.room = room;
        this.free = free;
    }

    @Override
    public void persist(SeekableByteChannel part) throws IOException {}

    @Override
    public long usable(Path folder) {
        return free;
    }

    @Override
    public SeekableByteChannel open(Path part) throws IOException {
        FileChannel real = (FileChannel) Disk.REAL.open(part);
        return new SeekableByteChannel() {
            @Override
            public int write(ByteBuffer source) throws IOException {
                if (real.position() + source.remaining() > room) {
                    throw new IOException("No space left on device");
                }
                return real.write(source);
            }

            @Override
            public int read(ByteBuffer target) throws IOException {
                return real.read(target);
            }

            @Override
            public long position() throws IOException {
                return real.position();
            }

            @Override
            public SeekableByteChannel position(long position) throws IOException {
                real.position(position);
                return this;
            }

            @Override
            public long size() throws IOException {
                return real.size();
            }

            @Override
            public SeekableByteChannel truncate(long size) throws IOException {
                real.truncate(size);
                return this;
            }

            @Override
            public boolean isOpen() {
                return real.isOpen();
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }
}
