package dev.runwright.cli;

import dev.runwright.journal.Journal;
import dev.runwright.journal.Journal.Lease;
import dev.runwright.journal.NodeBook.Node;
import dev.runwright.value.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "nodes",
        description = "List the processes that serve on this store, and the last sign of life of each.",
        footerHeading = "%nExamples:%n",
        footer = {"  runwright nodes", "  runwright nodes -o json"})
final class NodesCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    NodesCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Settings settings = workbench.settings(profile.config());
        try (Journal journal = workbench.journal(settings)) {
            List<Node> nodes = journal.nodes().nodes();
            List<Lease> leases = journal.leases();
            if (output.json()) {
                terminal.out()
                        .println(Json.write(nodes.stream()
                                .map(node -> document(node, leases))
                                .toList()));
            } else {
                nodes.forEach(node -> terminal.out().println(line(node, leases)));
                terminal.err().println(nodes.size() == 1 ? "1 node." : nodes.size() + " nodes.");
            }
        }
        return ExitCode.DONE.number();
    }

    private String state(Node node) {
        return node.isSilent(workbench.clock().instant()) ? "gone" : node.draining() ? "draining" : "live";
    }

    private static long runs(Node node, List<Lease> leases) {
        return leases.stream()
                .filter(lease -> lease.process().host().equals(node.host())
                        && lease.process().pid() == node.pid())
                .count();
    }

    private Map<String, @Nullable Object> document(Node node, List<Lease> leases) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("id", node.id());
        document.put("state", state(node));
        document.put("host", node.host());
        document.put("pid", node.pid());
        document.put("address", node.address());
        document.put("since", node.started().toString());
        document.put("seen", node.seen().toString());
        document.put("draining", node.draining());
        document.put("dead", node.isSilent(workbench.clock().instant()));
        document.put("runs", runs(node, leases));
        document.put("version", node.version());
        return document;
    }

    private String line(Node node, List<Lease> leases) {
        Instant now = workbench.clock().instant();
        long seconds = Math.max(0, Duration.between(node.seen(), now).toSeconds());
        return String.format(
                "%-8s  %-30s  %-16s  %7d  %-21s  since %s  seen %d s ago  %d runs  %s",
                state(node),
                node.id(),
                node.host(),
                node.pid(),
                node.address(),
                node.started(),
                seconds,
                runs(node, leases),
                node.version());
    }
}
