package dev.runwright.estate.exchange;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.Rule;
import dev.runwright.estate.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sandbox's Exchange organisation (Exchange documentation; its errors' texts are from experience). Stateless. */
public final class ExchangeWorld implements World {
    private final Tables tables;
    private final List<Rule> rules = new ArrayList<>();

    /** An organisation whose objects have the properties that this catalogue's cmdlets write. */
    public ExchangeWorld(Catalogue catalogue) {
        this.tables = new Tables(catalogue);
        rules.addAll(new Mailboxes(tables).rules());
        rules.addAll(new ClientAccess(tables).rules());
        rules.addAll(new Sessions().rules());
        rules.addAll(new InboxRules(tables).rules());
        rules.addAll(new MailboxPermissions().rules());
        rules.addAll(new RecipientPermissions().rules());
        rules.addAll(AdPermissions.rules());
        rules.addAll(new Configurations(tables).rules());
        rules.addAll(Belongings.APPS.rules());
        rules.addAll(SweepRules.rules());
        rules.addAll(MailboxRequests.EXPORTS.rules());
        rules.addAll(MailboxRequests.RESTORES.rules());
        rules.addAll(new TransportRules(tables).rules());
        rules.addAll(new Recipients().rules());
        rules.addAll(new Statistics().rules());
        rules.addAll(MailboxSearch.rules());
        rules.addAll(RecoverableItems.rules());
        rules.addAll(ComplianceSearches.rules());
        rules.addAll(ComplianceActions.rules());
    }

    @Override
    public String name() {
        return "exchange";
    }

    @Override
    public Collection<Rule> rules() {
        return List.copyOf(rules);
    }

    @Override
    public void found(Map<String, @Nullable Object> description, String organisation, Documents documents) {
        new ExchangeFounding(tables, documents, organisation).found(description);
    }
}
