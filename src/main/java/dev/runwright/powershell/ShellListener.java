package dev.runwright.powershell;

import dev.runwright.wire.ShellEvent;

/** Told of what a shell says during one call; called on the pump's threads, must not block. */
interface ShellListener {
    /** Nobody listens. */
    ShellListener NONE = new ShellListener() {
        @Override
        public void event(ShellEvent event) {}

        @Override
        public void noise(String line) {}
    };

    /** An event of the awaited request. */
    void event(ShellEvent event);

    /** A line that is part of nothing: native output, a module's banner, standard error. */
    void noise(String line);
}
