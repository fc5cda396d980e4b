package dev.runwright.wire;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers the commands that a sandbox's proxies send from a real PowerShell.
 *
 * <p>The proxies are functions of one generated module, each with the parameters of the cmdlet that it stands for and a body that
 * only calls {@code Runwright.Worker\Invoke-RwEstate $PSCmdlet $PSBoundParameters}. That module is a file {@code NAME.psm1} whose
 * path is among the connection's modules; it is imported into the global scope after the estate's channel is open, so that its
 * functions stand before cmdlets of the same name. Called by one thread at a time for each shell.
 */
@FunctionalInterface
public interface EstateAnswers {
    /**
     * Carries out one command; blocks until it has.
     *
     * @param command the proxy's name
     * @param arguments the bound parameters as plain data; a switch is a Boolean, a SecureString is {@code ***}
     */
    EstateAnswer answer(String command, Map<String, @Nullable Object> arguments);

    /** What answers commands that are done on another computer by a session to it. */
    default EstateAnswers on(String host) {
        return this;
    }
}
