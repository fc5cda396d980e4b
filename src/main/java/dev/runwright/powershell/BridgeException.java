package dev.runwright.powershell;

import dev.runwright.text.RunwrightException;
import org.jspecify.annotations.Nullable;

/** The bridge cannot work on this machine at all, whatever the runbook says. */
public final class BridgeException extends RunwrightException {
    private static final long serialVersionUID = 1L;

    private BridgeException(String code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }

    static BridgeException otherJPowerShell(String what, @Nullable Throwable cause) {
        return new BridgeException(
                "jpowershell_changed",
                "The jPowerShell on the class path is not version 3.1.1, which the bridge is built on (" + what
                        + "); install Runwright with the libraries it was built with.",
                cause);
    }
}
