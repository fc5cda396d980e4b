package dev.runwright.powershell;

import dev.runwright.engine.StepError;
import dev.runwright.wire.ShellFacts;

/** How opening a shell went. */
sealed interface Opening {
    /** It is ready. */
    record Opened(ShellSession session, ShellFacts facts) implements Opening {}

    /** It is not; nothing is left of it. */
    record NotOpened(StepError error) implements Opening {}
}
