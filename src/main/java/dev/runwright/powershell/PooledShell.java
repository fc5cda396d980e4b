package dev.runwright.powershell;

import dev.runwright.wire.ShellFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An open shell with what the pool must know of its past. Used by the one step that has it. */
final class PooledShell {
    private static final int CALLS_BETWEEN_LOOKS = 100;
    private static final long NANOS_BETWEEN_LOOKS = 60_000_000_000L;

    private final ShellSession session;
    private final ShellFacts facts;
    private final PoolRules rules;
    private final Ending ending;
    private final long opened;
    private long used;
    private long looked;
    private long memory;
    private int calls;

    /**
     * Opened just now.
     *
     * @param ending ends it
     * @param now in nanoseconds, like all times here
     */
    PooledShell(ShellSession session, ShellFacts facts, PoolRules rules, Ending ending, long now) {
        this.session = session;
        this.facts = facts;
        this.rules = rules;
        this.ending = ending;
        this.opened = now;
        this.used = now;
        this.looked = now;
        this.memory = facts.memory();
    }

    ShellSession session() {
        return session;
    }

    ShellFacts facts() {
        return facts;
    }

    /** A call has ended. */
    void used(long now) {
        calls++;
        used = now;
    }

    /** The shell said how much memory it has; negative if it does not know. */
    void looked(long bytes, long now) {
        memory = bytes;
        looked = now;
    }

    /** Whether it is to be asked how it is before its next call. */
    boolean lookDue(long now) {
        return now - looked >= NANOS_BETWEEN_LOOKS || (calls > 0 && calls % CALLS_BETWEEN_LOOKS == 0);
    }

    /** Whether nobody used it for a while, so that the service may have let it go. */
    boolean rested(long now) {
        return now - used >= NANOS_BETWEEN_LOOKS;
    }

    /** Why it is not to be used again; null while it may be. */
    @Nullable String spent(long now) {
        if (!session.usable()) {
            return "it is in doubt";
        }
        if (calls >= rules.calls()) {
            return "it has made " + calls + " calls";
        }
        if (now - opened >= rules.age().toNanos()) {
            return "it is old";
        }
        if (now - used >= rules.idle().toNanos()) {
            return "it was idle";
        }
        return memory > rules.memory() ? "it has " + (memory >> 20) + " MiB of memory" : null;
    }

    void end() {
        ending.end(session);
    }

    /** Ends it because its time is over, its successor being prepared first. */
    void retire() {
        ending.retire(session);
    }

    /** Ends several. */
    static void end(List<PooledShell> shells) {
        shells.forEach(PooledShell::end);
    }

    /** How a shell is ended. */
    interface Ending {
        /** Disconnects it and ends it. */
        void end(ShellSession session);

        /** The same, with a successor if one is wanted. */
        void retire(ShellSession session);
    }
}
