package dev.runwright.app;

import dev.runwright.engine.Spill;
import dev.runwright.text.RunwrightException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What steps said beyond the limits of their replies, in {@code spill/RUN} of the home, with the rights of the journal: its owner's
 * alone, or the team's whose home it is. Each file is bounded too.
 */
record SpillFolder(HomeFolder home, long limit) implements Spill {
    /** The folder's name in the home. */
    static final String NAME = "spill";

    private static final long LIMIT = 256L << 20;
    private static final int LONGEST_NAME = 120;

    SpillFolder(HomeFolder home) {
        this(home, LIMIT);
    }

    @Override
    public Sink open(String run, String name) {
        return new FileSink(run, name);
    }

    /** A file of that name, or with a number behind it if the step said too much before. */
    private Path file(String run, String name, int number) {
        String plain = name.replace('/', '.').replaceAll("[^A-Za-z0-9._@-]", "_");
        String kept = plain.substring(Math.max(0, plain.length() - LONGEST_NAME));
        home.make(NAME);
        return home.make(NAME + "/" + run).resolve(kept + (number > 1 ? "-" + number : "") + ".txt");
    }

    private OutputStream create(Path file) throws IOException {
        FileAttribute<?>[] rights = Surroundings.isWindows()
                ? new FileAttribute<?>[0]
                : new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(home.fileRights()))
                };
        return Channels.newOutputStream(
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), rights));
    }

    private final class FileSink implements Sink {
        private final String run;
        private final String name;
        private @Nullable Path file;
        private @Nullable OutputStream out;
        private @Nullable String problem;
        private long written;

        FileSink(String run, String name) {
            this.run = run;
            this.name = name;
        }

        @Override
        public synchronized void write(byte[] bytes, int length) {
            int room = (int) Math.min(length, limit - Math.min(limit, written));
            written += length;
            if (room == 0 || problem != null) {
                return;
            }
            try {
                opened().write(bytes, 0, room);
            } catch (IOException | RunwrightException e) {
                problem = String.valueOf(e.getMessage());
            }
        }

        private OutputStream opened() throws IOException {
            for (int number = 1; out == null; number++) {
                Path next = file(run, name, number);
                if (!Files.exists(next)) {
                    out = create(next);
                    file = next;
                }
            }
            return out;
        }

        @Override
        public synchronized String end() {
            try {
                if (out != null) {
                    out.close();
                }
            } catch (IOException e) {
                problem = String.valueOf(e.getMessage());
            }
            if (problem != null) {
                return "the rest could not be kept in a file: " + problem;
            }
            if (file == null) {
                return Sink.NONE.end();
            }
            return written <= limit
                    ? "all of it is in " + file
                    : String.format("the first %,d bytes of it are in %s, the rest is only counted", limit, file);
        }
    }
}
