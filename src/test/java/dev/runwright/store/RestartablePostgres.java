package dev.runwright.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Assumptions;

/** A PostgreSQL of a test's own, which it stops and starts again: at the same port, with what was on its disk. */
@NullUnmarked
public final class RestartablePostgres implements AutoCloseable {
    private final Path folder;
    private final int port;
    private EmbeddedPostgres server;

    /** Starts it. */
    public RestartablePostgres(Path folder) throws IOException {
        Assumptions.assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "an embedded PostgreSQL");
        this.folder = folder;
        server = EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .start();
        port = server.getPort();
    }

    /** Where it is. */
    public PostgresServer server() {
        return new PostgresServer("jdbc:postgresql://localhost:" + port + "/postgres?user=postgres", null, null);
    }

    /** Stops it, as a restart of its machine would. */
    public void stop() throws IOException {
        server.close();
        server = null;
    }

    /** Starts it again. */
    public void start() throws IOException {
        server = EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    @Override
    public void close() throws IOException {
        if (server != null) {
            stop();
        }
    }
}
