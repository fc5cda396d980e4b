package dev.runwright.estate.exchange;

import dev.runwright.estate.exchange.Directory.Entry;
import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A pair of cmdlets for one document that every mailbox has: its automatic replies, its junk mail settings, its user.
 *
 * @param noun of the cmdlets, {@code MailboxAutoReplyConfiguration}
 * @param folder of the documents
 * @param type .NET type of what the reading gives
 * @param names properties of the mailbox that the reading shows too
 * @param check what else must hold, and what else happens
 */
record Configuration(
        String noun, String folder, String type, List<String> names, Supplier<PropertyTable> table, Check check) {

    /** Looks at a change before it is kept. */
    interface Check {
        void change(Call call, Entry mailbox, Map<String, @Nullable Object> changed);
    }

    List<Rule> rules() {
        return List.of(Rule.reading("Get-" + noun, this::get), Rule.changing("Set-" + noun, this::set, "Identity"));
    }

    private List<Map<String, @Nullable Object>> get(Call call) {
        call.only(Set.of("Identity", "ResultSize", "Filter", "RecipientTypeDetails"));
        Directory directory = new Directory(call);
        return new Selection(call)
                .entries(directory.mailboxes(), identity -> directory.mailbox(call, identity)).stream()
                        .map(entry -> shown(call, entry, directory))
                        .toList();
    }

    private Map<String, @Nullable Object> shown(Call call, Entry mailbox, Directory directory) {
        String identity = directory.identity(mailbox.document());
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("$type", type);
        object.put("Identity", identity);
        object.put("MailboxOwnerId", identity);
        names.forEach(name -> object.put(name, mailbox.document().get(name)));
        table.get().show(document(call, mailbox), directory, object);
        object.put("IsValid", true);
        object.put("ObjectState", "Unchanged");
        return object;
    }

    private Map<String, @Nullable Object> document(Call call, Entry mailbox) {
        return call.documents()
                .find(folder + "/" + mailbox.guid())
                .orElseGet(() -> table.get().initial());
    }

    private List<Map<String, @Nullable Object>> set(Call call) {
        List<String> known = new ArrayList<>(table.get().names());
        known.addAll(List.of("Identity", "DomainController", "IgnoreDefaultScope", "FailOnError", "Force"));
        call.only(Set.copyOf(known));
        Directory directory = new Directory(call);
        Entry mailbox = directory.mailbox(call, call.need("Identity"));
        Map<String, @Nullable Object> before = document(call, mailbox);
        Map<String, @Nullable Object> changed = table.get().applied(before, call, directory);
        check.change(call, mailbox, changed);
        Change.keep(call, folder + "/" + mailbox.guid(), directory.identity(mailbox.document()), before, changed);
        return List.of();
    }
}
