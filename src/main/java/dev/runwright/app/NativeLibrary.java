package dev.runwright.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * SQLite's native library as the build unpacked it beside the jar, which saves unpacking it at each start; where it is missing, the
 * driver unpacks its own.
 */
final class NativeLibrary {
    /** The driver's property for the library's folder (SQLite JDBC documentation). */
    static final String PROPERTY = "org.sqlite.lib.path";

    private NativeLibrary() {}

    /** Points the driver to the unpacked library of this machine, if there is one. */
    static void use(Path install) {
        Path folder = install.resolve("target/native/org/sqlite/native")
                .resolve(system())
                .resolve(processor());
        if (System.getProperty(PROPERTY) == null && Files.isDirectory(folder)) {
            System.setProperty(PROPERTY, folder.toString());
        }
    }

    private static String system() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return name.startsWith("windows") ? "Windows" : name.startsWith("mac") ? "Mac" : "Linux";
    }

    private static String processor() {
        return System.getProperty("os.arch", "").matches("aarch64|arm64") ? "aarch64" : "x86_64";
    }
}
