package dev.runwright.powershell;

import dev.runwright.wire.ShellEvent;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Notices when a shell that works on a call is not heard any more, which it should be every two seconds. Thread-safe. */
final class Heartbeat implements ShellListener {
    private final ShellListener target;
    private final Duration silence;
    private final LongSupplier nanos;
    private long heard;
    private boolean told;

    /**
     * Passes everything on to {@code target}.
     *
     * @param silence after which it is told, once until the shell is heard again
     */
    Heartbeat(ShellListener target, Duration silence, LongSupplier nanos) {
        this.target = target;
        this.silence = silence;
        this.nanos = nanos;
        this.heard = nanos.getAsLong();
    }

    @Override
    public void event(ShellEvent event) {
        heard();
        target.event(event);
    }

    @Override
    public void noise(String line) {
        heard();
        target.noise(line);
    }

    private synchronized void heard() {
        heard = nanos.getAsLong();
        told = false;
    }

    /** To be asked now and then. */
    void look() {
        synchronized (this) {
            if (told || nanos.getAsLong() - heard < silence.toNanos()) {
                return;
            }
            told = true;
        }
        target.event(new ShellEvent("silent", silence.toSeconds()));
    }
}
