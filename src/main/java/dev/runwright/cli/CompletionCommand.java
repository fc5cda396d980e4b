package dev.runwright.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = "Print a script that makes a shell complete commands, options, runbooks and runs.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(runwright completion bash)                                        in ~/.bashrc",
            "  source <(runwright completion zsh)                                         in ~/.zshrc",
            "  runwright completion powershell | Out-String | Invoke-Expression           in $PROFILE"
        })
final class CompletionCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or powershell.")
    private String shell = "";

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        CompletionScript script = new CompletionScript(spec.root());
        terminal.out()
                .print(
                        switch (shell) {
                            case "bash", "zsh" -> script.bash();
                            case "powershell" -> script.powershell();
                            default ->
                                throw Refusal.wrongCall(
                                        "wrong_call",
                                        "There is no completion for '" + shell
                                                + "'; expected bash, zsh or powershell.");
                        });
        return ExitCode.DONE.number();
    }
}
