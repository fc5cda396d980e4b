package dev.runwright.estate.windows;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Single values of the registry. Stateless. */
final class Registry {
    static final String KIND = "registry";
    private static final Map<String, String> LONG_NAMES =
            Map.of("hkey_local_machine", "hklm", "hkey_current_user", "hkcu", "hkey_users", "hku");

    private Registry() {}

    static List<Rule> rules() {
        return List.of(
                Rule.reading("Get-RwRegistryValue", Registry::get, "Path", "Name"),
                Rule.changing("Set-RwRegistryValue", Registry::set, "Path", "Name", "Value"));
    }

    /** Where a value is kept: {@code HKLM:\A\B} and {@code HKEY_LOCAL_MACHINE\A\B} are one key. */
    static String path(Document host, String key, String name) {
        String lower = key.toLowerCase(Locale.ROOT).replaceFirst("\\\\+$", "");
        String hive = lower.split("[:\\\\]", -1)[0];
        String rest = lower.substring(hive.length()).replaceFirst("^:?\\\\*", "");
        return Hosts.path(KIND, host, LONG_NAMES.getOrDefault(hive, hive) + "\\" + rest + "|" + name);
    }

    private static List<Map<String, @Nullable Object>> get(Call call) {
        return List.of(shown(call, Hosts.of(call)));
    }

    private static Map<String, @Nullable Object> shown(Call call, Document host) {
        String path = needPath(call);
        Document value = Document.at(call.documents(), path(host, path, call.need("Name")));
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Runwright.RegistryValue");
        shown.put("Path", path);
        shown.put("Name", call.need("Name"));
        shown.put("Value", value.get("Value"));
        shown.put("Type", value.get("Type"));
        shown.put("Exists", value.get("Type") != null);
        return shown;
    }

    private static String needPath(Call call) {
        String path = call.need("Path");
        if (!path.matches("(?i)(HKLM|HKCU|HKU|HKEY_LOCAL_MACHINE|HKEY_CURRENT_USER|HKEY_USERS):?\\\\.+")) {
            throw WindowsErrors.failed(
                    "A registry path begins with HKLM:\\, HKCU:\\ or HKU:\\ and names a key, got '" + path + "'.",
                    "RegistryPathInvalid",
                    "InvalidArgument",
                    path);
        }
        return path;
    }

    private static List<Map<String, @Nullable Object>> set(Call call) {
        Document host = Hosts.of(call);
        String path = path(host, needPath(call), call.need("Name"));
        Object value = call.get("Value");
        if (value == null) {
            call.documents().remove(path);
            return List.of();
        }
        Document document = Document.at(call.documents(), path);
        String type = call.text("Type");
        boolean asBefore = type == null || type.isEmpty();
        Object before = document.get("Type");
        document.set("Path", call.need("Path"))
                .set("Name", call.need("Name"))
                .set("Value", value)
                .set("Type", !asBefore ? type : before == null ? type(value) : before)
                .keep(call.documents());
        return List.of();
    }

    private static String type(Object value) {
        if (value instanceof Boolean || value instanceof Number) {
            boolean big = value instanceof Number number && number.longValue() > Integer.MAX_VALUE;
            return big ? "QWord" : "DWord";
        }
        return value instanceof List<?> ? "MultiString" : "String";
    }
}
