package dev.runwright.estate.exchange;

import dev.runwright.estate.exchange.Directory.Entry;
import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.CommandFailure;
import dev.runwright.estate.world.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Search-Mailbox: counts, copies and deletes the messages of one mailbox that a query finds (Exchange documentation). */
final class MailboxSearch {
    private static final int MOST = 10_000;
    private static final Set<String> KNOWN = Set.of(
            "Identity",
            "SearchQuery",
            "EstimateResultOnly",
            "LogOnly",
            "LogLevel",
            "TargetMailbox",
            "TargetFolder",
            "DeleteContent",
            "SearchDumpster",
            "SearchDumpsterOnly",
            "DoNotIncludeArchive",
            "Force");

    private MailboxSearch() {}

    static List<Rule> rules() {
        return List.of(Rule.changing("Search-Mailbox", MailboxSearch::search, "Identity"));
    }

    private static List<Map<String, @Nullable Object>> search(Call call) {
        call.only(KNOWN);
        checkForm(call);
        Directory directory = new Directory(call);
        Entry mailbox = directory.mailbox(call, call.need("Identity"));
        boolean deletes = call.flag("DeleteContent");
        if (deletes && !call.confirmed()) {
            throw CommandFailure.wouldAsk(call.command());
        }
        List<Items.Item> found = found(call, mailbox);
        Items items = new Items(call.documents());
        if (call.has("TargetMailbox")) {
            copy(call, found, mailbox, directory.mailbox(call, call.need("TargetMailbox")));
        }
        if (deletes) {
            found.forEach(item -> items.hardDelete(item, mailbox));
        }
        return List.of(result(call, found, mailbox, directory));
    }

    /** The three parameter sets: an estimate, a copy or log in another mailbox, or deletion alone. */
    private static void checkForm(Call call) {
        boolean estimate = call.flag("EstimateResultOnly");
        boolean target = call.has("TargetMailbox") || call.has("TargetFolder");
        boolean deletes = call.flag("DeleteContent");
        boolean mixed = estimate && (target || deletes || call.has("LogOnly") || call.has("LogLevel"));
        boolean half = target && !(call.has("TargetMailbox") && call.has("TargetFolder"));
        boolean logWithoutPlace = !target && (call.flag("LogOnly") || call.has("LogLevel"));
        if (mixed || half || logWithoutPlace || (call.flag("LogOnly") && deletes)) {
            throw CommandFailure.noParameterSet(call.command());
        }
        if (!estimate && !target && !deletes) {
            throw ExchangeErrors.invalid(
                    call,
                    "Specify the EstimateResultOnly or DeleteContent switch, or the TargetMailbox and TargetFolder parameters.",
                    "");
        }
    }

    private static List<Items.Item> found(Call call, Entry mailbox) {
        ItemQuery query = ItemQuery.parse(call, call.text("SearchQuery"));
        boolean dumpster = !Boolean.FALSE.equals(call.get("SearchDumpster"));
        boolean only = call.flag("SearchDumpsterOnly");
        List<Items.Item> found = new Items(call.documents())
                .of(mailbox).stream()
                        .filter(item -> item.recoverable() ? dumpster || only : !only)
                        .filter(query::accepts)
                        .toList();
        if (found.size() <= MOST || call.text("SearchQuery") == null) {
            return found;
        }
        call.warn("The search of '" + mailbox.text("Name") + "' returned more than " + MOST
                + " results; only the first " + MOST + " are processed.");
        return found.subList(0, MOST);
    }

    private static void copy(Call call, List<Items.Item> found, Entry mailbox, Entry target) {
        String folder = call.need("TargetFolder");
        Items items = new Items(call.documents());
        if (!call.flag("LogOnly")) {
            found.forEach(
                    item -> items.add(target.guid(), item.document(), folder + "/" + mailbox.text("DisplayName")));
        }
        if (!"Suppress".equalsIgnoreCase(call.text("LogLevel"))) {
            Map<String, @Nullable Object> log = new LinkedHashMap<>();
            log.put("subject", "Search-Mailbox " + mailbox.text("DisplayName") + ": " + found.size() + " items");
            log.put("from", Items.recipient(Sessions.operator(call)));
            log.put("toRecipients", List.of(Items.recipient(target.text("PrimarySmtpAddress"))));
            log.put("receivedDateTime", call.now().toString());
            log.put("internetMessageId", "<search" + call.documents().next() + "@estate>");
            log.put("hasAttachments", true);
            log.put(Items.ATTACHMENTS, List.of("Search Results.csv"));
            items.add(target.guid(), log, folder);
        }
    }

    private static Map<String, @Nullable Object> result(
            Call call, List<Items.Item> found, Entry mailbox, Directory directory) {
        String target = call.text("TargetMailbox");
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("$type", "Microsoft.Exchange.Management.Tasks.SearchMailboxResult");
        object.put("Identity", directory.identity(mailbox.document()));
        object.put(
                "TargetMailbox",
                target == null
                        ? null
                        : directory.identity(directory.mailbox(call, target).document()));
        object.put("Success", true);
        object.put("TargetFolder", call.text("TargetFolder"));
        object.put("ResultItemsCount", (long) found.size());
        object.put("ResultItemsSize", size(found));
        return object;
    }

    static String size(List<Items.Item> items) {
        long bytes = items.stream().mapToLong(Items.Item::size).sum();
        return Sizes.shown(Long.toString(bytes)).orElseThrow();
    }
}
