package dev.runwright.estate.exchange;

import dev.runwright.estate.exchange.Directory.Entry;
import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Described;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cmdlets of requests that copy a mailbox's content: out into a file, or in from a mailbox that was removed. How far one is, is a
 * matter of the clock: see {@link RequestProgress} (Exchange documentation, New-MailboxExportRequest and New-MailboxRestoreRequest).
 *
 * @param noun of the cmdlets, {@code MailboxExportRequest}
 * @param owner the parameter, and the property, that names the mailbox
 * @param name what a request is called that is given no name
 * @param made what making one demands and does
 */
record MailboxRequests(String noun, String owner, String name, Making made) {
    static final String FOLDER = "exchange/requests";
    static final MailboxRequests EXPORTS =
            new MailboxRequests("MailboxExportRequest", "Mailbox", "MailboxExport", MailboxRequests::export);
    static final MailboxRequests RESTORES =
            new MailboxRequests("MailboxRestoreRequest", "TargetMailbox", "MailboxRestore", RemovedMailboxes::merge);

    private static final int MOST_UNNAMED = 10;
    private static final Set<String> ASKED =
            Set.of("Identity", "Mailbox", "TargetMailbox", "Name", "BatchName", "Status", "Suspend", "ResultSize");
    private static final Set<String> STEERING =
            Set.of("Identity", "Force", "SuspendComment", "IncludeReport", "DomainController");

    /** What making a request demands beyond its name, and what else happens. */
    interface Making {
        void request(Call call, Entry mailbox, Document request);
    }

    List<Rule> rules() {
        return List.of(
                Rule.reading("Get-" + noun, this::get),
                Rule.reading("Get-" + noun + "Statistics", this::statistics, "Identity"),
                Rule.changing("New-" + noun, this::create, owner),
                Rule.asking("Suspend-" + noun, call -> suspended(call, true), "Identity"),
                Rule.changing("Resume-" + noun, call -> suspended(call, false), "Identity"),
                Rule.asking("Remove-" + noun, this::remove, "Identity"));
    }

    private static void export(Call call, Entry mailbox, Document request) {
        String file = call.need("FilePath");
        if (!file.startsWith("\\\\")) {
            throw ExchangeErrors.invalid(
                    call,
                    "The path '" + file
                            + "' isn't a UNC path; exports are written to a share, \\\\server\\share\\x.pst.",
                    file);
        }
        request.set("FilePath", file);
    }

    private List<Document> all(Call call) {
        return Document.under(call.documents(), FOLDER + "/" + noun);
    }

    private List<Map<String, @Nullable Object>> get(Call call) {
        call.only(ASKED);
        Directory directory = new Directory(call);
        String of = call.text(owner);
        String guid = of == null ? null : directory.mailbox(call, of).guid();
        String name = call.text("Name");
        String batch = call.text("BatchName");
        String status = call.text("Status");
        List<Document> found = (call.text("Identity") == null ? all(call) : find(call, directory))
                .stream()
                        .filter(request -> guid == null || guid.equals(request.text("Of")))
                        .filter(request -> name == null || name.equalsIgnoreCase(request.text("Name")))
                        .filter(request -> batch == null || batch.equalsIgnoreCase(request.text("BatchName")))
                        .filter(request -> status == null
                                || status.equalsIgnoreCase(
                                        progress(call, request).status()))
                        .toList();
        return Selection.limited(call, found).stream()
                .map(request -> shown(call, request, directory))
                .toList();
    }

    private static RequestProgress progress(Call call, Document request) {
        return RequestProgress.of(request, call.now());
    }

    private String identity(Document request, Directory directory) {
        return directory.identityOf(request.text("Of")) + "\\" + request.text("Name");
    }

    private Map<String, @Nullable Object> shown(Call call, Document request, Directory directory) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("$type", "Microsoft.Exchange.Management.Migration.MailboxReplication." + noun);
        object.put("Identity", identity(request, directory));
        object.put("Name", request.get("Name"));
        object.put("RequestGuid", request.key());
        object.put(owner, directory.identityOf(request.text("Of")));
        object.put("Status", progress(call, request).status());
        object.put("Suspend", request.flag("Suspended"));
        for (String property : List.of("BatchName", "FilePath", "SourceMailbox", "WhenCreated")) {
            object.put(property, request.get(property));
        }
        return object;
    }

    private List<Map<String, @Nullable Object>> statistics(Call call) {
        call.only(STEERING);
        Directory directory = new Directory(call);
        Document request = one(call, directory);
        Map<String, @Nullable Object> object = shown(call, request, directory);
        object.put("$type", "Microsoft.Exchange.MailboxReplicationService." + noun + "Statistics");
        object.putAll(progress(call, request).shown());
        object.put("Message", request.get("Fails"));
        return List.of(object);
    }

    /** The requests of that identity: {@code MAILBOX\NAME}, its Guid, or its name where the mailbox is said otherwise. */
    private List<Document> find(Call call, Directory directory) {
        String identity = call.need("Identity");
        int slash = identity.lastIndexOf('\\');
        String own = identity.substring(slash + 1);
        String of = slash > 0
                ? directory.mailbox(call, identity.substring(0, slash)).guid()
                : null;
        List<Document> found = all(call).stream()
                .filter(request -> own.equalsIgnoreCase(request.key()) || own.equalsIgnoreCase(request.text("Name")))
                .filter(request -> of == null || of.equals(request.text("Of")))
                .toList();
        if (found.isEmpty()) {
            throw ExchangeErrors.notFound(call, identity);
        }
        return found;
    }

    private Document one(Call call, Directory directory) {
        List<Document> found = find(call, directory);
        if (found.size() > 1) {
            throw ExchangeErrors.ambiguous(call, call.need("Identity"));
        }
        return found.get(0);
    }

    private List<Map<String, @Nullable Object>> create(Call call) {
        Directory directory = new Directory(call);
        Entry mailbox = directory.mailbox(call, call.need(owner));
        String named = named(call, mailbox);
        String id = Described.guid("request", named + call.documents().next());
        Document request = Document.at(call.documents(), FOLDER + "/" + noun + "/" + id)
                .set("Of", mailbox.guid())
                .set("Name", named)
                .set("BatchName", call.get("BatchName"))
                .set("Suspended", call.flag("Suspend"))
                .set("Fails", null)
                .setTime("WhenCreated", call.now())
                .setTime("Begun", call.now());
        made.request(call, mailbox, request);
        request.keep(call.documents());
        return List.of(shown(call, request, directory));
    }

    private String named(Call call, Entry mailbox) {
        List<String> taken = new ArrayList<>();
        all(call).stream()
                .filter(request -> request.text("Of").equals(mailbox.guid()))
                .forEach(request -> taken.add(request.text("Name").toLowerCase(java.util.Locale.ROOT)));
        String given = call.text("Name");
        for (int i = 0; given == null && i < MOST_UNNAMED; i++) {
            String free = name + (i == 0 ? "" : i);
            if (!taken.contains(free.toLowerCase(java.util.Locale.ROOT))) {
                return free;
            }
        }
        if (given == null || taken.contains(given.toLowerCase(java.util.Locale.ROOT))) {
            throw ExchangeErrors.conflict(
                    call,
                    "The name '" + (given == null ? name : given)
                            + "' is already used by another request of this mailbox.",
                    mailbox.text("Name"));
        }
        return given;
    }

    private List<Map<String, @Nullable Object>> suspended(Call call, boolean suspended) {
        call.only(STEERING);
        Document request = one(call, new Directory(call));
        String status = progress(call, request).status();
        if (RequestProgress.ENDED.contains(status)) {
            throw ExchangeErrors.invalid(
                    call,
                    "The request '" + request.text("Name") + "' is " + status
                            + "; it can be neither suspended nor resumed.",
                    request.text("Name"));
        }
        if (suspended != request.flag("Suspended")) {
            // What is resumed stands in the queue again.
            request.set("Suspended", suspended).setTime("Begun", call.now()).keep(call.documents());
        }
        return List.of();
    }

    private List<Map<String, @Nullable Object>> remove(Call call) {
        call.only(STEERING);
        call.documents().remove(one(call, new Directory(call)).path());
        return List.of();
    }
}
