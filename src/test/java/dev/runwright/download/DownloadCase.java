package dev.runwright.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cancellation;
import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.Events;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.StepError;
import dev.runwright.value.Data;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One file that is downloaded from a scripted server into a folder. */
@NullUnmarked
abstract class DownloadCase {
    static final byte[] FILE = content(300_000, 1);
    static final byte[] OTHER = content(300_000, 2);
    static final String ALL = "HTTP/1.1 200 OK; Content-Length: 300000; ETag: \"a\"";

    @TempDir
    Path folder;

    final FileServer server = new FileServer();
    final Map<String, Object> more = new TreeMap<>();
    final List<Events.Event> events = new ArrayList<>();
    Signatures signatures = Signatures.NONE;
    Disk disk = Disk.REAL;
    UnaryOperator<URI> route = UnaryOperator.identity();
    Cancellation cancellation = new Cancellation();
    Duration timeout = Duration.ofMinutes(1);

    static byte[] content(int size, long seed) {
        byte[] content = new byte[size];
        new Random(seed).nextBytes(content);
        return content;
    }

    static byte[] part(byte[] content, int from, int to) {
        return Arrays.copyOfRange(content, from, to);
    }

    @BeforeEach
    void pinned() throws IOException {
        Path whole = Files.write(folder.resolve("whole"), FILE);
        more.put("Sha256", Hash.of(whole, cancellation).toUpperCase(java.util.Locale.ROOT));
        Files.delete(whole);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    Path target() {
        return folder.resolve("update.exe");
    }

    Outcome save() {
        more.putIfAbsent("Path", target().toString());
        more.putIfAbsent("Url", server.url("/update.exe"));
        Cmdlets.Call call = new Cmdlets.Call("local", "Save-RwDownload", more, List.of());
        try (Downloads downloads = new Downloads(new Web(null, route), disk, signatures, () -> Instant.EPOCH)) {
            return downloads.invoke(call, new Attempt(timeout, cancellation, events::add));
        }
    }

    Map<String, Object> saved() throws IOException {
        Outcome outcome = save();
        assertThat(outcome).isInstanceOf(Outcome.Returned.class);
        assertThat(target()).hasBinaryContent(FILE);
        assertThat(files()).containsExactly("update.exe", "update.exe.origin.json");
        return Data.map(Data.list(((Outcome.Returned) outcome).reply().output()).get(0));
    }

    StepError failed() {
        Outcome outcome = save();
        assertThat(target()).doesNotExist();
        assertThat(folder.resolve("update.exe.origin.json")).doesNotExist();
        return outcome instanceof Outcome.NotSent notSent ? notSent.error() : ((Outcome.Failed) outcome).error();
    }

    List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** A host that says who signed what came. */
    static class Signed implements Signatures {
        private final Signature signature;

        Signed(String status, String signer) {
            signature = new Signature(status, signer);
        }

        @Override
        public boolean canTell() {
            return true;
        }

        @Override
        public Signature of(Path file, URI url, Attempt attempt) {
            return signature;
        }
    }
}
