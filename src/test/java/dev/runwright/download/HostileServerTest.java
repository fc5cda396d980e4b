package dev.runwright.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Outcome;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that lie and disks that fail where no hash is pinned: a wrong file is never in place. */
@NullUnmarked
class HostileServerTest extends DownloadCase {
    private static final String REST = "HTTP/1.1 206 Partial; Content-Length: 100000; ";

    @Test
    void aFileOfAnotherLengthUnderTheSameTagIsFetchedAnew() throws Exception {
        more.remove("Sha256");
        server.then(ALL, part(OTHER, 0, 200_000))
                .then(REST + "Content-Range: bytes 200000-299999/300001; ETag: \"a\"", part(FILE, 200_000, 300_000))
                .then(ALL, FILE);
        failed();
        assertThat(saved()).containsEntry("resumed", false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Date: Mon, 02 Nov 2026 08:00:30 GMT; Last-Modified: Mon, 02 Nov 2026 08:00:00 GMT",
                "Last-Modified: Mon, 02 Nov 2026 08:00:00 GMT",
                "ETag: W/\"a\""
            })
    void aVersionThatMayHaveChangedWithinItsSecondIsNoReasonToGoOn(String version) throws Exception {
        more.remove("Sha256");
        server.then("HTTP/1.1 200 OK; Content-Length: 300000; " + version, part(OTHER, 0, 200_000))
                .then(ALL, FILE);
        failed();
        assertThat(files()).isEmpty();
        saved();
        assertThat(server.requests().get(1)).doesNotContain("Range");
    }

    @Test
    void aDateThatIsOldEnoughIsAVersion() throws Exception {
        String date = "Date: Mon, 02 Nov 2026 08:01:00 GMT; Last-Modified: Mon, 02 Nov 2026 08:00:00 GMT";
        server.then("HTTP/1.1 200 OK; Content-Length: 300000; " + date, part(FILE, 0, 200_000))
                .then(REST + "Content-Range: bytes 200000-299999/300000; " + date, part(FILE, 200_000, 300_000));
        failed();
        assertThat(saved()).containsEntry("resumed", true);
        assertThat(server.requests().get(1)).contains("If-Range: Mon, 02 Nov 2026 08:00:00 GMT\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Encoding: gzip|packed as gzip",
                "Content-Type: text/html; charset=utf-8|answered with a web page",
                "Content-Type: TEXT/HTML|answered with a web page"
            })
    void whatIsSurelyNotTheFileItselfIsRefusedWhereNothingProvesIt(String header, String sentence) throws Exception {
        more.remove("Sha256");
        server.then(ALL + "; " + header, FILE);
        assertThat(failed().message()).contains(sentence).contains("sha256");
        assertThat(files()).isEmpty();
    }

    @Test
    void aPinnedHashProvesAFileWhateverTheServerCallsIt() throws Exception {
        server.then(ALL + "; Content-Encoding: gzip; Content-Type: text/html", FILE);
        saved();
    }

    @Test
    void aPageIsAFileWhereAPageIsWanted() throws Exception {
        more.remove("Sha256");
        more.put("Path", folder.resolve("page.html").toString());
        server.then(ALL + "; Content-Type: text/html", FILE);
        assertThat(save()).isInstanceOf(Outcome.Returned.class);
        assertThat(folder.resolve("page.html")).hasBinaryContent(FILE);
    }

    @Test
    void anEmptyFileIsRefusedUnlessItIsAskedFor() throws Exception {
        more.remove("Sha256");
        server.then("HTTP/1.1 200 OK; Content-Length: 0", new byte[0]);
        assertThat(failed().message()).contains("empty");
        assertThat(files()).isEmpty();
        more.put("Size", "0");
        server.then("HTTP/1.1 200 OK; Content-Length: 0", new byte[0]);
        assertThat(save()).isInstanceOf(Outcome.Returned.class);
        assertThat(target()).isEmptyFile();
    }

    @Test
    void aLengthBeyondAllDisksIsNoRoom() throws Exception {
        more.put("MinFree", "1 TB");
        server.then("HTTP/1.1 200 OK; Content-Length: 9223372036854775807", FILE);
        assertThat(failed().message()).contains("There is no room");
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5\r\nabc", "3\r\nabc\r\n", "zz\r\nabc\r\n0\r\n\r\n", "3\r\nabc\r\n0"})
    void aChunkedBodyThatIsCutIsNotWhole(String body) throws Exception {
        more.remove("Sha256");
        server.then("HTTP/1.1 200 OK; Transfer-Encoding: chunked", body.getBytes(StandardCharsets.US_ASCII));
        failed();
        assertThat(files()).isEmpty();
    }

    @Test
    void aNameThatIsTooLongForTheDiskIsNoFaultOfTheServer() throws Exception {
        more.put("Path", folder.resolve("x".repeat(252)).toString());
        server.then(ALL, FILE);
        Outcome.Failed failed = (Outcome.Failed) save();
        assertThat(failed.error().message()).startsWith("The file " + folder).doesNotContain("web server");
        assertThat(server.requests()).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void aRootIsNoFile() {
        more.put("Path", "/");
        assertThat(((Outcome.Failed) save()).error().message()).contains("/").contains("cannot be");
    }

    @Test
    void aLinkInTheWayIsNotFollowed() throws Exception {
        Path precious = Files.writeString(folder.resolve("precious"), "precious");
        Files.createSymbolicLink(folder.resolve("update.exe.part"), precious);
        server.then(ALL, FILE);
        failed();
        assertThat(precious).hasContent("precious");
    }

    @Test
    void nobodyCanChangeWhatIsBeingChecked() throws Exception {
        more.put("SignedBy", "Microsoft Corporation");
        more.remove("Sha256");
        List<Outcome> others = new ArrayList<>();
        List<Boolean> same = new ArrayList<>();
        signatures = new Signed("Valid", "O=Microsoft Corporation") {
            @Override
            public Signature of(Path file, URI url, Attempt attempt) {
                more.put("Url", server.url("/other.exe"));
                server.then(ALL, OTHER);
                try (Downloads other = new Downloads(
                        new Web(null, route),
                        disk,
                        new Signed("Valid", "O=Microsoft Corporation"),
                        () -> Instant.EPOCH)) {
                    Cmdlets.Call call = new Cmdlets.Call("local", "Save-RwDownload", more, List.of());
                    others.add(other.invoke(call, new Attempt(timeout, cancellation, event -> {})));
                    same.add(java.util.Arrays.equals(Files.readAllBytes(file), FILE));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                return super.of(file, url, attempt);
            }
        };
        server.then(ALL, FILE);
        saved();
        assertThat(same).containsExactly(true);
        assertThat(((Outcome.NotSent) others.get(0)).error().kind()).isEqualTo(ErrorClass.CONFLICT);
    }

    @Test
    void aFileIsOnTheDiskBeforeItHasItsName() throws Exception {
        disk = new SmallDisk(1_000_000, Long.MAX_VALUE) {
            @Override
            public void persist(java.nio.channels.SeekableByteChannel part) throws IOException {
                super.persist(part);
                throw new IOException("Input/output error");
            }
        };
        server.then(ALL, FILE);
        assertThat(failed().message()).contains("cannot be written").contains("Input/output error");
        assertThat(files()).isEmpty();
    }

    @Test
    void aNoteThatDoesNotFitLeavesNothing() throws Exception {
        Files.createDirectories(folder.resolve("update.exe.origin.json.new").resolve("x"));
        server.then(ALL, FILE);
        assertThat(failed().message()).contains("cannot be written").doesNotContain("web server");
        assertThat(files()).containsExactly("update.exe.origin.json.new");
    }
}
