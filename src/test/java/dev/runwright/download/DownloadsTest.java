package dev.runwright.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.Cancellation;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Events;
import dev.runwright.engine.StepError;
import dev.runwright.value.Json;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class DownloadsTest extends DownloadCase {
    @Test
    void aFileIsThereWithItsOriginBesideIt() throws Exception {
        server.then(ALL, FILE);
        assertThat(saved())
                .containsEntry("size", 300_000L)
                .containsEntry("resumed", false)
                .containsEntry("unchanged", false);
        Map<String, Object> origin = Json.readObject(Files.readString(folder.resolve("update.exe.origin.json")));
        assertThat(origin)
                .containsEntry("url", server.url("/update.exe"))
                .containsEntry("size", 300_000L)
                .containsEntry("when", "1970-01-01T00:00:00Z");
        assertThat(events).extracting(Events.Event::percent).endsWith(100).doesNotHaveDuplicates();
    }

    @Test
    void aConnectionThatBreaksIsGoneOnWithWhereItBroke() throws Exception {
        server.then(ALL, part(FILE, 0, 200_000));
        assertThat(failed().kind()).isEqualTo(ErrorClass.UNREACHABLE);
        assertThat(files()).containsExactly("update.exe.part", "update.exe.part.json");
        server.then(
                "HTTP/1.1 206 Partial; Content-Length: 100000; Content-Range: bytes 200000-299999/300000; ETag: \"a\"",
                part(FILE, 200_000, 300_000));
        assertThat(saved()).containsEntry("resumed", true);
        assertThat(server.requests().get(1)).contains("Range: bytes=200000-\n").contains("If-Range: \"a\"\n");
    }

    @Test
    void aServerThatSendsAllAgainIsHeardFromTheBeginning() throws Exception {
        server.then(ALL, part(FILE, 0, 200_000)).then(ALL, FILE);
        failed();
        assertThat(saved()).containsEntry("resumed", false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 206 Partial; Content-Length: 100000; Content-Range: bytes 200000-299999/300000; ETag: \"b\"",
                "HTTP/1.1 206 Partial; Content-Length: 100000; Content-Range: bytes 100000-199999/300000; ETag: \"a\"",
                "HTTP/1.1 206 Partial; Content-Length: 100000; Content-Range: bytes 200000-299999/300000; ETag: \"a\"",
                "HTTP/1.1 416 No; Content-Length: 100000"
            })
    void aFileThatWasChangedBetweenRangesIsFetchedAnew(String head) throws Exception {
        server.then(ALL, part(OTHER, 0, 200_000))
                .then(head, part(FILE, 200_000, 300_000))
                .then(ALL, FILE);
        failed();
        assertThat(saved()).containsEntry("resumed", false);
        assertThat(server.requests().get(2)).doesNotContain("Range");
    }

    @Test
    void aPartOfAnotherAddressOrWithoutAVersionIsNotUsed() throws Exception {
        Files.write(folder.resolve("update.exe.part"), OTHER);
        Files.writeString(folder.resolve("update.exe.part.json"), "{\"url\": \"http://else/\", \"version\": \"a\"}");
        server.then(ALL, FILE);
        assertThat(saved()).containsEntry("resumed", false);
        assertThat(server.requests().get(0)).doesNotContain("Range");
    }

    @Test
    void aCutFileThatTheServerCannotTellFromAnotherLeavesNothing() throws Exception {
        server.then("HTTP/1.1 200 OK; Content-Length: 300000", part(FILE, 0, 200_000));
        assertThat(failed().kind()).isEqualTo(ErrorClass.UNREACHABLE);
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"400000, UNREACHABLE", "200000, INVALID"})
    void aWrongLengthIsFound(String length, ErrorClass kind) throws Exception {
        server.then("HTTP/1.1 200 OK; Content-Length: " + length, FILE);
        assertThat(failed().kind()).isEqualTo(kind);
        assertThat(files()).isEmpty();
    }

    @Test
    void anotherSizeThanAskedForIsFoundBeforeTheFileIsFetched() throws Exception {
        more.put("Size", "1 MB");
        server.then(ALL, FILE);
        assertThat(failed().message()).contains("300000 bytes on the server; expected 1048576");
        assertThat(files()).isEmpty();
    }

    @Test
    void aFileWithoutLengthHashOrSizeIsRefusedForItCouldBeCut() throws Exception {
        more.remove("Sha256");
        server.then("HTTP/1.1 200 OK; ETag: \"a\"", FILE);
        assertThat(failed().message()).contains("does not say how long");
        assertThat(files()).isEmpty();
    }

    @Test
    void anotherContentIsNeverPutInPlace() throws Exception {
        server.then(ALL, OTHER);
        assertThat(failed().message()).startsWith("What came is not the file: its SHA-256 is ");
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"404, NOT_FOUND", "407, DENIED", "403, DENIED", "429, THROTTLED", "503, THROTTLED", "500, UNREACHABLE"})
    void aRefusalHasItsClass(String status, ErrorClass kind) throws Exception {
        server.then("HTTP/1.1 " + status + " No; Content-Length: 0; Retry-After: 7", new byte[0]);
        StepError error = failed();
        assertThat(error.kind()).isEqualTo(kind);
        assertThat(files()).isEmpty();
        if (kind == ErrorClass.THROTTLED) {
            assertThat(error.details()).containsEntry("retry_after", 7.0);
        }
    }

    @Test
    void aTimeToWaitThatIsADateCountsFromTheServersOwn() {
        server.then(
                "HTTP/1.1 429 No; Content-Length: 0; Date: Mon, 02 Nov 2026 08:00:00 GMT; Retry-After: Mon, 02 Nov 2026 08:01:30 GMT",
                new byte[0]);
        assertThat(failed().details()).containsEntry("retry_after", 90.0);
    }

    @Test
    void aRedirectGoesToAllowedHostsOnly() throws Exception {
        String elsewhere = "HTTP/1.1 302 Found; Content-Length: 0; Location: http://files.example.com/x";
        server.then(elsewhere, new byte[0]);
        StepError error = failed();
        assertThat(error.kind()).isEqualTo(ErrorClass.DENIED);
        assertThat(error.message()).contains("files.example.com").contains("not among 'redirects'");
        assertThat(server.requests()).hasSize(1);
        more.put("Redirects", List.of("*.example.com"));
        route = url -> URI.create(server.url(url.getPath()));
        server.then(elsewhere, new byte[0]).then(ALL, FILE);
        saved();
        assertThat(Json.readObject(Files.readString(folder.resolve("update.exe.origin.json"))))
                .containsEntry("final_url", "http://files.example.com/x");
    }

    @Test
    void aRedirectNeverLeavesHttps() throws Exception {
        more.put("Url", "https://files.example.com/x");
        more.put("Redirects", List.of("files.example.com"));
        route = url -> URI.create(server.url(url.getPath()));
        server.then("HTTP/1.1 301 Moved; Content-Length: 0; Location: http://files.example.com/x", new byte[0]);
        assertThat(failed().message()).contains("it leaves https");
    }

    @Test
    void aServerThatSaysNothingMoreIsLeftAtTheTimeLimitAndThePartStays() throws Exception {
        timeout = Duration.ofSeconds(2);
        server.thenStalls(ALL, part(FILE, 0, 100_000));
        assertThat(failed().kind()).isEqualTo(ErrorClass.TIMEOUT);
        assertThat(files()).containsExactly("update.exe.part", "update.exe.part.json");
    }

    @Test
    void aCancelledRunStopsItAndThePartStays() throws Exception {
        server.thenStalls(ALL, part(FILE, 0, 100_000));
        Cancellation wish = cancellation;
        more.put("Path", target().toString());
        Thread person = new Thread(() -> {
            while (server.requests().isEmpty() || !Files.exists(folder.resolve("update.exe.part.json"))) {
                Thread.onSpinWait();
            }
            wish.request();
            wish.request();
        });
        person.start();
        assertThat(failed().message()).contains("cancelled");
        person.join();
    }

    @Test
    void aFullDiskLeavesNoWrongFile() throws Exception {
        disk = new SmallDisk(150_000, Long.MAX_VALUE);
        server.then(ALL, FILE);
        assertThat(failed().message()).contains("No space left");
        assertThat(files()).isEmpty();
    }

    @Test
    void aDiskWithoutRoomIsFoundBeforeTheFileIsFetched() throws Exception {
        disk = new SmallDisk(1_000_000, 310_000);
        more.put("MinFree", "20 KB");
        server.then(ALL, FILE);
        assertThat(failed().message()).contains("310000 bytes are free, 320480 are needed");
        assertThat(files()).isEmpty();
    }

    @Test
    void aServerThatIsNotThereIsUnreachable() throws Exception {
        more.put("Url", server.url("/x"));
        server.close();
        assertThat(failed().kind()).isEqualTo(ErrorClass.UNREACHABLE);
        assertThat(files()).isEmpty();
    }

    @Test
    void aSignerIsProvedByTheHostOrByAPinnedHash() throws Exception {
        more.put("SignedBy", "Microsoft Corporation");
        server.then(ALL, FILE);
        assertThat(saved()).containsEntry("signer", null);
        Files.delete(target());
        Files.delete(folder.resolve("update.exe.origin.json"));
        more.remove("Sha256");
        assertThat(failed().message()).contains("cannot tell who signed a file");
        signatures = new Signed("Valid", "CN=Microsoft Corporation, O=Microsoft Corporation, C=US");
        server.then(ALL, FILE);
        assertThat(saved().get("signer")).asString().contains("O=Microsoft Corporation");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"Valid|CN=x, O=Microsoft Corporation Ltd", "NotSigned|", "HashMismatch|O=Microsoft Corporation"})
    void anotherSignerIsRefused(String status, String signer) throws Exception {
        more.put("SignedBy", "Microsoft Corporation");
        more.remove("Sha256");
        signatures = new Signed(status, signer == null ? "" : signer);
        server.then(ALL, FILE);
        assertThat(failed().kind()).isEqualTo(ErrorClass.DENIED);
        assertThat(files()).isEmpty();
    }
}
