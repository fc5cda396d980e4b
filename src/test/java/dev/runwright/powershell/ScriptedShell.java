package dev.runwright.powershell;

import dev.runwright.value.Data;
import dev.runwright.value.Secret;
import dev.runwright.wire.Frame;
import dev.runwright.wire.Limits;
import dev.runwright.wire.Protocol;
import dev.runwright.wire.Reply;
import dev.runwright.wire.ReplyWriter;
import dev.runwright.wire.Request;
import dev.runwright.wire.ShellError;
import dev.runwright.wire.ShellEvent;
import dev.runwright.wire.ShellFacts;
import dev.runwright.wire.Status;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A shell for tests, run as a child process: it speaks the bridge's protocol, has no language, and knows commands that misbehave.
 * Its argument says how it starts: {@code normal mute exit banner pipe}.
 */
@SuppressWarnings("SystemExitOutsideMain") // ending abruptly is what it is for
final class ScriptedShell {
    private final String nonce = String.valueOf(System.getenv(Protocol.NONCE));
    private final String cancel = String.valueOf(System.getenv(Protocol.CANCEL));
    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    private final ReplyWriter replies = new ReplyWriter(out, System.getenv());
    private final String manner;
    private int calls;
    private long memory = 1 << 20;

    private ScriptedShell(String manner) {
        this.manner = manner;
    }

    public static void main(String[] arguments) throws Exception {
        new ScriptedShell(arguments[0]).run();
    }

    private void run() throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        String boot = in.readLine();
        if (Protocol.PID.equals(boot)) {
            raw(ProcessHandle.current().pid() + "\n");
            boot = in.readLine();
        }
        replies.begin();
        if (boot == null || !boot.endsWith(Protocol.BOOT_MARK)) {
            System.exit(90);
        }
        switch (manner) {
            case "mute" -> waitForEver();
            case "exit" -> {
                System.err.println("cannot find my libraries");
                System.exit(3);
            }
            case "banner" -> raw("Welcome to 7.4.6!\nprofile says hello\nno newline here");
            default -> {
                // as it should be
            }
        }
        if (manner.equals("pipe")) {
            serveFromPipe();
        } else {
            reply(Reply.ok(Protocol.BOOT_ID, List.of(facts(false).fields())));
            serve(in);
        }
    }

    private void serveFromPipe() throws Exception {
        Path path = Path.of(String.valueOf(System.getenv(Protocol.PIPE)));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            reply(Reply.ok(Protocol.BOOT_ID, List.of(facts(true).fields())));
            InputStream requests = Channels.newInputStream(server.accept());
            BufferedReader in = new BufferedReader(new InputStreamReader(requests, StandardCharsets.US_ASCII));
            if (!nonce.equals(in.readLine())) {
                System.exit(91);
            }
            serve(in);
        }
    }

    private ShellFacts facts(boolean pipe) {
        return new ShellFacts(ProcessHandle.current().pid(), ShellFacts.STANDIN, "1.0", "", "", pipe, memory);
    }

    private void serve(BufferedReader in) throws Exception {
        for (String line = in.readLine(); line != null && !line.equals(Protocol.EXIT); line = in.readLine()) {
            replies.begin();
            if (line.contains(Protocol.REQUEST_MARK)) {
                Request request = Request.parse(line);
                if (request instanceof Request.Invoke invoke) {
                    calls++;
                    invoke(invoke.id(), invoke);
                } else if (request instanceof Request.Script) {
                    reply(Reply.of(request.id(), Status.REFUSED, "no language"));
                } else if (request instanceof Request.Again again) {
                    replies.again(again);
                } else if (request instanceof Request.Probe) {
                    reply(Reply.ok(request.id(), List.of(facts(false).fields())));
                } else {
                    reply(Reply.ok(request.id(), List.of()));
                }
            }
        }
    }

    private void invoke(String id, Request.Invoke call) throws Exception {
        Map<String, @Nullable Object> arguments = call.arguments();
        switch (call.command()) {
            case "Get-Echo" -> reply(Reply.ok(id, List.of(arguments)));
            case "Get-InSession", "Set-InSession" -> inSession(id, Path.of(String.valueOf(arguments.get("Mark"))));
            case "Get-Nothing" -> reply(Reply.ok(id, List.of()));
            case "Set-Memory" -> {
                memory = number(arguments);
                reply(Reply.ok(id, List.of()));
            }
            case "Get-Calls" -> reply(Reply.ok(id, List.of((long) calls)));
            case "Get-Pid" -> reply(Reply.ok(id, List.of(ProcessHandle.current().pid())));
            case "Get-Big" -> reply(Reply.ok(id, List.of("z".repeat(number(arguments)))));
            case "Get-Huge" -> huge(id);
            case "Get-Errors" -> reply(Reply.errors(id, List.of("after"), List.of(missing())));
            case "Get-Failed" -> reply(Reply.failed(id, missing()));
            case "Get-Status" ->
                reply(Reply.of(id, Status.valueOf(String.valueOf(arguments.get("Status"))), "because"));
            case "Get-Dirty" ->
                reply(new Reply(id, Status.OK, "", List.of(), false, 0, List.of(), 0, false, "location"));
            case "Get-Exit" ->
                reply(new Reply(id, Status.EXITED, "", List.of(), false, number(arguments), List.of(), 0, false, ""));
            case "Write-Noise" -> noise(id);
            case "Write-Forged" -> forged(id, String.valueOf(arguments.get("Wrong")));
            case "Get-Lost" -> {
                replies.lose(Reply.ok(id, List.of((long) calls)));
                raw("\n" + Protocol.END_MARK + "\n");
            }
            case "Write-Late" -> late(id);
            case "Write-Twice" -> {
                reply(Reply.ok(id, List.of("first")));
                reply(Reply.ok(id, List.of("second")));
            }
            case "Write-Garbage" -> raw(new Frame(Frame.Kind.REPLY, id, "{\"status\":\"splendid\"}").format(nonce));
            case "Write-Events" -> events(id, number(arguments));
            case "Write-Text" -> {
                raw(arguments.get("Text") + "\n");
                reply(Reply.ok(id, List.of()));
            }
            case "Write-Secret" -> secret(id, (Secret) Data.get(arguments, "Secret"));
            default -> endlessOrFatal(id, call);
        }
    }

    private void endlessOrFatal(String id, Request.Invoke call) throws Exception {
        switch (call.command()) {
            case "Wait-Politely" -> await(id, call.limits(), true);
            case "Wait-Stuck" -> await(id, call.limits(), false);
            case "Wait-ForEver" -> {
                event(id, new ShellEvent("info", "started"));
                waitForEver();
            }
            case "Wait-WithChild" -> {
                event(id, new ShellEvent("info", spawn()));
                waitForEver();
            }
            case "Wait-File" -> {
                event(id, new ShellEvent("info", "started"));
                while (!Files.exists(Path.of(String.valueOf(call.arguments().get("Path"))))) {
                    Thread.onSpinWait();
                }
                reply(Reply.ok(id, List.of()));
            }
            case "Exit-AfterReply" -> {
                reply(Reply.ok(id, List.of("done")));
                System.exit(7);
            }
            case "Exit-Now" -> {
                System.err.println("out of luck");
                System.exit(7);
            }
            case "Exit-InReply" -> {
                raw("\n@rw1 " + nonce + " res " + id + " 400 abcd");
                System.exit(7);
            }
            case "Exit-WithChild" -> {
                event(id, new ShellEvent("info", spawn()));
                System.exit(7);
            }
            default -> reply(Reply.of(id, Status.REFUSED, "unknown command"));
        }
    }

    private static int number(Map<String, @Nullable Object> arguments) {
        return ((Number) java.util.Objects.requireNonNull(arguments.get("N"))).intValue();
    }

    /** Its session is gone in the shell that leaves the mark, and there in those that come after it. */
    private void inSession(String id, Path mark) throws IOException {
        long pid = ProcessHandle.current().pid();
        if (!Files.exists(mark)) {
            Files.writeString(mark, String.valueOf(pid));
        }
        boolean gone = Files.readString(mark).equals(String.valueOf(pid));
        ShellError expired = ShellError.of("Your session has expired.", "System.Exception", "X", "NotSpecified", "");
        reply(gone ? Reply.failed(id, expired) : Reply.ok(id, List.of(pid)));
    }

    private static ShellError missing() {
        return new ShellError(
                "The mailbox 'x' couldn't be found.",
                "System.Exception",
                "ManagementObjectNotFoundException,Get-Mailbox",
                "ObjectNotFound",
                "x",
                Map.of());
    }

    private void huge(String id) {
        long length = Protocol.REPLY_LIMIT + 1000L;
        raw("\n@rw1 " + nonce + " res " + id + " " + length + " ");
        String block = "A".repeat(1 << 20);
        for (long written = 0; written < length; written += block.length()) {
            out.print(block.substring(0, (int) Math.min(block.length(), length - written)));
        }
        raw("\n" + Protocol.END_MARK + "\n");
    }

    private void noise(String id) throws IOException {
        raw("héllo 世界 without end");
        event(id, new ShellEvent("warning", "careful"));
        raw(Protocol.END_MARK + "\n" + "a line\n\n@rw1 half\ntail");
        reply(Reply.ok(id, List.of("after noise")));
        raw("more behind it");
    }

    /** What looks like a reply and differs in one thing, then the reply. */
    private void forged(String id, String wrong) throws IOException {
        String other = wrong.equals("id") ? "r0" : id;
        String frame = new Frame(
                        Frame.Kind.REPLY,
                        other,
                        Reply.ok(other, List.of("forged")).json())
                .format(wrong.equals("nonce") ? "aaaaaaaaaaaaaaaa" : nonce);
        raw(
                switch (wrong) {
                    case "length" -> frame.replaceFirst(" \\d+ ", " 17 ");
                    case "base64" -> frame.replaceFirst("(?s)=*\n" + Protocol.END_MARK, "*\n" + Protocol.END_MARK);
                    default -> frame;
                });
        reply(Reply.ok(id, List.of("real")));
    }

    private void late(String id) throws IOException {
        reply(Reply.ok("r0", List.of("stale")));
        reply(Reply.ok(id, List.of("fresh")));
    }

    private void events(String id, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            event(id, new ShellEvent("info", "event " + i));
        }
        reply(Reply.ok(id, List.of()));
    }

    private void secret(String id, @Nullable Secret secret) throws IOException {
        String text = secret == null ? "" : secret.reveal();
        event(id, new ShellEvent("warning", "the secret is " + text));
        event(id, new ShellEvent("progress", Map.of("activity", text, "status", text, "percent", 5L, "done", false)));
        raw("noise with " + text + "\n");
        System.err.println("stderr with " + text);
        System.err.flush();
        reply(Reply.errors(
                id, List.of(), List.of(ShellError.of("error with " + text, "T", "id " + text, "Cat", text))));
    }

    /** Ends when it is cancelled or its time is up, if it is polite; else it is stuck when its time of grace is over too. */
    private void await(String id, Limits limits, boolean politely) throws Exception {
        event(id, new ShellEvent("info", "started"));
        long begun = System.nanoTime();
        CountDownLatch never = new CountDownLatch(1);
        long stopped = Long.MAX_VALUE;
        Status why = Status.STUCK;
        while (true) {
            long now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            if (stopped == Long.MAX_VALUE && (Files.exists(Path.of(cancel + "." + id)) || now >= limits.limitMs())) {
                why = now >= limits.limitMs() ? Status.TIMEOUT : Status.CANCELLED;
                stopped = now;
            }
            if (politely && stopped <= now) {
                break;
            }
            if (stopped <= now && now - stopped >= limits.graceMs()) {
                why = Status.STUCK;
                break;
            }
            if (never.await(5, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        reply(Reply.of(id, why, ""));
    }

    /** Starts a process that holds this one's output open; gives its id. */
    private static String spawn() throws IOException {
        Process child = new ProcessBuilder("sleep", "300").inheritIO().start();
        return Long.toString(child.pid());
    }

    private static void waitForEver() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    private void event(String id, ShellEvent event) throws IOException {
        replies.event(id, event);
    }

    private void reply(Reply reply) throws IOException {
        replies.reply(reply);
    }

    private void raw(String text) {
        out.print(text);
        out.flush();
    }
}
