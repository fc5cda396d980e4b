package dev.runwright.app;

import dev.runwright.cli.Refusal;
import dev.runwright.cli.Workbench;
import dev.runwright.powershell.PowerShellShells;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The shells of profiles with real connections. The runs that this process drives at the same time in one profile share them, so that
 * what {@code shells:} says of a connection holds for all of these runs. Thread-safe.
 */
final class SharedShells {
    private final Map<String, Shared> all = new HashMap<>();
    private boolean kept;

    /** The shells of one profile, and how many use them. */
    private static final class Shared {
        private final PowerShellShells shells;
        private int users;

        Shared(PowerShellShells shells) {
            this.shells = shells;
        }
    }

    /** Shells that a run uses until it closes this. */
    record Borrowed(PowerShellShells shells, Runnable giveBack) implements AutoCloseable {
        @Override
        public void close() {
            giveBack.run();
        }
    }

    /**
     * The shells of a profile, which know these commands as well; none is started yet.
     *
     * @throws Refusal if a secret that a connection needs is not there
     */
    synchronized Borrowed borrow(String profile, RealShells source, Set<String> commands) {
        Shared shared = all.get(profile);
        if (shared == null) {
            shared = new Shared(source.open(commands));
            all.put(profile, shared);
        } else {
            shared.shells.renew(source.profiles(commands));
        }
        shared.users++;
        return new Borrowed(shared.shells, () -> giveBack(profile));
    }

    private void giveBack(String profile) {
        PowerShellShells last = null;
        synchronized (this) {
            Shared shared = all.get(profile);
            if (shared != null && --shared.users == 0 && !kept) {
                all.remove(profile);
                last = shared.shells;
            }
        }
        if (last != null) {
            last.close();
        }
    }

    /** Until that is closed, shells are kept for the next run as well, as long as the rules of their connection say. */
    synchronized Workbench.Kept keep() {
        kept = true;
        return this::letGo;
    }

    private void letGo() {
        List<PowerShellShells> unused = new ArrayList<>();
        synchronized (this) {
            kept = false;
            all.values().removeIf(shared -> shared.users == 0 && unused.add(shared.shells));
        }
        unused.forEach(PowerShellShells::close);
    }
}
