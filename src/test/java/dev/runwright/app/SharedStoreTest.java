package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.store.Line;
import dev.runwright.store.PostgresForTests;
import dev.runwright.store.PostgresServer;
import dev.runwright.value.Data;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line over a PostgreSQL database. */
@NullUnmarked
class SharedStoreTest {
    private static final String TIP = """
            runwright: 1
            runbook: tip
            title: One change
            steps:
            - id: tip
              cmdlet: Set-Mailbox
              with: {Identity: carla@contoso.com, MailTip: Away}
              state: Get-Mailbox
            """;

    @TempDir
    Path folder;

    private PostgresServer server;
    private Line line;
    private Tool tool;
    private String file;

    @BeforeEach
    void configured() throws IOException {
        server = PostgresForTests.database();
        line = new Line(server);
        tool = new Tool(folder);
        configure(line.server());
        file = tool.write("tip.yaml", TIP);
    }

    private void configure(PostgresServer store) throws IOException {
        tool.config("runwright.yaml", store, "retention: {outputs: 1d}\n");
    }

    @AfterEach
    void gone() throws IOException {
        line.close();
        PostgresForTests.drop(server);
    }

    private Tool.Done done(int code, String... arguments) {
        Tool.Done done = tool.run(arguments);
        assertThat(done.code()).as(done.out() + done.err()).isEqualTo(code);
        return done;
    }

    @Test
    void aRunAndItsWayBackAreInTheDatabaseAndInNoFile() {
        done(0, "rehearse", file, "--reason", "test");
        assertThat(done(0, "show", "last", "-o", "json").document()).containsEntry("state", "succeeded");
        done(0, "undo", "last", "--all");
        assertThat(done(0, "runs", "-o", "json").list()).hasSize(2);
        done(0, "audit", "verify");
        assertThat(folder.resolve("home/runwright.db")).doesNotExist();
    }

    @Test
    void aBackupIsTheSameFileAsEverAndFillsAnEmptyDatabaseOrAnEmptyFolder() throws IOException {
        done(0, "rehearse", file);
        String backup = folder.resolve("backup.zip").toString();
        assertThat(done(0, "backup", backup).out()).contains("1 runs");
        assertThat(done(6, "restore", backup, "--force").err()).contains("only an empty database is filled");
        Object shown = done(0, "audit", "last", "-o", "json").list();
        PostgresServer other = PostgresForTests.database();
        configure(other);
        assertThat(done(0, "restore", backup).out()).contains("Restored: 1 runs");
        assertThat(done(0, "audit", "last", "-o", "json").list()).isEqualTo(shown);
        done(0, "audit", "verify");
        done(0, "rehearse", file);
        PostgresForTests.drop(other);
        Files.delete(folder.resolve("runwright.yaml"));
        assertThat(done(0, "restore", backup).out()).contains("Restored: 1 runs");
        assertThat(done(0, "audit", "last", "-o", "json").list()).isEqualTo(shown);
    }

    @Test
    void outputsAreDroppedFromTheDatabaseToo() throws IOException {
        String reads = tool.write(
                "reads.yaml", "runwright: 1\nrunbook: reads\ntitle: Reads\nsteps: [{id: all, cmdlet: Get-Mailbox}]\n");
        done(0, "rehearse", reads);
        tool.clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(3));
        assertThat(Data.list(done(0, "prune", "-o", "json").document().get("outputs")))
                .isNotEmpty();
        assertThat(Data.list(done(0, "prune", "-o", "json").document().get("outputs")))
                .isEmpty();
        done(0, "audit", "verify");
    }

    @Test
    void aDatabaseThatIsGoneIsSaidByEachCommandAndNothingIsDone() throws IOException {
        done(0, "rehearse", file);
        tool.environment.put("DB_PASSWORD", "unused-here");
        line.close();
        for (List<String> command : List.of(List.of("rehearse", file), List.of("runs"), List.of("audit", "verify"))) {
            Tool.Done done = done(1, command.toArray(String[]::new));
            assertThat(done.err())
                    .contains("The journal in the database //127.0.0.1:")
                    .contains("cannot be reached")
                    .doesNotContain("unused-here")
                    .doesNotContain("  at ");
        }
        assertThat(tool.run("doctor").out()).containsPattern("missing +store: The journal in the database");
    }

    @Test
    void aPasswordThatIsNotThereIsSaid() {
        tool.environment.remove("DB_PASSWORD");
        assertThat(done(2, "runs").err()).contains("The password of 'store' is not there: env DB_PASSWORD");
    }
}
