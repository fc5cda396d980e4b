package dev.runwright.estate.updates;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The computers that report to the server, each every 22 hours: at the first report after an approval they download, at the second
 * they install. Their state is a function of the clock; before an approval changes, what it has come to is written down.
 */
final class Computers {
    static final String FOLDER = "updates/computers";
    static final String INSTALLED = "Installed";
    static final String PENDING_REBOOT = "InstalledPendingReboot";
    private static final long REPORT_SECONDS = Duration.ofHours(22).toSeconds();
    private static final List<String> STATES =
            List.of("Installed", PENDING_REBOOT, "NotInstalled", "Downloaded", "Failed", "Unknown", "NotApplicable");

    private Computers() {}

    static List<Rule> rules() {
        return List.of(Rule.changing("Get-RwDeploymentEvidence", Computers::evidence, "UpdateId", "TargetGroupName"));
    }

    /** A computer by its full name or the first part of it. */
    static Optional<Document> find(Documents documents, String name) {
        return Document.under(documents, FOLDER).stream()
                .filter(computer -> computer.text("FullDomainName").equalsIgnoreCase(name)
                        || computer.text("FullDomainName").split("\\.", -1)[0].equalsIgnoreCase(name)
                        || computer.key().equalsIgnoreCase(name))
                .findFirst();
    }

    /** The computers of a group and of those below it. */
    static List<Document> members(Documents documents, String group) {
        return Document.under(documents, FOLDER).stream()
                .filter(computer -> groups(computer).stream()
                        .anyMatch(own -> Groups.upwards(documents, own).contains(group)))
                .toList();
    }

    /** The groups that it is in; the unassigned one if in none. */
    static List<String> groups(Document computer) {
        List<String> groups = computer.texts("Groups");
        return groups.isEmpty() ? List.of(Groups.UNASSIGNED_ID) : groups;
    }

    /** The computers of a group itself; of the one above all, all. */
    static List<Document> direct(Documents documents, String group) {
        return Document.under(documents, FOLDER).stream()
                .filter(computer ->
                        group.equals(Groups.ALL_ID) || groups(computer).contains(group))
                .toList();
    }

    /** When it reported last; null if it never did. */
    static @Nullable Instant lastReport(Document computer, Instant now) {
        Instant first = computer.instant("LastReport");
        if (first == null || computer.flag("Silent") || now.isBefore(first)) {
            return first;
        }
        return first.plusSeconds(
                Math.floorDiv(Duration.between(first, now).toSeconds(), REPORT_SECONDS) * REPORT_SECONDS);
    }

    private static long reportsBetween(Document computer, Instant from, Instant to) {
        Instant first = computer.instant("LastReport");
        return first == null || computer.flag("Silent") || to.isBefore(from)
                ? 0
                : Math.floorDiv(Duration.between(first, to).toSeconds(), REPORT_SECONDS)
                        - Math.floorDiv(Duration.between(first, from).toSeconds(), REPORT_SECONDS);
    }

    /** What the computer last reported of the update, as UpdateInstallationState names it. */
    static String state(Documents documents, Document computer, Update update) {
        if (computer.instant("LastReport") == null) {
            return "Unknown";
        }
        Object kept = computer.map("States").get(update.id());
        if (kept == null && !computer.texts("Needs").contains(update.id())) {
            return "NotApplicable";
        }
        String state = kept == null ? "NotInstalled" : kept.toString();
        Document approval =
                Approvals.effective(documents, update.id(), groups(computer)).orElse(null);
        Instant active = approval == null ? null : update.activeFrom(approval);
        if (approval == null || active == null) {
            return state;
        }
        // What happened before the estate was made is what its description says.
        Instant founded = Document.at(documents, Server.PATH).instant("Founded");
        Instant from = founded != null && founded.isAfter(active) ? founded : active;
        long reports = reportsBetween(computer, from, documents.now());
        return switch (approval.text("Action")) {
            case "Install" -> installed(computer, update, state, reports);
            case "Uninstall" -> reports >= 2 && state.equals(INSTALLED) ? "NotInstalled" : state;
            default -> state;
        };
    }

    private static String installed(Document computer, Update update, String state, long reports) {
        if (state.equals(INSTALLED) || reports == 0) {
            return state;
        }
        if (reports == 1 && !state.equals(PENDING_REBOOT)) {
            return "Downloaded";
        }
        if (computer.texts("Fails").contains(update.id())) {
            return "Failed";
        }
        boolean restarts = update.document().text("RebootBehavior").equals("AlwaysRequiresReboot");
        return restarts && reports == 2 && !state.equals(PENDING_REBOOT) ? PENDING_REBOOT : INSTALLED;
    }

    /** Writes down what an approval has come to so far, because it is about to change. */
    static void settle(Documents documents, Update update) {
        for (Document computer : Document.under(documents, FOLDER)) {
            String state = state(documents, computer, update);
            boolean known = !state.equals("Unknown") && !state.equals("NotApplicable");
            if (known && !state.equals("Downloaded")) {
                Map<String, @Nullable Object> states = new LinkedHashMap<>(computer.map("States"));
                if (!state.equals("NotInstalled") || states.containsKey(update.id())) {
                    states.put(update.id(), state);
                    computer.set("States", states).keep(documents);
                }
            }
        }
    }

    /** How many of these computers are in each state. */
    static Map<String, Long> counts(Documents documents, List<Document> computers, Update update) {
        Map<String, Long> counts = new LinkedHashMap<>();
        STATES.forEach(state -> counts.put(state, 0L));
        computers.forEach(computer -> counts.merge(state(documents, computer, update), 1L, Long::sum));
        return counts;
    }

    private static List<Map<String, @Nullable Object>> evidence(Call call) {
        Server.need(call);
        Documents documents = call.documents();
        Update update = Update.need(documents, call.need("UpdateId"));
        Document group = Groups.need(documents, call.need("TargetGroupName"));
        List<Document> members = members(documents, group.key());
        Map<String, Long> counts = counts(documents, members, update);
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Runwright.DeploymentEvidence");
        shown.put("UpdateId", update.id());
        shown.put("TargetGroupName", group.text("Name"));
        shown.put("Computers", (long) members.size());
        shown.putAll(counts);
        long done = counts.getOrDefault(INSTALLED, 0L) + counts.getOrDefault(PENDING_REBOOT, 0L);
        long applies = members.size() - counts.getOrDefault("NotApplicable", 0L);
        shown.put("PercentInstalled", applies == 0 ? null : Math.floor(1000.0 * done / applies) / 10);
        return List.of(shown);
    }
}
