package dev.runwright.cli;

import dev.runwright.value.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "doctor",
        description = "Say what of Java, PowerShell, the store and the configuration is there and works.")
final class DoctorCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    DoctorCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        List<Check> checks = workbench.examine(profile.config());
        if (output.json()) {
            terminal.out()
                    .println(Json.write(
                            checks.stream().map(DoctorCommand::document).toList()));
        } else {
            checks.forEach(check -> terminal.out()
                    .println((check.ok() ? "ok       " : "missing  ") + check.name() + ": " + check.detail()));
        }
        return (checks.stream().allMatch(Check::ok) ? ExitCode.DONE : ExitCode.FAILED).number();
    }

    private static Map<String, @Nullable Object> document(Check check) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("check", check.name());
        document.put("ok", check.ok());
        document.put("detail", check.detail());
        return document;
    }
}
