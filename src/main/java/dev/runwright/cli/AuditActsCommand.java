package dev.runwright.cli;

import dev.runwright.journal.Act;
import dev.runwright.journal.Journal;
import dev.runwright.value.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "acts",
        description =
                "Show what persons did outside runs, from the ledger: schedules paused, calendars overridden, outputs dropped.")
final class AuditActsCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    AuditActsCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        try (Journal journal = workbench.journal(workbench.settings(profile.config()))) {
            List<Act> acts = journal.acts();
            if (output.json()) {
                terminal.out()
                        .println(Json.write(
                                acts.stream().map(AuditActsCommand::document).toList()));
            } else {
                acts.forEach(act -> terminal.out()
                        .println(act.time() + "  " + act.actor() + "  " + act.deed() + "  " + act.subject()
                                + (act.reason() == null ? "" : "  because " + act.reason())));
            }
        }
        return ExitCode.DONE.number();
    }

    private static Map<String, @Nullable Object> document(Act act) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("time", act.time().toString());
        document.put("actor", act.actor());
        document.put("deed", act.deed());
        document.put("subject", act.subject());
        document.put("reason", act.reason());
        return document;
    }
}
