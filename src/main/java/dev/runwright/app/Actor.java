package dev.runwright.app;

import com.sun.security.auth.module.UnixSystem;

/** Who runs this process, by the operating system and never by an environment variable. */
final class Actor {
    private Actor() {}

    /** The user's name; on Windows with its domain. */
    static String ofThisProcess() {
        return ProcessHandle.current().info().user().orElseGet(Actor::byNumber);
    }

    private static String byNumber() {
        if (Surroundings.isWindows()) {
            return "unknown";
        }
        UnixSystem user = new UnixSystem();
        String name = user.getUsername();
        return name == null || name.isEmpty() ? "uid " + user.getUid() : name;
    }
}
