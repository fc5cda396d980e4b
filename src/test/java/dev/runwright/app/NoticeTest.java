package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.runwright.value.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is told that a run ended badly, by a real server and a real program. */
@NullUnmarked
class NoticeTest {
    private static final String FAILS = """
            runwright: 1
            runbook: fails
            title: It fails
            inputs:
              pw: {type: secret}
              word: {type: text}
            steps:
              - id: never
                assert: ${{ false }}
                else: The word is ${{ inputs.word }}.
            """;

    @TempDir
    Path folder;

    private final List<String> posted = new CopyOnWriteArrayList<>();
    private Tool tool;
    private HttpServer server;
    private int status = 204;
    private String file;

    @BeforeEach
    void listen() throws IOException {
        tool = new Tool(folder);
        tool.environment.put("PW", "hunter2-hunter2");
        file = tool.write("fails.yaml", FAILS);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String webhook() {
        return "webhook: 'http://127.0.0.1:" + server.getAddress().getPort() + "/key'";
    }

    private Tool.Done run(String notice) throws IOException {
        String estate = System.getProperty("runwright.install") + "/examples/estates/contoso.yaml";
        tool.write("runwright.yaml", """
                runwright: 1
                default_profile: sandbox
                profiles:
                  sandbox:
                    estate: '%s'
                    notice: {%s}
                """.formatted(estate, notice));
        return tool.run("run", file, "-i", "pw=env:PW", "-i", "word=hunter2-hunter2", "--ticket", "T-1", "-o", "json");
    }

    @Test
    void aFailedRunIsPostedWithoutItsSecrets() throws IOException {
        Tool.Done done = run("rehearsals: true, " + webhook());
        assertThat(done.code()).as(done.err()).isEqualTo(1);
        assertThat(done.err()).doesNotContain("warning");
        Map<String, Object> document = Json.readObject(posted.get(0));
        assertThat(document)
                .containsEntry("run", done.document().get("run"))
                .containsEntry("runbook", "fails")
                .containsEntry("state", "failed")
                .containsEntry("ticket", "T-1")
                .containsEntry("problem", "The word is ***.")
                .containsEntry("command", "runwright show " + document.get("run"))
                .containsKeys("actor", "world", "recap");
        assertThat(posted).singleElement().asString().doesNotContain("hunter2");
    }

    @Test
    void whatIsNotAskedForIsNotTold() throws IOException {
        assertThat(run(webhook()).code()).isEqualTo(1);
        assertThat(run("rehearsals: true, on: [unknown, waiting], " + webhook()).code())
                .isEqualTo(1);
        assertThat(posted).isEmpty();
    }

    @Test
    void aNoticeThatFailsIsAWarningWithoutTheAddressAndChangesNoExitCode() throws IOException {
        status = 500;
        Tool.Done done = run("rehearsals: true, " + webhook());
        assertThat(done.code()).isEqualTo(1);
        assertThat(done.err())
                .contains("warning: The notice webhook on 127.0.0.1 answered with status 500.")
                .doesNotContain("/key");
        server.stop(0);
        Tool.Done unreachable = run("rehearsals: true, program: [/no/such/program], " + webhook());
        assertThat(unreachable.code()).isEqualTo(1);
        assertThat(unreachable.err())
                .contains("warning: The notice program /no/such/program could not be started")
                .contains("warning: The notice webhook on 127.0.0.1 could not be reached");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aProgramGetsTheDocumentAsItsInput() throws IOException {
        Tool.Done done = run("rehearsals: true, on: failed, program: [cp, /dev/stdin, told.json]");
        assertThat(done.err()).doesNotContain("warning");
        String told = Files.readString(folder.resolve("told.json"));
        assertThat(Json.readObject(told)).containsEntry("state", "failed");
        assertThat(run("rehearsals: true, program: ['false']").err()).contains("ended with exit code 1.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "on: [faild], program: [a] | Did you mean 'failed'?",
                "on: failed | 'notice' needs 'program', 'webhook' or both",
                "webhok: a, program: [a] | Did you mean 'webhook'?",
                "webhook: 'http://example.com/' | must be an https address",
                "webhook: nowhere | must be an https address",
                "program: [a], rehearsals: 3 | must be true or false"
            })
    void aWrongNoticeIsRefused(String notice, String sentence) throws IOException {
        Tool.Done done = run(notice);
        assertThat(done.code()).isEqualTo(2);
        assertThat(done.err()).contains(sentence);
    }
}
