package dev.runwright.app;

import dev.runwright.cli.Refusal;
import dev.runwright.text.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The scripts that a real PowerShell loads first. The build puts copies of them into the program, which are compared with the
 * installed ones before a shell is started: half an upgrade, or a change by somebody, is told instead of run. Stateless.
 */
final class BridgeScripts {
    private static final List<String> NAMES = List.of(
            "rw-boot.ps1",
            "rw-wire.ps1",
            "rw-runner.ps1",
            "rw-commands.ps1",
            "Runwright.Bridge.psm1",
            "Runwright.Worker.psm1",
            "Runwright.Remote.psm1");

    private BridgeScripts() {}

    /**
     * Looks at those of an installation, and gives their folder.
     *
     * @throws Refusal if one is not there, or is not the one that this program was built with
     */
    static Path in(Path install) {
        Path folder = folder(install);
        NAMES.forEach(name -> check(folder.resolve(name), name));
        return folder;
    }

    /** Where those of an installation are. */
    static Path folder(Path install) {
        return install.resolve("scripts/bridge");
    }

    private static void check(Path file, String name) {
        try (InputStream built = BridgeScripts.class.getResourceAsStream("bridge/" + name)) {
            if (built == null || !Arrays.equals(built.readAllBytes(), Files.readAllBytes(file))) {
                throw refusal("The script " + file + " is not the one that this Runwright was built with");
            }
        } catch (IOException e) {
            throw refusal("The script " + file + " cannot be read: " + FileTrouble.of(e));
        }
    }

    private static Refusal refusal(String what) {
        return Refusal.wrongCall(
                "other_bridge",
                what + "; no shell was started. Install Runwright anew, or build it if you have changed the script.");
    }
}
