package dev.runwright.powershell;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What to do about a shell that ends before it answers, by what it said last. Stateless. */
final class BootHints {
    private static final Map<String, String> HINTS = new LinkedHashMap<>();

    static {
        String sign =
                "Its execution policy does not allow the bridge's scripts: sign the files of scripts/bridge, or allow them";
        HINTS.put("running scripts is disabled", sign);
        HINTS.put("is not digitally signed", sign);
        HINTS.put("pssecurityexception", sign);
        HINTS.put(
                "language mode",
                "It runs in a constrained language mode: trust the files of scripts/bridge in the policy that asks for it");
        HINTS.put("assembly with id", "Its installation is not whole: install PowerShell again");
    }

    private BootHints() {}

    /** A sentence to be put behind what it said, with a blank before it; empty if there is nothing to add. */
    static String of(String said) {
        String text = said.toLowerCase(Locale.ROOT);
        return HINTS.entrySet().stream()
                .filter(hint -> text.contains(hint.getKey()))
                .findFirst()
                .map(hint -> ". " + hint.getValue())
                .orElse("");
    }
}
