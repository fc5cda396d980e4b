package dev.runwright.estate.windows;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Roles and features of Windows Server. Stateless. */
final class Features {
    static final String KIND = "features";
    private static final String SPACE = "Microsoft.Windows.ServerManager.Commands.";

    private Features() {}

    static List<Rule> rules() {
        return List.of(
                Rule.reading("Get-WindowsFeature", Features::get),
                Rule.changing("Install-WindowsFeature", call -> change(call, true), "Name"),
                Rule.changing("Uninstall-WindowsFeature", call -> change(call, false), "Name"));
    }

    static String path(Document host, String name) {
        return Hosts.folder(KIND, host) + "/" + name;
    }

    private static Document need(Call call, Document host, String name) {
        return Document.under(call.documents(), Hosts.folder(KIND, host)).stream()
                .filter(feature -> feature.key().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> WindowsErrors.failed(
                        "ArgumentNotValid: The role, role service, or feature name is not valid: '" + name
                                + "'. The name was not found.",
                        "NameDoesNotExist",
                        "InvalidArgument",
                        name));
    }

    private static List<Map<String, @Nullable Object>> get(Call call) {
        Document host = Hosts.of(call);
        List<String> names = call.texts("Name");
        return Document.under(call.documents(), Hosts.folder(KIND, host)).stream()
                .filter(feature -> names.isEmpty() || Wildcards.any(names, feature.key()))
                .map(feature -> {
                    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
                    shown.put("$type", SPACE + "Feature");
                    shown.put("Name", feature.key());
                    shown.put("DisplayName", feature.get("DisplayName"));
                    shown.put("Installed", feature.flag("Installed"));
                    shown.put("InstallState", feature.flag("Installed") ? "Installed" : "Available");
                    return shown;
                })
                .toList();
    }

    private static List<Map<String, @Nullable Object>> change(Call call, boolean install) {
        Document host = Hosts.of(call);
        Documents documents = call.documents();
        List<Document> changed = new ArrayList<>();
        for (String name : call.texts("Name")) {
            Document feature = need(call, host, name);
            List<String> all = new ArrayList<>(feature.texts("Includes"));
            all.add(0, feature.key());
            all.stream()
                    .map(one -> need(call, host, one))
                    .filter(one -> one.flag("Installed") != install)
                    .forEach(changed::add);
        }
        boolean restart = changed.stream().anyMatch(feature -> feature.flag("Restart"));
        for (Document feature : changed) {
            feature.set("Installed", install).keep(documents);
            feature.texts("Services").forEach(name -> Services.provide(documents, host, name, install));
        }
        if (restart && call.flag("Restart")) {
            HostCmdlets.restart(documents, Document.at(documents, host.path()), false);
        } else if (restart) {
            HostCmdlets.needRestart(documents, host, "ComponentBasedServicing");
        }
        return List.of(result(changed, restart));
    }

    private static Map<String, @Nullable Object> result(List<Document> changed, boolean restart) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", SPACE + "FeatureOperationResult");
        shown.put("Success", true);
        shown.put("RestartNeeded", restart ? "Yes" : "No");
        shown.put("ExitCode", changed.isEmpty() ? "NoChangeNeeded" : restart ? "SuccessRestartRequired" : "Success");
        List<Object> results = new ArrayList<>();
        for (Document feature : changed) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("Name", feature.key());
            one.put("DisplayName", feature.get("DisplayName"));
            one.put("Success", true);
            one.put("RestartNeeded", feature.flag("Restart"));
            results.add(one);
        }
        shown.put("FeatureResult", results);
        return shown;
    }
}
