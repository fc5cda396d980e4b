package dev.runwright.estate.exchange;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.estate.exchange.CatalogueProperties.Inside;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The property tables of the organisation, completed from the catalogue; each is made when it is first needed. Thread-safe. */
final class Tables {
    private static final Set<String> NO_STATE = Set.of("Identity", "Type", "Password", "Mailbox", "Confirm", "WhatIf");
    private static final Set<String> NO_RULE_STATE = Set.of(
            "Identity",
            "Mailbox",
            "Confirm",
            "WhatIf",
            "Name",
            "Priority",
            "Enabled",
            "Force",
            "FromMessageId",
            "ValidateOnly",
            "AlwaysDeleteOutlookRulesBlob",
            "DomainController",
            "Mode");

    private final Catalogue catalogue;
    private final Map<String, PropertyTable> made = new ConcurrentHashMap<>();

    Tables(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    PropertyTable identity() {
        return table("identity", () -> PropertyTable.parse(MailboxProperties.IDENTITY));
    }

    PropertyTable mailbox() {
        return table(
                "mailbox",
                () -> PropertyTable.parse(MailboxProperties.MAILBOX)
                        .and(CatalogueProperties.of(catalogue, "Set-Mailbox", NO_STATE, Inside.MAILBOX)));
    }

    PropertyTable clientAccess() {
        return table("clientAccess", () -> PropertyTable.parse(MailboxProperties.CLIENT_ACCESS));
    }

    PropertyTable autoReply() {
        return table("autoReply", () -> PropertyTable.parse(MailboxProperties.AUTO_REPLY));
    }

    PropertyTable junk() {
        return table("junk", () -> PropertyTable.parse(MailboxProperties.JUNK));
    }

    PropertyTable user() {
        return table("user", () -> PropertyTable.parse(MailboxProperties.USER));
    }

    PropertyTable inboxRule() {
        return table(
                "inboxRule",
                () -> PropertyTable.of(
                        CatalogueProperties.of(catalogue, "New-InboxRule", NO_RULE_STATE, Inside.INBOX_RULE)));
    }

    PropertyTable transportRule() {
        return table(
                "transportRule",
                () -> PropertyTable.of(
                        CatalogueProperties.of(catalogue, "New-TransportRule", NO_RULE_STATE, Inside.TRANSPORT_RULE)));
    }

    private PropertyTable table(String name, Supplier<PropertyTable> make) {
        return made.computeIfAbsent(name, key -> make.get());
    }
}
