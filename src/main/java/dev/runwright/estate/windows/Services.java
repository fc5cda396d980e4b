package dev.runwright.estate.windows;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.CommandFailure;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.Rule;
import dev.runwright.wire.ShellError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cmdlets of services. Stateless. */
final class Services {
    static final String KIND = "services";
    private static final String RUNNING = "Running";
    private static final String STOPPED = "Stopped";

    private Services() {}

    static List<Rule> rules() {
        return List.of(
                Rule.reading("Get-Service", call -> shown(chosen(call))),
                Rule.changing("Start-Service", call -> move(call, RUNNING)),
                Rule.changing("Stop-Service", call -> move(call, STOPPED)),
                Rule.changing("Restart-Service", call -> move(call, RUNNING)),
                Rule.changing("Set-Service", Services::set, "Name"));
    }

    static String path(Document host, String name) {
        return Hosts.folder(KIND, host) + "/" + name;
    }

    /** Adds a service that a feature or a package brings, running; or takes it away. */
    static void provide(Documents documents, Document host, String name, boolean there) {
        if (!there) {
            documents.remove(path(host, name));
        } else if (documents.find(path(host, name)).isEmpty()) {
            Document.at(documents, path(host, name))
                    .set("DisplayName", name)
                    .set("Status", RUNNING)
                    .set("StartType", "Automatic")
                    .keep(documents);
        }
    }

    private static List<Document> chosen(Call call) {
        Document host = Hosts.of(call);
        List<Document> all = Document.under(call.documents(), Hosts.folder(KIND, host));
        List<String> names = call.texts("Name");
        if (names.isEmpty()) {
            return all;
        }
        List<Document> found = new ArrayList<>();
        for (String name : names) {
            List<Document> matching = all.stream()
                    .filter(service -> Wildcards.matches(name, service.key()))
                    .toList();
            if (matching.isEmpty() && !Wildcards.isPattern(name)) {
                throw notFound(name);
            }
            found.addAll(matching);
        }
        return found;
    }

    private static CommandFailure notFound(String name) {
        return CommandFailure.written(ShellError.of(
                "Cannot find any service with service name '" + name + "'.",
                "Microsoft.PowerShell.Commands.ServiceCommandException",
                "NoServiceFoundForGivenName",
                "ObjectNotFound",
                name));
    }

    private static List<Map<String, @Nullable Object>> shown(List<Document> services) {
        return services.stream()
                .map(service -> {
                    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
                    shown.put("$type", "System.ServiceProcess.ServiceController");
                    shown.put("Name", service.key());
                    shown.put("ServiceName", service.key());
                    shown.putAll(service.shown("DisplayName", "Status", "StartType", "Description"));
                    return shown;
                })
                .toList();
    }

    private static List<Map<String, @Nullable Object>> move(Call call, String status) {
        List<Document> services = chosen(call);
        for (Document service : services) {
            move(service, status);
            service.keep(call.documents());
        }
        return call.flag("PassThru") ? shown(services) : List.of();
    }

    private static void move(Document service, String status) {
        boolean starts = status.equals(RUNNING);
        if (starts && service.text("StartType").equals("Disabled")) {
            throw CommandFailure.written(ShellError.of(
                    "Service '" + service.text("DisplayName") + " (" + service.key()
                            + ")' cannot be started due to the following error: Cannot start service '" + service.key()
                            + "' on computer '.'.",
                    "Microsoft.PowerShell.Commands.ServiceCommandException",
                    "CouldNotStartService",
                    "OpenError",
                    service.key()));
        }
        service.set("Status", status);
    }

    private static List<Map<String, @Nullable Object>> set(Call call) {
        List<Document> services = chosen(call);
        for (Document service : services) {
            if (call.has("StartupType")) {
                service.set("StartType", call.get("StartupType"));
            }
            for (String name : List.of("DisplayName", "Description")) {
                if (call.has(name)) {
                    service.set(name, call.get(name));
                }
            }
            if (call.text("Status") != null) {
                move(service, call.need("Status"));
            }
            service.keep(call.documents());
        }
        return call.flag("PassThru") ? shown(services) : List.of();
    }
}
