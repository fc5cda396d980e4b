package dev.runwright.cli;

import dev.runwright.display.Difference;
import dev.runwright.value.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show the company's whole state, or what stands at a path; sorted and complete.")
final class EstateShowCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Parameters(
            arity = "0..1",
            paramLabel = "PATH",
            description = "Such as exchange/mailboxes; nothing for everything.")
    private @Nullable String path;

    @Mixin
    private final OpenEstate open = new OpenEstate();

    EstateShowCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Map<String, @Nullable Object> state = open.use(terminal, workbench, (estate, description) -> estate.show(path));
        if (open.json()) {
            terminal.out().println(Json.write(state));
        } else {
            print(state, "");
        }
        return ExitCode.DONE.number();
    }

    private void print(Map<?, ?> map, String indent) {
        map.forEach((key, value) -> {
            if (value instanceof Map<?, ?> below && !below.isEmpty()) {
                terminal.out().println(indent + key + ":");
                print(below, indent + "  ");
            } else if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
                terminal.out().println(indent + key + ":");
                list.forEach(item -> terminal.out().println(indent + "  - " + Difference.text(item)));
            } else {
                terminal.out().println(indent + key + ": " + Difference.text(value));
            }
        });
    }
}
