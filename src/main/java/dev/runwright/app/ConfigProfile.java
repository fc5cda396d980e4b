package dev.runwright.app;

import dev.runwright.cli.Profile;
import dev.runwright.cli.Profile.Call;
import dev.runwright.cli.Profile.Connection;
import dev.runwright.cli.Profile.Policy;
import dev.runwright.cli.Profile.SecretSource;
import dev.runwright.model.PlacedText;
import dev.runwright.schedule.CalendarPolicy;
import dev.runwright.text.DidYouMean;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one profile of the configuration (design 8). */
final class ConfigProfile {
    private static final List<String> ORGANISATIONS = List.of("cloud", "on_premises");
    private static final List<String> SECRET_KINDS = List.of("env", "file", "command");

    private final Path folder;

    ConfigProfile(Path folder) {
        this.folder = folder;
    }

    Profile read(String name, ConfigKeys keys) {
        keys.only("estate", "connections", "secrets", "groups", "policy", "notice", "proxy", "notify");
        String estate = keys.text("estate");
        if (estate != null && keys.has("connections")) {
            keys.problem(
                    "connections",
                    "two_worlds",
                    "The profile '" + name + "' has an estate and connections; it must have one of them.",
                    null);
        }
        Map<String, Connection> connections = new LinkedHashMap<>();
        keys.child("connections").eachChild((key, connection) -> connections.put(key, connection(connection)));
        if (estate == null && connections.isEmpty()) {
            keys.problem(
                    "estate", "no_world", "The profile '" + name + "' has neither an estate nor connections.", null);
        }
        Map<String, SecretSource> secrets = new LinkedHashMap<>();
        keys.child("secrets")
                .eachChild((key, secret) ->
                        source(secret, "The secret '" + key + "'").ifPresent(source -> secrets.put(key, source)));
        Map<String, Profile.Channel> channels = new LinkedHashMap<>();
        ConfigChannels.read(keys.child("notify"), channels);
        Path file = estate == null ? null : folder.resolve(estate).normalize();
        return new Profile(
                name,
                file,
                connections,
                secrets,
                policy(keys, estate == null),
                ConfigNotice.of(keys),
                proxy(keys),
                channels);
    }

    private static @Nullable String proxy(ConfigKeys keys) {
        String proxy = keys.text("proxy");
        if (proxy != null && !proxy.matches("http://[^/@]+:\\d{1,5}/?")) {
            keys.wrong("proxy", "an address such as http://proxy:8080");
            return null;
        }
        return proxy;
    }

    private static Connection connection(ConfigKeys keys) {
        keys.only("organisation", "powershell", "connect", "disconnect", "check", "shells", "graph");
        ConfigKeys powershell = keys.child("powershell")
                .only("shell", "modules", "on", "credential", "authentication", "configuration", "port", "ssl");
        String shell = powershell.text("shell");
        return new Connection(
                oneOf(keys, "organisation", ORGANISATIONS),
                shell == null ? "pwsh" : shell,
                powershell.texts("modules"),
                call(keys, "connect"),
                call(keys, "disconnect"),
                call(keys, "check"),
                ConfigPool.of(keys.child("shells")),
                ConfigRemoting.of(powershell),
                ConfigGraph.of(keys));
    }

    private static @Nullable String oneOf(ConfigKeys keys, String key, List<String> words) {
        String word = keys.text(key);
        if (word != null && !words.contains(word)) {
            String hint = DidYouMean.hint(word, words);
            keys.problem(
                    key,
                    "wrong_word",
                    "'" + key + "' must be one of " + String.join(", ", words) + ", got '" + word + "'.",
                    hint.isEmpty() ? null : hint);
        }
        return word;
    }

    private static @Nullable Call call(ConfigKeys keys, String key) {
        if (!keys.has(key)) {
            return null;
        }
        ConfigKeys call = keys.child(key).only("cmdlet", "with");
        String cmdlet = call.text("cmdlet");
        if (cmdlet == null) {
            call.problem("cmdlet", "missing_key", "'" + key + "' needs 'cmdlet', the command that it calls.", null);
            return null;
        }
        return new Call(cmdlet, call.child("with").data());
    }

    /**
     * Where a secret is; empty, with the problem said, if it is nowhere.
     *
     * @param subject what needs it, as the beginning of a sentence
     */
    static Optional<SecretSource> source(ConfigKeys keys, String subject) {
        keys.only("env", "file", "command");
        for (String kind : SECRET_KINDS) {
            String place = keys.text(kind);
            if (place != null) {
                return Optional.of(new SecretSource(kind, place));
            }
        }
        keys.problem("", "missing_key", subject + " needs one of env, file, command.", null);
        return Optional.empty();
    }

    private Policy policy(ConfigKeys profile, boolean real) {
        ConfigKeys keys = profile.child("policy")
                .only(
                        "require_undo",
                        "approvals",
                        "approvers",
                        "protected",
                        "max_targets",
                        "contain",
                        "not_on",
                        "only_on",
                        "zone");
        String approvals = oneOf(keys, "approvals", List.of("required", "waived"));
        dev.runwright.engine.Policy people = new dev.runwright.engine.Policy(
                approvals == null ? real : approvals.equals("required"),
                keys.texts("approvers"),
                groups(profile.child("groups")),
                keys.texts("protected"),
                maxTargets(keys),
                "approve".equals(oneOf(keys, "contain", List.of("at_once", "approve"))));
        return new Policy(keys.flag("require_undo", false), people, calendars(keys));
    }

    private @Nullable CalendarPolicy calendars(ConfigKeys keys) {
        if (!keys.has("not_on") && !keys.has("only_on")) {
            return null;
        }
        String zone = keys.text("zone");
        boolean known = zone != null && ZoneId.getAvailableZoneIds().contains(zone);
        if (zone != null && !known) {
            keys.problem(
                    "zone",
                    "no_such_zone",
                    "There is no time zone '" + zone + "'.",
                    DidYouMean.hint(zone, new TreeSet<>(ZoneId.getAvailableZoneIds())));
        }
        return new CalendarPolicy(
                names(keys, "not_on"),
                names(keys, "only_on"),
                folder,
                zone != null && known ? ZoneId.of(zone) : ZoneId.systemDefault());
    }

    private static List<PlacedText> names(ConfigKeys keys, String key) {
        return keys.texts(key).stream()
                .map(name -> new PlacedText(keys.place(key), name))
                .toList();
    }

    private static Map<String, List<String>> groups(ConfigKeys keys) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        keys.data().keySet().forEach(name -> groups.put(name, keys.texts(name)));
        return groups;
    }

    private static int maxTargets(ConfigKeys keys) {
        Object value = keys.value("max_targets");
        if (value instanceof Long number && number > 0 && number <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        if (keys.has("max_targets")) {
            keys.wrong("max_targets", "a whole number of at least 1");
        }
        return 0;
    }
}
