package dev.runwright.estate.exchange;

import dev.runwright.estate.world.BadDescription;
import dev.runwright.estate.world.Described;
import dev.runwright.estate.world.Documents;
import dev.runwright.value.Data;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes an organisation from the estate's description: first everybody's names, then what refers to them. */
final class ExchangeFounding {
    private static final Set<String> KEYS =
            Set.of("name", "operator", "domains", "mailboxes", "removed_mailboxes", "recipients", "transport_rules");
    private static final Set<String> DOMAIN_KEYS = Set.of("name", "type", "default");

    private final Tables tables;
    private final Documents documents;
    private final String organisation;

    ExchangeFounding(Tables tables, Documents documents, String organisation) {
        this.tables = tables;
        this.documents = documents;
        this.organisation = organisation;
    }

    void found(Map<String, @Nullable Object> description) {
        if (description.isEmpty()) {
            return;
        }
        Described whole = new Described("exchange", description, KEYS);
        List<Described> domains = whole.list("domains", DOMAIN_KEYS);
        if (domains.isEmpty()) {
            throw BadDescription.missing("exchange", "domains");
        }
        String main = domains.stream()
                .filter(domain -> domain.flag("default", false))
                .findFirst()
                .orElse(domains.get(0))
                .need("name");
        domains.forEach(domain -> domain(domain, domain.need("name").equals(main)));
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("Name", whole.text("name", main));
        facts.put("Operator", whole.text("operator", "admin@" + main));
        documents.put(Sessions.ORGANISATION, facts);
        people(whole, main);
    }

    private void people(Described whole, String main) {
        PeopleFounding people = new PeopleFounding(tables, documents, organisation, main);
        List<Described> mailboxes = whole.list("mailboxes", PeopleFounding.MAILBOX_KEYS);
        mailboxes.forEach(people::mailbox);
        whole.list("recipients", PeopleFounding.RECIPIENT_KEYS).forEach(people::recipient);
        mailboxes.forEach(people::properties);
        whole.list("removed_mailboxes", BelongingFounding.REMOVED_KEYS)
                .forEach(new BelongingFounding(documents)::removed);
        long priority = 0;
        for (Described rule : whole.list("transport_rules", PeopleFounding.TRANSPORT_KEYS)) {
            people.transportRule(rule, priority++);
        }
    }

    private void domain(Described domain, boolean main) {
        String name = domain.need("name");
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("Name", name);
        document.put("DomainName", name);
        document.put("DomainType", domain.text("type", "Authoritative"));
        document.put("Default", main);
        document.put("Guid", Described.guid("domain", name));
        documents.put(Sessions.DOMAINS + "/" + name, Data.copy(document));
    }
}
