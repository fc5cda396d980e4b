package dev.runwright.powershell;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cancellation;
import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Opens a real shell, says its process id, and begins a call that does not end; a test kills this program meanwhile. */
final class OrphanMain {
    private OrphanMain() {}

    public static void main(String[] arguments) {
        PowerShellShells shells = new PowerShellShells(List.of(RealShell.profile()), ShellLimits.standard());
        Attempt attempt = new Attempt(Duration.ofMinutes(2), new Cancellation(), event -> {
            if (event.kind().equals("info")) {
                ProcessHandle.current().children().forEach(child -> System.out.println(child.pid()));
                System.out.println(event.text());
            }
        });
        String command = arguments[0];
        Outcome outcome = shells.invoke(new Cmdlets.Call("exchange", command, Map.of(), List.of()), attempt);
        System.out.println(outcome);
    }
}
