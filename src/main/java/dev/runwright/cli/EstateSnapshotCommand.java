package dev.runwright.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "snapshot", description = "Keep the company's present state under a name.")
final class EstateSnapshotCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Parameters(paramLabel = "NAME", description = "The name; an older snapshot of that name is replaced.")
    private String name = "";

    @Mixin
    private final OpenEstate open = new OpenEstate();

    EstateSnapshotCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        open.use(terminal, workbench, (estate, description) -> {
            estate.snapshot(name);
            return name;
        });
        open.say(terminal, "Kept as '" + name + "'.", Map.of("snapshot", name));
        return ExitCode.DONE.number();
    }
}
