package dev.runwright.cli;

import dev.runwright.estate.Fault;
import dev.runwright.value.Json;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "fault",
        description =
                "Let a call go wrong: fail call N [of CMDLET] before|after with WHAT [always]. Without words, show the"
                        + " faults that are set.",
        footerHeading =
                "%nWHAT is throttled, denied, die, hang, stuck, half, timeout, or 'error ID: message'.%n%nExamples:%n",
        footer = {
            "  runwright estate fault fail call 3 before with denied",
            "  runwright estate fault fail call 1 of Set-Mailbox after with die",
            "  runwright estate fault --clear"
        })
final class EstateFaultCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Parameters(arity = "0..*", paramLabel = "WORD", description = "The fault, as one text or word by word.")
    private List<String> words = List.of();

    @Option(names = "--clear", description = "Take all faults away.")
    private boolean clear;

    @Mixin
    private final OpenEstate open = new OpenEstate();

    EstateFaultCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        List<Fault> faults = open.use(terminal, workbench, (estate, description) -> {
            if (clear) {
                estate.clearFaults();
            }
            if (!words.isEmpty()) {
                estate.fault(Fault.parse(String.join(" ", words)));
            }
            return estate.faultsSet();
        });
        if (open.json()) {
            terminal.out()
                    .println(Json.write(faults.stream().map(Fault::toString).toList()));
        } else {
            faults.forEach(terminal.out()::println);
            terminal.err().println(faults.size() + " set.");
        }
        return ExitCode.DONE.number();
    }
}
