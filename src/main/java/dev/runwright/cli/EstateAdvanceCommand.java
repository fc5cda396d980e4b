package dev.runwright.cli;

import dev.runwright.model.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "advance", description = "Move the company's clock forward.")
final class EstateAdvanceCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Parameters(paramLabel = "TIME", description = "Such as 90s, 30m, 4h, 2d or 1h30m.")
    private String time = "";

    @Mixin
    private final OpenEstate open = new OpenEstate();

    EstateAdvanceCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Duration by = DurationText.parse(time)
                .orElseThrow(() -> Refusal.wrongCall(
                        "wrong_call", "'" + time + "' is no duration: expected such as 90s, 30m, 4h, 2d or 1h30m."));
        Instant now = open.use(terminal, workbench, (estate, description) -> {
            estate.advance(by);
            return estate.now();
        });
        open.say(terminal, "It is now " + now + " there.", Map.of("now", now));
        return ExitCode.DONE.number();
    }
}
