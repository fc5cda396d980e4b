package dev.runwright.cli;

import dev.runwright.journal.Journal;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "names", hidden = true, description = "Print the names that a shell may complete, one a line.")
final class NamesCommand implements Callable<Integer> {
    /** What commands call the argument that names a runbook. */
    static final String RUNBOOK = "RUNBOOK";
    /** What commands call the argument that names a run. */
    static final String RUN = "RUN";

    private static final int RUNS = 100;

    private final Terminal terminal;
    private final Workbench workbench;

    @Parameters(paramLabel = "WHAT", description = "RUNBOOK or RUN.")
    private String what = "";

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    NamesCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Settings settings = workbench.settings(profile.config());
        Stream<String> names = switch (what) {
            case RUNBOOK ->
                settings.runbooks().stream()
                        .flatMap(folder -> RunbookFiles.names(folder).stream())
                        .distinct();
            case RUN -> Stream.concat(Stream.of("last"), runs(settings).stream());
            default -> throw Refusal.wrongCall("wrong_call", "There are only names of RUNBOOK and RUN.");
        };
        names.forEach(terminal.out()::println);
        return ExitCode.DONE.number();
    }

    /** The newest ones. */
    private List<String> runs(Settings settings) {
        try (Journal journal = workbench.journal(settings)) {
            List<String> runs = journal.runs();
            return runs.subList(Math.max(0, runs.size() - RUNS), runs.size());
        }
    }
}
