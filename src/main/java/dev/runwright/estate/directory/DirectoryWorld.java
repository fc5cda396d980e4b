package dev.runwright.estate.directory;

import dev.runwright.estate.world.Described;
import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.Rule;
import dev.runwright.estate.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sandbox's Active Directory. Its accounts are those of the mailboxes, and more of its own. Stateless. */
public final class DirectoryWorld implements World {
    private static final Set<String> KEYS = Set.of("domain", "users", "groups");
    private static final Set<String> USER_KEYS = Set.of("name", "properties");
    private static final Set<String> GROUP_KEYS = Set.of("name", "members");

    @Override
    public String name() {
        return "directory";
    }

    @Override
    public Collection<Rule> rules() {
        List<Rule> rules = new ArrayList<>(Accounts.rules());
        rules.addAll(Groups.rules());
        return rules;
    }

    @Override
    public void found(Map<String, @Nullable Object> description, String organisation, Documents documents) {
        if (description.isEmpty()) {
            return;
        }
        Described directory = new Described("directory", description, KEYS);
        String domain = directory.text("domain", "contoso.com");
        documents.put(Entries.FACTS, Map.of("Domain", domain));
        documents.under(Entries.MAILBOXES).forEach((path, mailbox) -> {
            String alias = String.valueOf(mailbox.get("Alias"));
            Map<String, @Nullable Object> user = Entries.account(domain, String.valueOf(mailbox.get("Name")), alias);
            user.put("UserPrincipalName", mailbox.get("UserPrincipalName"));
            user.put("mail", mailbox.get("PrimarySmtpAddress"));
            user.put(Entries.MAILBOX, path.substring(path.lastIndexOf('/') + 1));
            documents.put(Entries.USERS + "/" + alias, user);
        });
        for (Described described : directory.list("users", USER_KEYS)) {
            String account = described.need("name");
            Map<String, @Nullable Object> user = new LinkedHashMap<>(documents
                    .find(Entries.USERS + "/" + account)
                    .orElseGet(() -> Entries.account(domain, account, account)));
            user.putAll(described.map("properties"));
            documents.put(Entries.USERS + "/" + account, user);
        }
        for (Described described : directory.list("groups", GROUP_KEYS)) {
            String name = described.need("name");
            Map<String, @Nullable Object> group = Entries.group(domain, name);
            group.put("members", described.texts("members"));
            documents.put(Entries.GROUPS + "/" + name, group);
        }
    }
}
