package dev.runwright.app;

import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.RunClock;
import dev.runwright.estate.Estate;
import dev.runwright.estate.tenant.TenantServer;
import dev.runwright.graph.GraphCmdlets;
import dev.runwright.graph.GraphSettings;
import org.jspecify.annotations.Nullable;

/** An estate's tenant on the loopback address and the real client that speaks to it, both made when first needed. Thread-safe. */
final class EstateGraph implements AutoCloseable {
    private final Estate estate;
    private final RunClock clock;
    private @Nullable TenantServer server;
    private @Nullable Cmdlets client;

    EstateGraph(Estate estate, RunClock clock) {
        this.estate = estate;
        this.clock = clock;
    }

    /** The client. */
    synchronized Cmdlets cmdlets() {
        if (client == null) {
            TenantServer opened = new TenantServer(estate);
            server = opened;
            client = new GraphCmdlets(
                    new GraphSettings(
                            opened.base(),
                            opened.authority(),
                            opened.clientId(),
                            new GraphSettings.Credential.ClientSecret(opened.clientSecret()),
                            null),
                    clock);
        }
        return client;
    }

    @Override
    public synchronized void close() {
        if (server != null) {
            server.close();
        }
    }
}
