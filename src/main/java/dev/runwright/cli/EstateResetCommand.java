package dev.runwright.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "reset", description = "Make the company anew from its YAML file; its snapshots and faults are gone.")
final class EstateResetCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Mixin
    private final OpenEstate open = new OpenEstate();

    EstateResetCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        String name = open.use(terminal, workbench, (estate, description) -> {
            estate.reset(description);
            return estate.name();
        });
        open.say(terminal, "The estate " + name + " is as its file says.", Map.of("estate", name));
        return ExitCode.DONE.number();
    }
}
