package dev.runwright.powershell;

import java.io.IOException;
import java.util.Locale;

/**
 * In which of its two ways jPowerShell is used, and why. Immutable.
 *
 * @param why for people
 */
public record BridgeChoice(Way way, String why) {
    /** The two ways; results are the same. */
    public enum Way {
        /** Its private fields are set, its process is ours. */
        ADAPTER,
        /** By its public methods alone: five seconds to open, 15 ms to answer. */
        PUBLIC;

        /** As people write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the self-test says: adapter, if the private parts of jPowerShell are as they must be. */
    public static BridgeChoice tested() {
        return after(JPowerShellShape::check);
    }

    /** Somebody asks for a way. */
    public static BridgeChoice wanted(Way way, String why) {
        if (way == Way.ADAPTER) {
            JPowerShellShape.check();
        }
        return new BridgeChoice(way, why);
    }

    static BridgeChoice after(Runnable test) {
        try {
            test.run();
            return new BridgeChoice(Way.ADAPTER, "its self-test went well");
        } catch (BridgeException e) {
            return new BridgeChoice(Way.PUBLIC, "its self-test failed: " + e.sentence());
        }
    }

    /** Starts a shell in this way. */
    ShellChild start(ShellProfile profile, Watchdog watchdog) throws IOException {
        return way == Way.ADAPTER ? AdaptedChild.start(profile, watchdog) : PublicChild.start(profile, watchdog);
    }
}
