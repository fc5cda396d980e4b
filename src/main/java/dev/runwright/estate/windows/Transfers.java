package dev.runwright.estate.windows;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.CommandFailure;
import dev.runwright.estate.world.Described;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Background transfers of the local computer (BITS): the module's functions and Microsoft's cmdlets. Stateless. */
final class Transfers {
    private Transfers() {}

    static List<Rule> rules() {
        return List.of(
                Rule.changing("Start-RwTransfer", Transfers::start, "Source", "Destination", "DisplayName"),
                Rule.reading(
                        "Get-RwTransfer",
                        call -> chosen(call, "DisplayName").map(Transfer::shown).toList()),
                Rule.changing("Complete-RwTransfer", Transfers::complete, "JobId"),
                Rule.changing("Remove-RwTransfer", Transfers::remove),
                Rule.changing("Start-BitsTransfer", Transfers::startBits, "Source"),
                Rule.reading(
                        "Get-BitsTransfer",
                        call -> chosen(call, "Name").map(Transfer::bits).toList()),
                Rule.changing("Complete-BitsTransfer", Transfers::completeBits, "BitsJob"),
                Rule.changing("Remove-BitsTransfer", Transfers::removeBits, "BitsJob"));
    }

    private static java.util.stream.Stream<Transfer> chosen(Call call, String nameParameter) {
        List<String> ids = call.texts("JobId");
        List<String> names = call.texts(nameParameter);
        return Document.under(call.documents(), Transfer.FOLDER).stream()
                .map(document -> new Transfer(call.documents(), document))
                .filter(job -> ids.isEmpty() || ids.stream().anyMatch(job.id()::equalsIgnoreCase))
                .filter(job ->
                        names.isEmpty() || Wildcards.any(names, job.document().text("DisplayName")));
    }

    private static CommandFailure none(String which) {
        return WindowsErrors.notFound("There is no transfer " + which + ".", "TransferNotFound", which);
    }

    private static Transfer need(Documents documents, String id) {
        return Optional.of(Document.at(documents, Transfer.FOLDER + "/" + id))
                .filter(document -> document.get("Source") != null)
                .map(document -> new Transfer(documents, document))
                .orElseThrow(() -> none(id));
    }

    private static List<Map<String, @Nullable Object>> start(Call call) {
        String name = call.need("DisplayName");
        boolean taken = Document.under(call.documents(), Transfer.FOLDER).stream()
                .anyMatch(job -> job.text("DisplayName").equalsIgnoreCase(name));
        if (taken) {
            throw WindowsErrors.failed(
                    "There is a transfer named '" + name + "'.", "TransferExists", "ResourceExists", name);
        }
        return List.of(begin(call.documents(), call.need("Source"), call.need("Destination"), name)
                .shown());
    }

    private static Transfer begin(Documents documents, String source, String destination, String name) {
        Hosts.local(documents);
        Document given = Document.under(documents, "windows/sources").stream()
                .filter(known -> known.text("Url").equals(source))
                .findFirst()
                .orElseGet(() -> Document.at(documents, "windows/none")
                        .set("Error", "HTTP status 404: The requested URL does not exist on the server."));
        String id = Described.guid("transfer", name + documents.next());
        Document job = Document.at(documents, Transfer.FOLDER + "/" + id)
                .set("DisplayName", name)
                .set("Source", source)
                .set("Destination", destination)
                .setTime("Started", documents.now());
        Map<String, @Nullable Object> facts = new LinkedHashMap<>(given.shown(
                "Size", "Rate", "Error", "InterruptedSeconds", "Version", "Sha256", "SignatureStatus", "Signer"));
        facts.forEach(job::set);
        job.keep(documents);
        return new Transfer(documents, job);
    }

    private static List<Map<String, @Nullable Object>> complete(Call call) {
        need(call.documents(), call.need("JobId")).complete();
        return List.of();
    }

    private static List<Map<String, @Nullable Object>> remove(Call call) {
        if (call.text("JobId") == null && call.text("DisplayName") == null) {
            throw WindowsErrors.failed(
                    "JobId or DisplayName must say which transfer is meant.",
                    "TransferNotNamed",
                    "InvalidArgument",
                    "");
        }
        List<Transfer> jobs = chosen(call, "DisplayName").toList();
        if (jobs.isEmpty()) {
            throw none(call.text("JobId") == null ? call.need("DisplayName") : call.need("JobId"));
        }
        jobs.forEach(job -> call.documents().remove(job.document().path()));
        return List.of();
    }

    private static List<Map<String, @Nullable Object>> startBits(Call call) {
        String source = call.texts("Source").get(0);
        String destination = call.texts("Destination").isEmpty()
                ? HostFiles.baseName(source)
                : call.texts("Destination").get(0);
        String name = call.text("DisplayName") == null ? "BITS Transfer" : call.need("DisplayName");
        if (!call.flag("Asynchronous")) {
            throw CommandFailure.notInEstate(call.command(), "Source without -Asynchronous");
        }
        return List.of(begin(call.documents(), source, destination, name).bits());
    }

    private static List<Map<String, @Nullable Object>> completeBits(Call call) {
        call.texts("BitsJob").forEach(id -> need(call.documents(), id).complete());
        return List.of();
    }

    private static List<Map<String, @Nullable Object>> removeBits(Call call) {
        call.texts("BitsJob")
                .forEach(id -> call.documents()
                        .remove(need(call.documents(), id).document().path()));
        return List.of();
    }
}
