package dev.runwright.estate.windows;

import dev.runwright.estate.world.Described;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes packages and what addresses give, from the estate's description. */
final class PackageFounding {
    static final Set<String> KEYS = Set.of(
            "file",
            "kind",
            "code",
            "name",
            "version",
            "publisher",
            "folder",
            "kb",
            "exit",
            "fails",
            "fails_for",
            "hosts",
            "patches",
            "files",
            "services",
            "build");
    static final Set<String> SOURCE_KEYS =
            Set.of("url", "size", "rate", "error", "interrupted", "version", "sha256", "signature", "signer");

    private final Documents documents;

    PackageFounding(Documents documents) {
        this.documents = documents;
    }

    void file(Described described) {
        String file = described.need("file");
        String kind = described.word("kind", List.of("msi", "msp", "msu", "exe"));
        String name = described.text("name", file);
        List<String> articles = described.texts("kb").stream()
                .map(text -> text.toUpperCase(Locale.ROOT).replaceFirst("^KB", ""))
                .toList();
        String code = kind.equals("msu") && !articles.isEmpty() ? "KB" + articles.get(0) : Installer.code(name);
        List<Object> files = new ArrayList<>();
        for (Described one : described.list("files", HostParts.FILE_KEYS)) {
            Document facts = HostParts.facts(one, Document.at(documents, "windows/none"), documents.now());
            files.add(facts.shown("Path", "Version", "Sha256", "SignatureStatus", "Signer", "SizeBytes"));
        }
        Document document = Document.at(documents, Installer.PACKAGES + "/" + file.toLowerCase(Locale.ROOT))
                .set("File", file)
                .set("Kind", kind)
                .set("ProductCode", described.text("code", code))
                .set("DisplayName", name)
                .set("DisplayVersion", described.text("version", "1.0"))
                .set("Publisher", described.text("publisher", "Microsoft Corporation"))
                .set("InstallLocation", described.get("folder"))
                .set("Kb", articles)
                .set("Exit", described.number("exit", 0))
                .set("Fails", described.number("fails", 0))
                .set("FailsUntil", null)
                .set("Hosts", described.texts("hosts"))
                .set("Patches", described.text("patches", ""))
                .set("Files", files)
                .set("Services", described.texts("services"))
                .set("Build", described.text("build", ""));
        if (described.has("fails_for")) {
            document.setTime("FailsUntil", documents.now().plus(described.span("fails_for", Duration.ZERO)));
        }
        document.keep(documents);
    }

    void source(Described source) {
        String url = source.need("url");
        String signer = source.text("signer", "");
        Document.at(documents, "windows/sources/" + Described.guid("source", url))
                .set("Url", url)
                .set("Size", source.number("size", 10_000_000))
                .set("Rate", source.number("rate", 1_000_000))
                .set("Error", source.get("error"))
                .set(
                        "InterruptedSeconds",
                        source.span("interrupted", Duration.ZERO).toSeconds())
                .set("Version", source.get("version"))
                .set("Sha256", source.text("sha256", Content.sha256(url)))
                .set("SignatureStatus", signer.isEmpty() ? "NotSigned" : source.word("signature", HostParts.SIGNATURES))
                .set("Signer", signer.isEmpty() ? null : signer)
                .keep(documents);
    }
}
