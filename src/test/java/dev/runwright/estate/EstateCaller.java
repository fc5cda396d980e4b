package dev.runwright.estate;

import java.nio.file.Path;
import java.util.Map;

/** A process of its own that adds device after device to one list: {@code FOLDER PREFIX COUNT}. */
final class EstateCaller {
    private EstateCaller() {}

    public static void main(String[] arguments) {
        try (TestEstate contoso = TestEstate.in(Path.of(arguments[0]))) {
            add(contoso, arguments[1], Integer.parseInt(arguments[2]));
        }
    }

    static void add(TestEstate contoso, String prefix, int count) {
        for (int i = 0; i < count; i++) {
            contoso.all("Set-CASMailbox", "Identity", "eve", "ActiveSyncBlockedDeviceIDs", Map.of("Add", prefix + i));
        }
    }
}
