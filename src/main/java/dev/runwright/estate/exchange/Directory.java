package dev.runwright.estate.exchange;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.CommandFailure;
import dev.runwright.estate.world.Documents;
import dev.runwright.value.Data;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds mailboxes and other recipients by what people call them, ignoring case. For one call. */
final class Directory {
    static final String MAILBOXES = "exchange/mailboxes";
    static final String RECIPIENTS = "exchange/recipients";
    private static final List<String> UNIQUE = List.of(
            "Guid",
            "ExchangeGuid",
            "ExternalDirectoryObjectId",
            "UserPrincipalName",
            "PrimarySmtpAddress",
            "Alias",
            "DistinguishedName",
            "LegacyExchangeDN",
            "SamAccountName",
            "CanonicalName");
    private static final List<String> NAMES = List.of("Name", "DisplayName");

    private final Documents documents;
    private final boolean cloud;

    Directory(Call call) {
        this(call.documents(), call.cloud());
    }

    Directory(Documents documents, boolean cloud) {
        this.documents = documents;
        this.cloud = cloud;
    }

    /** A recipient: its path and its document. */
    record Entry(String path, Map<String, @Nullable Object> document) {
        String guid() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        boolean isMailbox() {
            return path.startsWith(MAILBOXES + "/");
        }

        String text(String property) {
            return String.valueOf(document.get(property));
        }

        /** How Windows calls its account: {@code DOMAIN\\name}. */
        String logon() {
            String domain = text("CanonicalName").split("[./]", 2)[0];
            return domain.toUpperCase(Locale.ROOT) + "\\" + text("SamAccountName");
        }
    }

    /** @throws CommandFailure if no mailbox or more than one has that name */
    Entry mailbox(Call call, String identity) {
        return one(call, identity, entries(MAILBOXES));
    }

    /** @throws CommandFailure if no recipient or more than one has that name */
    Entry recipient(Call call, String identity) {
        return one(call, identity, recipients());
    }

    /** The only recipient of that name; empty if there is none or more than one. */
    Optional<Entry> findRecipient(String identity) {
        List<Entry> found = matching(identity, recipients());
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** All recipients, by path. */
    List<Entry> recipients() {
        List<Entry> all = entries(MAILBOXES);
        all.addAll(entries(RECIPIENTS));
        return all;
    }

    List<Entry> mailboxes() {
        return entries(MAILBOXES);
    }

    private List<Entry> entries(String folder) {
        List<Entry> entries = new ArrayList<>();
        documents.under(folder).forEach((path, document) -> entries.add(new Entry(path, document)));
        return entries;
    }

    private static Entry one(Call call, String identity, List<Entry> among) {
        List<Entry> found = matching(identity, among);
        if (found.isEmpty()) {
            throw ExchangeErrors.notFound(call, identity);
        }
        if (found.size() > 1) {
            throw ExchangeErrors.ambiguous(call, identity);
        }
        return found.get(0);
    }

    private static List<Entry> matching(String identity, List<Entry> among) {
        String wanted = withoutPrefix(identity);
        List<Entry> found = among.stream()
                .filter(entry -> has(entry, UNIQUE, wanted) || hasAddress(entry, wanted) || isLogon(entry, wanted))
                .toList();
        return found.isEmpty()
                ? among.stream().filter(entry -> has(entry, NAMES, wanted)).toList()
                : found;
    }

    private static boolean has(Entry entry, List<String> properties, String wanted) {
        for (String property : properties) {
            Object value = entry.document.get(property);
            if (value != null && wanted.equalsIgnoreCase(value.toString())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLogon(Entry entry, String wanted) {
        return wanted.indexOf('\\') > 0 && entry.logon().equalsIgnoreCase(wanted);
    }

    private static boolean hasAddress(Entry entry, String wanted) {
        if (wanted.indexOf('@') < 0) {
            return false;
        }
        for (Object address : Data.list(entry.document.get("EmailAddresses"))) {
            if (wanted.equalsIgnoreCase(withoutPrefix(String.valueOf(address)))) {
                return true;
            }
        }
        Object external = entry.document.get("ExternalEmailAddress");
        return external != null && wanted.equalsIgnoreCase(withoutPrefix(external.toString()));
    }

    /** An address without {@code smtp:}. */
    static String withoutPrefix(String address) {
        return address.toLowerCase(Locale.ROOT).startsWith("smtp:") ? address.substring(5) : address;
    }

    /** What the organisation calls a recipient in its readings: its name in the cloud, its canonical name on premises. */
    String identity(Map<String, @Nullable Object> document) {
        return String.valueOf(document.get(cloud ? "Name" : "CanonicalName"));
    }

    /** The identity of the recipient with this Guid; the Guid itself if it is gone. */
    String identityOf(String guid) {
        return documents
                .find(MAILBOXES + "/" + guid)
                .or(() -> documents.find(RECIPIENTS + "/" + guid))
                .map(this::identity)
                .orElse(guid);
    }
}
