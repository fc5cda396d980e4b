package dev.runwright.estate.cluster;

import dev.runwright.estate.mailflow.Redirected;
import dev.runwright.estate.world.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many messages wait on a server: while its transport is drained they leave, half of them a minute. Stateless. */
final class Queues {
    private static final String LENGTH = "QueueLength";
    private static final String SINCE = "DrainingSince";

    private Queues() {}

    /** Begins or ends to drain, as the transport component now says. */
    static void drained(Call call, Map<String, @Nullable Object> server) {
        Map<String, @Nullable Object> now = Servers.server(call, Servers.name(server));
        boolean draining = !Components.state(now, Components.TRANSPORT).equals(Servers.ACTIVE);
        boolean was = now.get(SINCE) != null;
        if (draining == was) {
            return;
        }
        if (!draining) {
            Servers.put(call, now, LENGTH, length(call, now));
        }
        Servers.put(call, now, SINCE, draining ? call.now().toString() : null);
    }

    /** What waits on a server waits on the other one from now on. */
    static void moved(Call call, Map<String, @Nullable Object> from, Map<String, @Nullable Object> to) {
        long both = length(call, Servers.server(call, Servers.name(from))) + length(call, to);
        Servers.put(call, from, LENGTH, 0L);
        Servers.put(call, to, LENGTH, both);
        Redirected.messages(call.documents(), Servers.name(from), Servers.name(to));
    }

    static long length(Call call, Map<String, @Nullable Object> server) {
        long length = server.get(LENGTH) instanceof Long messages ? messages : 0;
        Object since = server.get(SINCE);
        if (since == null) {
            return length;
        }
        long minutes =
                Duration.between(Instant.parse(since.toString()), call.now()).toMinutes();
        return minutes >= Long.SIZE ? 0 : length >> minutes;
    }
}
