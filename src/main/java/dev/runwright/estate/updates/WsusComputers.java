package dev.runwright.estate.updates;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.Rule;
import dev.runwright.value.Data;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The UpdateServices cmdlets of computers. Stateless. */
final class WsusComputers {
    private WsusComputers() {}

    static List<Rule> rules() {
        return List.of(
                Rule.changing("Get-WsusComputer", WsusComputers::get),
                Rule.changing("Add-WsusComputer", WsusComputers::add, "Computer", "TargetGroupName"));
    }

    private static List<Map<String, @Nullable Object>> get(Call call) {
        Server.need(call);
        Documents documents = call.documents();
        String part = call.text("NameIncludes") == null ? "" : call.need("NameIncludes");
        List<String> groups = call.texts("ComputerTargetGroups").stream()
                .map(name -> Groups.need(documents, name).key())
                .toList();
        return Document.under(documents, Computers.FOLDER).stream()
                .filter(computer -> computer.text("FullDomainName")
                        .toLowerCase(Locale.ROOT)
                        .contains(part.toLowerCase(Locale.ROOT)))
                .filter(computer -> groups.isEmpty() || in(documents, computer, groups, call.flag("IncludeSubgroups")))
                .filter(computer -> reported(computer, call))
                .map(computer -> shown(computer, call.now()))
                .toList();
    }

    private static boolean in(Documents documents, Document computer, List<String> groups, boolean below) {
        return Computers.groups(computer).stream()
                .flatMap(own -> below || own.equals(Groups.ALL_ID)
                        ? Groups.upwards(documents, own).stream()
                        : List.of(own).stream())
                .anyMatch(groups::contains);
    }

    private static boolean reported(Document computer, Call call) {
        Instant last = Computers.lastReport(computer, call.now());
        boolean early = call.get("FromLastReportedStatusTime") instanceof OffsetDateTime from
                && (last == null || last.isBefore(from.toInstant()));
        boolean late = call.get("ToLastReportedStatusTime") instanceof OffsetDateTime to
                && last != null
                && last.isAfter(to.toInstant());
        return !early && !late;
    }

    private static Map<String, @Nullable Object> shown(Document computer, Instant now) {
        Instant last = Computers.lastReport(computer, now);
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Microsoft.UpdateServices.Commands.WsusComputer");
        shown.put("Id", computer.key());
        shown.putAll(computer.shown("FullDomainName", "IPAddress", "OSDescription", "Make", "Model", "ClientVersion"));
        shown.put("LastSyncTime", last == null ? null : Document.time(last));
        shown.put("LastReportedStatusTime", last == null ? null : Document.time(last));
        shown.put("ComputerTargetGroupIds", Computers.groups(computer));
        return shown;
    }

    private static List<Map<String, @Nullable Object>> add(Call call) {
        Server.need(call);
        Documents documents = call.documents();
        Object given = call.get("Computer");
        Object name = given instanceof Map<?, ?> ? Data.get(Data.map(given), "FullDomainName") : given;
        Document computer = Computers.find(documents, String.valueOf(name))
                .orElseThrow(
                        () -> UpdateErrors.notFound("The specified computer cannot be found.", String.valueOf(name)));
        Document group = Groups.need(documents, call.need("TargetGroupName"));
        if (group.key().equals(Groups.ALL_ID) || group.key().equals(Groups.UNASSIGNED_ID)) {
            throw UpdateErrors.refused("Computers cannot be added to a built-in target group.", group.text("Name"));
        }
        List<String> groups = new ArrayList<>(computer.texts("Groups"));
        if (!groups.contains(group.key())) {
            Update.all(documents).forEach(update -> Computers.settle(documents, update));
            groups.add(group.key());
            Document.at(documents, computer.path()).set("Groups", groups).keep(documents);
        }
        return List.of();
    }
}
