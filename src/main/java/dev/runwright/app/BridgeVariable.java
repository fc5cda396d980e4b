package dev.runwright.app;

import dev.runwright.cli.Refusal;
import dev.runwright.powershell.BridgeChoice;
import java.util.Locale;

/** In which way shells are driven: as {@code RUNWRIGHT_BRIDGE} says, else as jPowerShell's self-test tells. Stateless. */
final class BridgeVariable {
    private static final String VARIABLE = "RUNWRIGHT_BRIDGE";

    private BridgeVariable() {}

    /**
     * The choice in these surroundings.
     *
     * @throws Refusal if the variable says something else
     */
    static BridgeChoice in(Surroundings surroundings) {
        String wanted = surroundings.variable(VARIABLE);
        if (wanted.isEmpty()) {
            return BridgeChoice.tested();
        }
        for (BridgeChoice.Way way : BridgeChoice.Way.values()) {
            if (way.word().equals(wanted.toLowerCase(Locale.ROOT))) {
                return BridgeChoice.wanted(way, VARIABLE + " is " + wanted);
            }
        }
        throw Refusal.wrongCall(
                "no_bridge",
                VARIABLE + " is " + wanted
                        + "; set it to 'adapter' or 'public', or unset it: then a self-test chooses.");
    }
}
