package dev.runwright.estate.updates;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Rule;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The licence terms of updates, which are accepted before an approval and stay accepted. Stateless. */
final class Licences {
    private Licences() {}

    static List<Rule> rules() {
        return List.of(
                Rule.changing("Get-RwUpdateLicence", Licences::get, "UpdateId"),
                Rule.changing("Approve-RwUpdateLicence", Licences::accept, "UpdateId"));
    }

    static boolean isOpen(Update update) {
        return update.document().flag("LicenceRequired") && !update.document().flag("LicenceAccepted");
    }

    /** Whether the text has been downloaded. */
    static boolean isAvailable(Update update) {
        Instant arrived = update.document().instant("ArrivalDate");
        Object after = update.document().get("LicenceAfter");
        return arrived != null
                && after instanceof Number seconds
                && !arrived.plusSeconds(seconds.longValue())
                        .isAfter(update.documents().now());
    }

    private static List<Map<String, @Nullable Object>> get(Call call) {
        Server.need(call);
        return List.of(shown(Update.need(call.documents(), call.need("UpdateId"))));
    }

    private static Map<String, @Nullable Object> shown(Update update) {
        Document document = update.document();
        boolean required = document.flag("LicenceRequired");
        boolean available = required && isAvailable(update);
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Runwright.UpdateLicence");
        shown.put("UpdateId", update.id());
        shown.put("Required", required);
        shown.put("Available", available);
        shown.put("Accepted", document.flag("LicenceAccepted"));
        shown.put("AcceptedBy", document.get("LicenceAcceptedBy"));
        shown.put("AcceptedDate", document.get("LicenceAcceptedDate"));
        shown.put("Text", available ? document.get("LicenceText") : null);
        return shown;
    }

    private static List<Map<String, @Nullable Object>> accept(Call call) {
        Document server = Server.need(call);
        Update update = Update.need(call.documents(), call.need("UpdateId"));
        Document document = update.document();
        if (!document.flag("LicenceRequired")) {
            throw UpdateErrors.notFound(
                    "This update does not have associated Microsoft Software License Terms.", update.id());
        }
        if (!isAvailable(update)) {
            throw UpdateErrors.refused(
                    "The Microsoft Software License Terms have not been completely downloaded and cannot be accepted.",
                    update.id());
        }
        if (!document.flag("LicenceAccepted")) {
            document.set("LicenceAccepted", true)
                    .set("LicenceAcceptedBy", server.text("Operator"))
                    .setTime("LicenceAcceptedDate", call.now())
                    .keep(call.documents());
        }
        return List.of(shown(update));
    }
}
