package dev.runwright.powershell;

import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What the shells of all connections share. Immutable.
 *
 * @param nanos the time in nanoseconds
 * @param background opens and ends shells where no step waits for it
 */
record ShellServices(
        ShellLimits limits,
        BridgeChoice bridge,
        Watchdog watchdog,
        ShellPool pool,
        LongSupplier nanos,
        Executor background,
        OpeningNotes notes) {}
