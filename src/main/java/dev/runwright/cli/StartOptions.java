package dev.runwright.cli;

import dev.runwright.engine.Origin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say why a run is started. */
final class StartOptions {
    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it stands in the journal.")
    private @Nullable String reason;

    @Option(names = "--ticket", paramLabel = "T", description = "The ticket it belongs to; it stands in the journal.")
    private @Nullable String ticket;

    Origin origin(Workbench workbench) {
        return new Origin(workbench.actor(), reason, ticket);
    }
}
