package dev.runwright.estate.updates;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The module's functions that list updates and follow their content. Stateless. */
final class UpdateCmdlets {
    private static final List<String> SEVERITIES = List.of("Unspecified", "Low", "Moderate", "Important", "Critical");

    private UpdateCmdlets() {}

    static List<Rule> rules() {
        return List.of(
                Rule.changing("Get-RwUpdate", UpdateCmdlets::get),
                Rule.changing("Get-RwContentProgress", UpdateCmdlets::progress),
                Rule.changing("Resume-RwUpdateDownload", UpdateCmdlets::resume, "UpdateId"));
    }

    private static @Nullable Instant reviewed(Call call) {
        return call.get("ReviewedBefore") instanceof OffsetDateTime time ? time.toInstant() : null;
    }

    private static List<Map<String, @Nullable Object>> get(Call call) {
        Server.need(call);
        List<Update> found = call.text("UpdateId") == null
                ? Update.all(call.documents()).stream()
                        .filter(update -> !update.isExpired())
                        .filter(update -> call.flag("IncludeSuperseded") || !isSuperseded(update))
                        .toList()
                : List.of(Update.need(call.documents(), call.need("UpdateId")));
        Predicate<Update> asked = anyOf(call, "State", update -> List.of(update.state(reviewed(call))))
                .and(anyOf(
                        call,
                        "Classification",
                        update -> List.of(update.document().text("Classification"))))
                .and(anyOf(call, "Product", update -> update.document().texts("Products")))
                .and(knowledgeBase(call))
                .and(severe(call))
                .and(title(call))
                .and(young(call));
        return found.stream()
                .filter(asked)
                .map(update -> shown(update, reviewed(call)))
                .toList();
    }

    static boolean isSuperseded(Update update) {
        String by = update.document().text("SupersededBy");
        return !by.isEmpty() && Update.find(update.documents(), by).isPresent();
    }

    private interface Words {
        List<String> of(Update update);
    }

    private static Predicate<Update> anyOf(Call call, String parameter, Words words) {
        List<String> wanted = call.texts(parameter);
        return update -> wanted.isEmpty()
                || words.of(update).stream().anyMatch(word -> wanted.stream().anyMatch(word::equalsIgnoreCase));
    }

    private static Predicate<Update> knowledgeBase(Call call) {
        List<String> wanted = call.texts("KnowledgeBase").stream()
                .map(text -> text.toUpperCase(Locale.ROOT).replaceFirst("^KB", ""))
                .toList();
        return update -> wanted.isEmpty()
                || update.document().texts("KnowledgeBase").stream().anyMatch(wanted::contains);
    }

    private static Predicate<Update> severe(Call call) {
        String least = call.text("MinimumSeverity");
        return update ->
                least == null || SEVERITIES.indexOf(update.document().text("Severity")) >= SEVERITIES.indexOf(least);
    }

    private static Predicate<Update> title(Call call) {
        String part = call.text("Title");
        return update -> part == null
                || update.document().text("Title").toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    private static Predicate<Update> young(Call call) {
        Instant oldest = call.get("MaximumAge") instanceof Number days
                ? call.now().minus(Duration.ofDays(days.longValue()))
                : Instant.MIN;
        return update -> !update.arrival().isBefore(oldest);
    }

    private static Map<String, @Nullable Object> shown(Update update, @Nullable Instant reviewed) {
        Document document = update.document();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Runwright.Update");
        shown.put("UpdateId", update.id());
        shown.put("RevisionNumber", update.revision());
        shown.putAll(document.shown("Title", "KnowledgeBase", "Bulletins", "Severity", "Classification", "Products"));
        shown.put("ArrivalDate", Document.time(update.arrival()));
        shown.put("CreationDate", document.get("CreationDate"));
        List<String> offeredTo = update.offeredTo();
        shown.put("State", update.state(reviewed));
        shown.put("Offered", !offeredTo.isEmpty());
        shown.put("OfferedTo", offeredTo);
        shown.put("RequiresLicence", document.flag("LicenceRequired"));
        shown.put("LicenceAccepted", document.flag("LicenceAccepted"));
        shown.put("ContentState", update.contentState());
        shown.put("IsDeclined", update.isDeclined());
        shown.put("IsSuperseded", isSuperseded(update));
        shown.put("IsExpired", update.isExpired());
        shown.putAll(document.shown("IsInfrastructure", "CanRequestUserInput", "CanUninstall", "RebootBehavior"));
        return shown;
    }

    private static List<Map<String, @Nullable Object>> progress(Call call) {
        Server.need(call);
        List<Update> fetched = Update.all(call.documents()).stream()
                .filter(update -> update.document().since("DownloadStarted", call.now()))
                .toList();
        long needing = fetched.stream().filter(Update::needsFiles).count();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Runwright.ContentProgress");
        shown.put(
                "DownloadedBytes",
                fetched.stream().mapToLong(Update::downloaded).sum());
        shown.put("TotalBytes", fetched.stream().mapToLong(Update::total).sum());
        shown.put("UpdatesNeedingFiles", needing);
        shown.put("Done", needing == 0);
        return List.of(shown);
    }

    /** Begins a download that has failed again; it may fail again, too. */
    private static List<Map<String, @Nullable Object>> resume(Call call) {
        Server.need(call);
        Update update = Update.need(call.documents(), call.need("UpdateId"));
        if (update.contentState().equals("Failed")) {
            Document document = update.document();
            document.set("DownloadFails", document.number("DownloadFails") - 1)
                    .setTime("DownloadStarted", call.now())
                    .keep(call.documents());
        }
        return List.of();
    }
}
