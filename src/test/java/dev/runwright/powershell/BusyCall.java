package dev.runwright.powershell;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cancellation;
import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.Outcome;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A call under way in a thread of its own, which has begun in the shell. */
final class BusyCall {
    final Cancellation cancellation = new Cancellation();
    final CompletableFuture<String> begun = new CompletableFuture<>();
    final CompletableFuture<Outcome> ended = new CompletableFuture<>();

    private BusyCall(TestShells test, String connection) {
        Attempt attempt = new Attempt(TestShells.LONG, cancellation, event -> {
            if (event.kind().equals("info")) {
                begun.complete(event.text());
            }
        });
        Cmdlets.Call call = new Cmdlets.Call(connection, "Wait-Politely", Map.of(), List.of());
        new Thread(() -> ended.complete(test.shells.invoke(call, attempt))).start();
    }

    static BusyCall in(TestShells test, String connection) throws Exception {
        BusyCall busy = new BusyCall(test, connection);
        busy.begun.get(60, TimeUnit.SECONDS);
        return busy;
    }

    void stop() throws Exception {
        cancellation.request();
        cancellation.request();
        ended.get(60, TimeUnit.SECONDS);
    }
}
