package dev.runwright.cli;

import dev.runwright.value.Json;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "version", description = "Show the version of Runwright and of the Java that runs it.")
final class VersionCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Mixin
    private final OutputOption output = new OutputOption();

    VersionCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        String java = System.getProperty("java.runtime.version", "");
        if (output.json()) {
            terminal.out().println(Json.write(Map.of("runwright", workbench.version(), "java", java)));
        } else {
            terminal.out().println("runwright " + workbench.version() + " on Java " + java);
        }
        return ExitCode.DONE.number();
    }
}
