package dev.runwright.estate;

import dev.runwright.wire.Frame;
import dev.runwright.wire.Limits;
import dev.runwright.wire.Protocol;
import dev.runwright.wire.Reply;
import dev.runwright.wire.Request;
import dev.runwright.wire.ShellEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The stand-in shell as a process of its own, and the other end of its pipe. */
final class ShellDriver implements AutoCloseable {
    static final Limits LIMITS = new Limits(30_000, 1_000);
    private static final String NONCE = "abcdefghijklmnop";

    final List<ShellEvent> events = new ArrayList<>();
    private final Path folder;
    private final Process process;
    private final BufferedReader out;
    private OutputStream in;
    private int sent;

    private ShellDriver(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
        this.in = process.getOutputStream();
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    static ShellDriver start(Path folder, Map<String, String> more) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        TwoProcessesTest.java(StandInShell.class.getName(), "-NoLogo", "-Command", "-"))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put(Protocol.NONCE, NONCE);
        builder.environment().put(Protocol.CANCEL, folder.resolve("cancel").toString());
        builder.environment().put(StandInShell.ESTATE, TestEstate.file(folder).toString());
        builder.environment()
                .put(StandInShell.INSTALL, TestEstate.INSTALL.toAbsolutePath().toString());
        builder.environment().putAll(more);
        return new ShellDriver(folder, builder.start());
    }

    /** Boots, and allows these commands. */
    static ShellDriver connected(Path folder, String... allowed) throws IOException {
        ShellDriver shell = start(folder, Map.of());
        shell.boot();
        shell.connect(allowed);
        return shell;
    }

    Reply boot() throws IOException {
        line("& 'rw-boot.ps1' " + Protocol.BOOT_MARK);
        return reply().orElseThrow();
    }

    void useSocket(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        in = Channels.newOutputStream(channel);
        line(NONCE);
    }

    Reply connect(String... allowed) throws IOException {
        line(new Request.Connect(nextId(), List.of(), List.of(allowed), true, null, LIMITS).line());
        return reply().orElseThrow();
    }

    Reply invoke(String command, @Nullable Object... parameters) throws IOException {
        send(command, List.of(), LIMITS, parameters);
        return reply().orElseThrow();
    }

    /** Sends a command and does not wait for its reply; gives its id. */
    String send(String command, List<String> select, Limits limits, @Nullable Object... parameters) throws IOException {
        String id = nextId();
        line(new Request.Invoke(id, command, TestEstate.with(parameters), select, false, limits).line());
        return id;
    }

    void line(String text) throws IOException {
        in.write((text + "\n").getBytes(StandardCharsets.US_ASCII));
        in.flush();
    }

    String nextId() {
        return "r" + ++sent;
    }

    Path cancelFile(String id) {
        return folder.resolve("cancel." + id);
    }

    /** The next reply; empty if the shell ends before it is whole. */
    Optional<Reply> reply() throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Optional<Frame> frame = Frame.parse(line, NONCE);
            if (frame.isPresent() && frame.get().kind() == Frame.Kind.REPLY) {
                return Optional.of(Reply.parse(frame.get().body()));
            }
            frame.ifPresent(event -> events.add(ShellEvent.parse(event.body())));
        }
        return Optional.empty();
    }

    void endInput() throws IOException {
        in.close();
    }

    long pid() {
        return process.pid();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the shell does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
