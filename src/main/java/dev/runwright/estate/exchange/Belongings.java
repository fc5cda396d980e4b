package dev.runwright.estate.exchange;

import dev.runwright.estate.exchange.Directory.Entry;
import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cmdlets for things of one kind that a mailbox has and that can be switched off and removed: its add-ins, its sweep rules.
 *
 * @param noun of the cmdlets, {@code SweepRule}
 * @param folder of the documents, by mailbox
 * @param type .NET type of what the reading gives
 * @param key the property that tells them apart
 * @param name the property that people call them by
 * @param asks whether switching one off is asked about
 */
record Belongings(String noun, String folder, String type, String key, String name, boolean asks) {
    /** What Outlook's add-ins may do with a mailbox (Exchange documentation, Get-App). */
    static final Belongings APPS = new Belongings(
            "App", "exchange/apps", "Microsoft.Exchange.Data.Storage.Management.App", "AppId", "DisplayName", true);
    /** Rules that move or delete what a sender has sent (Exchange documentation, Get-SweepRule). */
    static final Belongings SWEEP_RULES = new Belongings(
            "SweepRule", "exchange/sweeprules", "Microsoft.Exchange.Data.Sweep.SweepRule", "RuleId", "Name", false);

    private static final Set<String> ASKED = Set.of(
            "Identity",
            "Mailbox",
            "OrganizationApp",
            "PrivateCatalog",
            "Provider",
            "ResultSize",
            "SkipCount",
            "BypassScopeCheck");
    private static final Set<String> STEERING = Set.of("Identity", "Mailbox", "DomainController");

    List<Rule> rules() {
        return List.of(
                Rule.reading("Get-" + noun, this::get),
                Rule.changing("Enable-" + noun, call -> enabled(call, true), "Identity"),
                new Rule("Disable-" + noun, false, asks, List.of("Identity"), call -> enabled(call, false)),
                Rule.asking("Remove-" + noun, this::remove, "Identity"));
    }

    /** The mailbox of a call: by its parameter, else by what stands before the thing's own identity. */
    static Entry mailbox(Call call, Directory directory) {
        String named = call.text("Mailbox");
        String identity = call.text("Identity");
        int slash = identity == null ? -1 : identity.lastIndexOf('\\');
        if (named == null && identity != null && slash > 0) {
            named = identity.substring(0, slash);
        }
        if (named == null) {
            throw ExchangeErrors.invalid(
                    call, "The mailbox of the user who runs the cmdlet couldn't be found; name one by -Mailbox.", "");
        }
        return directory.mailbox(call, named);
    }

    private List<Map<String, @Nullable Object>> get(Call call) {
        call.only(ASKED);
        Directory directory = new Directory(call);
        Entry mailbox = mailbox(call, directory);
        List<Document> found = call.text("Identity") == null
                ? Document.under(call.documents(), folder + "/" + mailbox.guid())
                : List.of(find(call, mailbox));
        return Selection.limited(call, found).stream()
                .map(thing -> shown(thing, mailbox, directory))
                .toList();
    }

    Map<String, @Nullable Object> shown(Document thing, Entry mailbox, Directory directory) {
        String owner = directory.identity(mailbox.document());
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("$type", type);
        object.put("Identity", owner + "\\" + thing.text(key));
        object.putAll(thing.properties());
        object.put("MailboxOwnerId", owner);
        object.put("IsValid", true);
        object.put("ObjectState", "Unchanged");
        return object;
    }

    private Document find(Call call, Entry mailbox) {
        String identity = call.need("Identity");
        String own = identity.substring(identity.lastIndexOf('\\') + 1);
        List<Document> found = Document.under(call.documents(), folder + "/" + mailbox.guid()).stream()
                .filter(thing -> own.equalsIgnoreCase(thing.text(key)) || own.equalsIgnoreCase(thing.text(name)))
                .toList();
        if (found.isEmpty()) {
            throw ExchangeErrors.notFound(call, identity);
        }
        if (found.size() > 1) {
            throw ExchangeErrors.ambiguous(call, identity);
        }
        return found.get(0);
    }

    private List<Map<String, @Nullable Object>> enabled(Call call, boolean enabled) {
        call.only(STEERING);
        find(call, mailbox(call, new Directory(call))).set("Enabled", enabled).keep(call.documents());
        return List.of();
    }

    private List<Map<String, @Nullable Object>> remove(Call call) {
        call.only(STEERING);
        call.documents().remove(find(call, mailbox(call, new Directory(call))).path());
        return List.of();
    }
}
