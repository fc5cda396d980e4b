package dev.runwright.cli;

import dev.runwright.journal.Journal;
import dev.runwright.journal.Recorded;
import dev.runwright.value.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "audit",
        description = "Show a run's journal entry by entry; 'verify' checks that no journal was changed.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  runwright audit last                          the newest run's journal",
            "  runwright audit verify                        every chain, against the ledger",
            "  runwright audit acts                          what persons did outside runs",
            "  runwright audit export heads.json             the heads of all chains, to be kept elsewhere",
            "  runwright audit verify --against heads.json   finds a tail that was cut off as well"
        })
final class AuditCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "The run, or 'last' for the newest.")
    private String run = "";

    @Option(
            names = "--normalized",
            description = "Leave out what differs from run to run: ids, times, durations, hashes.")
    private boolean normalized;

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    AuditCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        if (run.isEmpty()) {
            throw Refusal.wrongCall("wrong_call", "Missing argument: RUN, the run whose journal is meant, or 'last'.");
        }
        Settings settings = workbench.settings(profile.config());
        try (Journal journal = workbench.journal(settings)) {
            LeftBehind.notice(workbench.engine(settings, journal), workbench, terminal);
            List<Recorded> entries = journal.read(RunNames.find(journal, run));
            List<Map<String, @Nullable Object>> rows = AuditDocument.of(entries, normalized);
            if (output.json()) {
                terminal.out().println(Json.write(rows));
            } else {
                rows.forEach(row -> terminal.out().println(line(row)));
            }
        }
        return ExitCode.DONE.number();
    }

    private static String line(Map<String, @Nullable Object> row) {
        StringBuilder line = new StringBuilder();
        for (String key : List.of("seq", "time", "type", "path", "call")) {
            Object value = row.get(key);
            if (value != null) {
                line.append(line.isEmpty() ? "" : "  ").append(value);
            }
        }
        Object result = row.get("result");
        if (result instanceof Map<?, ?> map && !map.isEmpty()) {
            line.append("  ").append(Json.write(map));
        }
        return line.toString();
    }
}
