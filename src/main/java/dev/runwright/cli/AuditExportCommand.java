package dev.runwright.cli;

import dev.runwright.audit.Head;
import dev.runwright.journal.Journal;
import dev.runwright.text.FileTrouble;
import dev.runwright.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = "Write the heads of all chains to a file, to be kept elsewhere: against it a cut tail is found.")
final class AuditExportCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Parameters(paramLabel = "FILE", description = "The file to write.")
    private Path file = Path.of("");

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    AuditExportCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        try (Journal journal = workbench.journal(workbench.settings(profile.config()))) {
            Head head = Head.of(journal.chains());
            Files.writeString(file, head.write() + "\n");
            if (output.json()) {
                terminal.out()
                        .println(Json.write(Map.of(
                                "file", file.toString(), "chains", head.chains().size())));
            } else {
                terminal.out()
                        .println("Written: " + file + ", the heads of "
                                + head.chains().size() + " chains.");
            }
        } catch (IOException e) {
            throw Refusal.wrongCall("file_not_written", file + " cannot be written: " + FileTrouble.of(e) + ".");
        }
        return ExitCode.DONE.number();
    }
}
