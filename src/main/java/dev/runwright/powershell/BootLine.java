package dev.runwright.powershell;

import dev.runwright.wire.Protocol;
import java.nio.file.Path;

/** The one line of PowerShell that the bridge writes: it starts the boot script. Stateless. */
final class BootLine {
    private BootLine() {}

    /** The line for the scripts in {@code bridge}. ASCII only: other characters of the path travel as their codes. */
    static String of(Path bridge) {
        String path = bridge.toAbsolutePath().resolve("rw-boot.ps1").toString();
        StringBuilder text = new StringBuilder();
        StringBuilder codes = new StringBuilder();
        int count = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            switch (c) {
                case '\'' -> text.append("''");
                case '{' -> text.append("{{");
                case '}' -> text.append("}}");
                default -> {
                    if (c < ' ' || c > '~') {
                        text.append('{').append(count++).append('}');
                        codes.append(codes.isEmpty() ? "" : ",")
                                .append("[char]")
                                .append((int) c);
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        String name = "('" + text + "' -f @(" + codes + "))";
        return "& " + name + " " + Protocol.BOOT_MARK;
    }
}
