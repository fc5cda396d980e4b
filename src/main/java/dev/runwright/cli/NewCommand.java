package dev.runwright.cli;

import dev.runwright.value.Json;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "new",
        description = "Write a small runbook to start from; it lints clean and can be rehearsed at once.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  runwright new close-imap                writes close-imap.yaml",
            "  runwright new runbooks/close-imap.yaml  writes that file"
        })
final class NewCommand implements Callable<Integer> {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final String TEMPLATE = """
            runwright: 1
            runbook: %s
            title: Say in a few words what it does
            purpose: |
              Say when it is used, what it changes, and that 'runwright undo' puts it back.
            inputs:
              mailbox: {type: upn, ask: Mailbox to work on}
            lock: mailbox/${{ inputs.mailbox }}
            steps:
              - id: mailbox
                cmdlet: Get-Mailbox
                with: {Identity: "${{ inputs.mailbox }}"}
                returns: one
              - assert: ${{ steps.mailbox.output.PrimarySmtpAddress != null }}
                else: The mailbox ${{ inputs.mailbox }} has no address.
              - id: close_imap
                cmdlet: Set-CASMailbox
                with: {Identity: "${{ inputs.mailbox }}", ImapEnabled: false}
                state: Get-CASMailbox
            """;

    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "The runbook's name, or the path of its file.")
    private String name = "";

    @Mixin
    private final OutputOption output = new OutputOption();

    NewCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path file = Path.of(name.endsWith(".yaml") ? name : name + ".yaml");
        String runbook = file.getFileName().toString().replaceFirst("\\.yaml$", "");
        if (!NAME.matcher(runbook).matches()) {
            throw Refusal.wrongCall(
                    "wrong_name",
                    "'" + runbook
                            + "' is no name for a runbook: expected lower case words joined by '-', for example close-imap.");
        }
        NewFile.write(file, TEMPLATE.formatted(runbook));
        if (output.json()) {
            terminal.out().println(Json.write(Map.of("runbook", runbook, "file", file.toString())));
        } else {
            String path = file.getParent() == null ? "./" + file : file.toString();
            terminal.out().println("Written: " + file);
            terminal.out().println("Next:    runwright lint " + path);
            terminal.out().println("         runwright rehearse " + path + " -i mailbox=anna@contoso.com");
        }
        return ExitCode.DONE.number();
    }
}
