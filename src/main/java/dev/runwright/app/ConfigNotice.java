package dev.runwright.app;

import dev.runwright.cli.Notice;
import dev.runwright.text.DidYouMean;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads whom a profile tells of runs that end badly. Stateless. */
final class ConfigNotice {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private ConfigNotice() {}

    static Notice of(ConfigKeys profile) {
        if (!profile.has("notice")) {
            return Notice.NONE;
        }
        ConfigKeys keys = profile.child("notice").only("on", "program", "webhook", "rehearsals");
        List<String> on = keys.has("on") ? keys.texts("on") : List.of("failed", "unknown");
        on.stream().filter(state -> !Notice.STATES.contains(state)).forEach(state -> {
            String hint = DidYouMean.hint(state, Notice.STATES);
            keys.problem(
                    "on",
                    "wrong_word",
                    "'on' must be of " + String.join(", ", Notice.STATES) + ", got '" + state + "'.",
                    hint);
        });
        List<String> program = keys.texts("program");
        String webhook = keys.text("webhook");
        if (program.isEmpty() && webhook == null) {
            keys.problem("", "missing_key", "'notice' needs 'program', 'webhook' or both: who is told.", null);
        }
        if (webhook != null && !isSafe(webhook)) {
            keys.problem(
                    "webhook",
                    "wrong_address",
                    "'webhook' must be an https address, or http on this machine.",
                    "For example https://hooks.example.com/runwright.");
        }
        return new Notice(on, program, webhook, keys.flag("rehearsals", false));
    }

    /** Whether it is an https address, or http on this machine. */
    static boolean isSafe(String webhook) {
        try {
            URI address = new URI(webhook);
            String scheme = String.valueOf(address.getScheme());
            @Nullable String host = address.getHost();
            return host != null
                    && (scheme.equalsIgnoreCase("https")
                            || (scheme.equalsIgnoreCase("http") && LOOPBACK.contains(host)));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
