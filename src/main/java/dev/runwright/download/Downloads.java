package dev.runwright.download;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.Reply;
import dev.runwright.engine.StepError;
import dev.runwright.model.DownloadStep;
import dev.runwright.value.Data;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Fetches files from web servers: resumed where the server still has the same version, checked, and under their own name only when
 * all of it is there. Three commands: {@code Save-RwDownload}, {@code Get-RwDownload}, {@code Remove-RwDownload}. Thread-safe.
 */
public final class Downloads implements Cmdlets, AutoCloseable {
    /** What the commands are called. */
    public static final List<String> COMMANDS =
            List.of(DownloadStep.COMMAND, DownloadStep.READING, "Remove-RwDownload");

    private final Web web;
    private final Disk disk;
    private final Signatures signatures;
    private final Supplier<Instant> clock;
    private final ScheduledThreadPoolExecutor timers;

    /**
     * Downloads to this machine's disk.
     *
     * @param proxy of all downloads that name none, such as {@code http://proxy:8080}; null for the system's
     * @param route where the server of an address really is
     * @throws IllegalArgumentException if the proxy is no address
     */
    public Downloads(@Nullable String proxy, UnaryOperator<URI> route, Signatures signatures, Supplier<Instant> clock) {
        this(new Web(Order.proxy(proxy), route), Disk.REAL, signatures, clock);
    }

    Downloads(Web web, Disk disk, Signatures signatures, Supplier<Instant> clock) {
        this.web = web;
        this.disk = disk;
        this.signatures = signatures;
        this.clock = clock;
        timers = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "download-timer");
            thread.setDaemon(true);
            return thread;
        });
        timers.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Map<String, Map<String, Object>> shells() {
        return Map.of();
    }

    @Override
    public Outcome invoke(Call call, Attempt attempt) {
        Path path = Path.of(String.valueOf(call.parameters().get("Path")));
        try {
            if (call.cmdlet().equalsIgnoreCase(DownloadStep.READING)) {
                return reply(found(path, attempt));
            }
            if (call.cmdlet().equalsIgnoreCase(DownloadStep.COMMAND)) {
                return save(Order.of(call.parameters()), attempt);
            }
            Files.deleteIfExists(path);
            Files.deleteIfExists(note(path));
            return reply(null);
        } catch (IOException e) {
            String sentence = "The file " + path + " cannot be used: " + why(e) + ".";
            return new Outcome.Failed(StepError.of(ErrorClass.UNKNOWN, sentence), null);
        }
    }

    private static Outcome reply(@Nullable Map<String, @Nullable Object> object) {
        return new Outcome.Returned(Reply.of(object == null ? List.of() : List.of(object)));
    }

    private static String why(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no " + e.getMessage();
        }
        return e instanceof AccessDeniedException ? "access is denied" : String.valueOf(e.getMessage());
    }

    private static Path note(Path path) {
        return path.resolveSibling(path.getFileName() + ".origin.json");
    }

    // ---- the reading

    /** The file as it is; null if there is none. Where it came from is known only while its content is what came. */
    private static @Nullable Map<String, @Nullable Object> found(Path path, Attempt attempt) throws IOException {
        if (!Files.exists(path)) {
            return null;
        }
        if (!Files.isRegularFile(path)) {
            throw new IOException(Files.isDirectory(path) ? "it is a folder" : "it is no file");
        }
        String sha256 = Hash.of(path, attempt.cancellation());
        Map<String, @Nullable Object> note = Notes.read(note(path));
        boolean same = sha256.equals(note.get("sha256"));
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("path", path.toString());
        data.put("sha256", sha256);
        data.put("size", Files.size(path));
        data.put("signer", same ? note.get("signer") : null);
        data.put("url", same ? note.get("url") : null);
        data.put("resumed", false);
        data.put("unchanged", true);
        return data;
    }

    // ---- the change

    private Outcome save(Order order, Attempt attempt) throws IOException {
        if (order.signer() != null && !signatures.canTell() && order.sha256() == null) {
            return new Outcome.NotSent(
                    StepError.of(
                            ErrorClass.INVALID,
                            "This host cannot tell who signed a file, so 'signed_by' alone proves nothing; give 'sha256' too. Nothing was fetched."));
        }
        Path folder = order.path().getParent();
        if (folder == null) {
            throw new IOException("it is a folder");
        }
        Files.createDirectories(folder);
        try (SeekableByteChannel part = disk.open(order.part())) {
            Transfer.Came came = fetched(order, part, attempt);
            disk.persist(part);
            return placed(order, came, attempt);
        } catch (Failed e) {
            return failed(order, e);
        } catch (Disk.Busy e) {
            return new Outcome.NotSent(StepError.of(ErrorClass.CONFLICT, e.getMessage() + "."));
        } catch (IOException e) {
            String sentence = "The file " + order.path() + " cannot be written: " + why(e) + ".";
            return failed(order, Failed.whole(ErrorClass.UNKNOWN, sentence));
        }
    }

    private Transfer.Came fetched(Order order, SeekableByteChannel part, Attempt attempt) throws IOException, Failed {
        try (Stop stop = new Stop(attempt, timers)) {
            return new Transfer(order, web, disk, attempt, stop).fetch(part);
        }
    }

    /** A part is kept only if the next attempt can go on with it. */
    private static Outcome failed(Order order, Failed failed) throws IOException {
        boolean usable = failed.keepsPart() && Files.exists(order.partNote()) && Files.size(order.part()) > 0;
        if (!usable) {
            discard(order);
        }
        return new Outcome.Failed(failed.error(), null);
    }

    private static void discard(Order order) throws IOException {
        Files.deleteIfExists(order.part());
        Files.deleteIfExists(order.partNote());
    }

    private Outcome placed(Order order, Transfer.Came came, Attempt attempt) throws IOException, Failed {
        if (order.sha256() != null && !order.sha256().equals(came.sha256())) {
            throw Failed.whole(
                    ErrorClass.INVALID,
                    "What came is not the file: its SHA-256 is " + came.sha256() + "; expected " + order.sha256()
                            + ".");
        }
        String signer = order.signer() == null ? null : signer(order, order.signer(), attempt);
        if (!order.replace() && Files.exists(order.path())) {
            throw Failed.whole(ErrorClass.CONFLICT, "Another file has come to " + order.path() + " meanwhile.");
        }
        Map<String, @Nullable Object> origin = new LinkedHashMap<>();
        origin.put("url", order.url().toString());
        origin.put("final_url", came.url().toString());
        origin.put("sha256", came.sha256());
        origin.put("size", came.size());
        origin.put("signer", signer);
        origin.put("run", order.run());
        origin.put("when", clock.get().toString());
        Notes.write(note(order.path()), origin);
        named(order);
        discard(order);
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("path", order.path().toString());
        data.put("sha256", came.sha256());
        data.put("size", came.size());
        data.put("signer", signer);
        data.put("url", order.url().toString());
        data.put("resumed", came.resumed());
        data.put("unchanged", false);
        return reply(Data.copy(data));
    }

    /** Its note is there before: without it, a file that is in place would look like another's. */
    private static void named(Order order) throws IOException {
        try {
            Files.move(order.part(), order.path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            if (!Files.exists(order.path())) {
                Files.deleteIfExists(note(order.path()));
            }
            throw e;
        }
    }

    /** The signer as the certificate has it; null where only the pinned hash vouches for the file. */
    private @Nullable String signer(Order order, String wanted, Attempt attempt) throws Failed {
        if (!signatures.canTell()) {
            return null;
        }
        Signatures.Signature signature = signatures.of(order.part(), order.url(), attempt);
        if (signature.isValidOf(wanted)) {
            return signature.signer();
        }
        if (order.sha256() != null && !signature.isBroken()) {
            return null;
        }
        throw Failed.whole(
                ErrorClass.DENIED,
                "The file is not signed by " + wanted + ": its signature is " + signature.status()
                        + (signature.signer().isEmpty() ? "" : ", by " + signature.signer()) + ".");
    }

    @Override
    public void close() {
        timers.shutdownNow();
    }
}
