package dev.runwright.estate.windows;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Files with what is known of them: version, hash and signer; never their content. Stateless. */
final class HostFiles {
    static final String KIND = "files";

    private HostFiles() {}

    static List<Rule> rules() {
        return List.of(
                Rule.reading("Get-RwFile", HostFiles::get, "Path"),
                Rule.reading("Get-FileHash", HostFiles::hash),
                Rule.reading("Get-AuthenticodeSignature", HostFiles::signature),
                Rule.changing("Remove-Item", HostFiles::remove));
    }

    static Optional<Document> find(Documents documents, Document host, String path) {
        return Document.find(documents, Hosts.path(KIND, host, path));
    }

    /** The file at a path, or the one of that name: a path of the rehearsal's machine means the same file here. */
    static Optional<Document> like(Documents documents, Document host, String path) {
        String name = baseName(path);
        return find(documents, host, path)
                .or(() -> Document.under(documents, Hosts.folder(KIND, host)).stream()
                        .filter(file -> baseName(file.text("Path")).equals(name))
                        .findFirst());
    }

    static String baseName(String path) {
        String slashed = path.replace('\\', '/');
        return slashed.substring(slashed.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    private static List<Map<String, @Nullable Object>> get(Call call) {
        Document host = Hosts.of(call);
        String path = call.need("Path");
        Optional<Document> file = find(call.documents(), host, path);
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Runwright.File");
        shown.put("Path", path);
        shown.put("Exists", file.isPresent());
        shown.putAll(file.map(HostFiles::facts).orElseGet(() -> facts(Document.at(call.documents(), "windows/none"))));
        return List.of(shown);
    }

    private static Map<String, @Nullable Object> facts(Document file) {
        return file.shown("Version", "Sha256", "SignatureStatus", "Signer", "SizeBytes");
    }

    private static List<Document> named(Call call, String... parameters) {
        Document host = Hosts.local(call.documents());
        List<Document> found = new ArrayList<>();
        for (String parameter : parameters) {
            for (String path : call.texts(parameter)) {
                found.add(find(call.documents(), host, path)
                        .orElseThrow(() -> WindowsErrors.notFound(
                                "Cannot find path '" + path + "' because it does not exist.", "PathNotFound", path)));
            }
        }
        return found;
    }

    private static List<Map<String, @Nullable Object>> remove(Call call) {
        named(call, "Path", "LiteralPath").forEach(file -> call.documents().remove(file.path()));
        return List.of();
    }

    private static List<Map<String, @Nullable Object>> hash(Call call) {
        String algorithm = call.text("Algorithm") == null ? "SHA256" : call.need("Algorithm");
        if (!algorithm.equals("SHA256")) {
            throw dev.runwright.estate.world.CommandFailure.notInEstate(call.command(), "Algorithm");
        }
        return named(call, "Path", "LiteralPath").stream()
                .map(file -> {
                    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
                    shown.put("$type", "Microsoft.PowerShell.Commands.FileHashInfo");
                    shown.put("Algorithm", algorithm);
                    shown.put("Hash", file.text("Sha256").toUpperCase(Locale.ROOT));
                    shown.put("Path", file.get("Path"));
                    return shown;
                })
                .toList();
    }

    private static List<Map<String, @Nullable Object>> signature(Call call) {
        return named(call, "FilePath", "LiteralPath").stream()
                .map(file -> {
                    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
                    shown.put("$type", "System.Management.Automation.Signature");
                    shown.put("Status", file.get("SignatureStatus"));
                    shown.put("Path", file.get("Path"));
                    String signer = file.text("Signer");
                    shown.put(
                            "SignerCertificate",
                            signer.isEmpty() ? null : Map.of("Subject", "CN=" + signer + ", O=" + signer + ", C=US"));
                    shown.put("SignatureType", signer.isEmpty() ? "None" : "Authenticode");
                    return shown;
                })
                .toList();
    }
}
