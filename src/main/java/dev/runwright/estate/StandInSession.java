package dev.runwright.estate;

import dev.runwright.value.Data;
import dev.runwright.wire.EstateAnswer;
import dev.runwright.wire.Limits;
import dev.runwright.wire.Protocol;
import dev.runwright.wire.Reply;
import dev.runwright.wire.ReplyWriter;
import dev.runwright.wire.Request;
import dev.runwright.wire.ShellError;
import dev.runwright.wire.ShellEvent;
import dev.runwright.wire.ShellFacts;
import dev.runwright.wire.Status;
import dev.runwright.wire.WireException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One session of the stand-in shell, from its boot line to its end. For one thread. */
final class StandInSession {
    private static final int DIED = 3;
    private static final long POLL_MS = 50;
    private static final long BEAT_MS = 2_000;
    private static final String VERSION = "1";

    private final Supplier<Estate> opening;
    private final ReplyWriter replies;
    private final String cancelPrefix;
    private final boolean pipe;
    private final Set<String> allowed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private boolean connected;
    private @Nullable Estate estate;

    /**
     * A session.
     *
     * @param opening opens the estate, when it is first needed
     */
    StandInSession(Supplier<Estate> opening, ReplyWriter replies, String cancelPrefix, boolean pipe) {
        this.opening = opening;
        this.replies = replies;
        this.cancelPrefix = cancelPrefix;
        this.pipe = pipe;
    }

    /** Answers line after line; returns the exit code of the process. */
    int serve(RequestLines lines) throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            replies.begin();
            if (line.endsWith(Protocol.BOOT_MARK)) {
                replies.reply(Reply.ok(Protocol.BOOT_ID, List.of(facts().fields())));
                lines.afterBoot();
            } else if (line.strip().equals(Protocol.EXIT)) {
                return 0;
            } else if (line.strip().equals(Protocol.PID)) {
                replies.text(ProcessHandle.current().pid() + "\n");
            } else if (line.contains(Protocol.REQUEST_MARK) && !answered(line)) {
                return DIED;
            }
        }
        return 0;
    }

    private ShellFacts facts() {
        return new ShellFacts(ProcessHandle.current().pid(), ShellFacts.STANDIN, VERSION, "", "", pipe, memory());
    }

    /** Answers a request; false if a fault ends the process instead. */
    private boolean answered(String line) throws IOException {
        Request request;
        try {
            request = Request.parse(line);
        } catch (WireException e) {
            replies.reply(Reply.of("r0", Status.BRIDGE_ERROR, e.sentence()));
            return true;
        }
        try {
            return answered(request);
        } catch (RuntimeException e) {
            replies.reply(Reply.of(request.id(), Status.BRIDGE_ERROR, String.valueOf(e.getMessage())));
            return true;
        }
    }

    private boolean answered(Request request) throws IOException {
        if (request instanceof Request.Invoke invoke) {
            return invoked(invoke);
        }
        if (request instanceof Request.Connect connect) {
            replies.reply(connected(connect));
        } else if (request instanceof Request.Again again) {
            replies.again(again);
        } else if (request instanceof Request.Probe) {
            replies.reply(Reply.ok(request.id(), List.of(facts().fields())));
        } else {
            replies.reply(Reply.of(
                    request.id(),
                    Status.REFUSED,
                    "the stand-in shell has no PowerShell language; for 'powershell' steps install PowerShell or name it in"
                            + " RUNWRIGHT_PWSH"));
        }
        return true;
    }

    private static long memory() {
        return Runtime.getRuntime().totalMemory();
    }

    private Estate estate() {
        Estate opened = estate;
        if (opened == null) {
            opened = opening.get();
            estate = opened;
        }
        return opened;
    }

    private Reply connected(Request.Connect connect) {
        Map<String, @Nullable Object> found = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        allowed.clear();
        allowed.addAll(connect.allow());
        for (String name : connect.allow()) {
            if (estate().offers(name)) {
                Map<String, @Nullable Object> facts = new LinkedHashMap<>();
                facts.put("type", "Function");
                facts.put("module", "Estate");
                facts.put("version", VERSION);
                facts.put("whatIf", false);
                found.put(name, facts);
            } else {
                missing.add(name);
            }
        }
        connected = true;
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("allow", found);
        data.put("missing", missing);
        return Reply.ok(connect.id(), List.of(data));
    }

    private boolean invoked(Request.Invoke invoke) throws IOException {
        if (!connected) {
            replies.reply(Reply.of(invoke.id(), Status.REFUSED, "not connected"));
        } else if (!allowed.contains(invoke.command())) {
            String why = "the command '" + invoke.command() + "' is not among those allowed in this session";
            replies.reply(Reply.of(invoke.id(), Status.REFUSED, why));
        } else if (cancelled(invoke.id())) {
            replies.reply(Reply.of(invoke.id(), Status.CANCELLED, "cancelled before it was begun"));
        } else {
            EstateReply answer = estate().invoke(invoke.command(), invoke.arguments());
            return disturbed(invoke, answer);
        }
        return true;
    }

    private boolean disturbed(Request.Invoke invoke, EstateReply answer) throws IOException {
        Disturbance disturbance = answer.disturbance();
        if (disturbance == null) {
            for (String warning : answer.answer().warnings()) {
                replies.event(invoke.id(), new ShellEvent("warning", warning));
            }
            replies.reply(reply(invoke, answer.answer()));
            return true;
        }
        switch (disturbance) {
            case DIE -> {
                return false;
            }
            case HALF -> {
                replies.half(reply(invoke, answer.answer()));
                return false;
            }
            case TIMEOUT -> replies.reply(Reply.of(invoke.id(), Status.TIMEOUT, ""));
            case HANG -> replies.reply(Reply.of(invoke.id(), stopped(invoke), ""));
            case STUCK ->
                stopped(new Request.Invoke("never", "", Map.of(), List.of(), false, new Limits(Long.MAX_VALUE, 0)));
        }
        return true;
    }

    /** Does nothing until the call is cancelled or its time is up. */
    private Status stopped(Request.Invoke invoke) throws IOException {
        long begun = System.nanoTime();
        long beaten = 0;
        CountDownLatch never = new CountDownLatch(1);
        try {
            while (!never.await(POLL_MS, TimeUnit.MILLISECONDS)) {
                long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
                if (passed - beaten >= BEAT_MS) {
                    beaten = passed;
                    replies.event(invoke.id(), new ShellEvent("beat", passed));
                }
                if (cancelled(invoke.id())) {
                    return Status.CANCELLED;
                }
                if (passed >= invoke.limits().limitMs()) {
                    return Status.TIMEOUT;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Status.STUCK;
    }

    private boolean cancelled(String id) {
        return !cancelPrefix.isEmpty() && Files.exists(Path.of(cancelPrefix + "." + id));
    }

    private static Reply reply(Request.Invoke invoke, EstateAnswer answer) {
        List<@Nullable Object> data = answer.data().stream()
                .map(item -> selected(item, invoke.select()))
                .toList();
        Optional<ShellError> error = Optional.ofNullable(answer.error()).map(found -> named(found, invoke.command()));
        if (error.isEmpty()) {
            return Reply.ok(invoke.id(), data);
        }
        return answer.terminating()
                ? Reply.failed(invoke.id(), error.get())
                : Reply.errors(invoke.id(), data, List.of(error.get()));
    }

    /** PowerShell puts the command's name behind an error's own id. */
    private static ShellError named(ShellError error, String command) {
        return new ShellError(
                error.message(),
                error.type(),
                error.id() + "," + command,
                error.category(),
                error.target(),
                Map.of("command", command));
    }

    private static @Nullable Object selected(@Nullable Object item, List<String> select) {
        if (!(item instanceof Map<?, ?>)) {
            return item;
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>(Data.map(item));
        object.remove("$type");
        if (!select.isEmpty()) {
            Set<String> wanted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            wanted.addAll(select);
            object.keySet().removeIf(name -> !wanted.contains(name));
        }
        return object;
    }
}
