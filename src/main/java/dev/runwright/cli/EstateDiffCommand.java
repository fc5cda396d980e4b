package dev.runwright.cli;

import dev.runwright.display.Difference;
import dev.runwright.value.Json;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "diff", description = "Show what is not as it was in a snapshot; exit code 1 if there is anything.")
final class EstateDiffCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Parameters(paramLabel = "NAME", description = "The snapshot.")
    private String name = "";

    @Mixin
    private final OpenEstate open = new OpenEstate();

    EstateDiffCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        List<dev.runwright.estate.Difference> differences =
                open.use(terminal, workbench, (estate, description) -> estate.diff(name));
        if (open.json()) {
            terminal.out()
                    .println(Json.write(
                            differences.stream().map(one -> one.fields()).toList()));
        } else {
            differences.forEach(one -> terminal.out().println(line(one)));
            terminal.err().println(differences.isEmpty() ? "No difference." : differences.size() + " differences.");
        }
        return (differences.isEmpty() ? ExitCode.DONE : ExitCode.FAILED).number();
    }

    private static String line(dev.runwright.estate.Difference one) {
        String place = one.property().isEmpty() ? one.path() : one.path() + " " + one.property();
        return new Difference(place, one.before(), one.after()).toString();
    }
}
