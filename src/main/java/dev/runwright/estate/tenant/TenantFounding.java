package dev.runwright.estate.tenant;

import dev.runwright.estate.world.BadDescription;
import dev.runwright.estate.world.Documents;
import dev.runwright.value.Data;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the tenant from the estate's description: a user for each mailbox, and what the description says of them. */
final class TenantFounding {
    private static final Set<String> KEYS =
            Set.of("id", "app", "risk_licence", "users", "roles", "risks", "alerts", "sign_ins", "grants");
    private static final Set<String> APP_KEYS = Set.of("client_id", "client_secret", "permissions");
    private static final Set<String> USER_KEYS = Set.of("name", "sessions", "methods", "messages", "properties");

    private final Documents documents;

    TenantFounding(Documents documents) {
        this.documents = documents;
    }

    void found(Map<String, @Nullable Object> description) {
        if (description.isEmpty()) {
            return;
        }
        known("tenant", description, KEYS);
        facts(description);
        documents.under(Users.MAILBOXES).forEach((path, mailbox) -> mailboxUser(path, mailbox));
        items(description, "users").forEach(this::user);
        items(description, "roles").forEach(this::role);
        items(description, "risks").forEach(this::risk);
        items(description, "alerts").forEach(alert -> keep(Security.ALERTS, alert, Map.of("status", "new")));
        items(description, "sign_ins").forEach(signIn -> keep(Security.SIGN_INS, ofUser(signIn, "userId"), Map.of()));
        items(description, "grants").forEach(grant -> keep(Security.GRANTS, ofUser(grant, "principalId"), Map.of()));
    }

    private void facts(Map<String, @Nullable Object> description) {
        Map<String, @Nullable Object> app = Data.map(description.get("app"));
        known("tenant.app", app, APP_KEYS);
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("TenantId", description.getOrDefault("id", guid("tenant", "estate")));
        facts.put("ClientId", app.getOrDefault("client_id", guid("app", "runwright")));
        facts.put("ClientSecret", app.getOrDefault("client_secret", "estate-secret"));
        facts.put("Permissions", app.containsKey("permissions") ? Data.texts(app.get("permissions")) : List.of("*"));
        facts.put("RiskLicence", description.getOrDefault("risk_licence", true));
        documents.put(Security.FACTS, facts);
    }

    private void mailboxUser(String path, Map<String, @Nullable Object> mailbox) {
        Map<String, @Nullable Object> user = new LinkedHashMap<>();
        String id = String.valueOf(mailbox.get("ExternalDirectoryObjectId"));
        user.put("id", id);
        user.put("displayName", mailbox.get("DisplayName"));
        user.put("userPrincipalName", mailbox.get("UserPrincipalName"));
        user.put("mail", mailbox.get("PrimarySmtpAddress"));
        user.put("userType", "Member");
        user.put("accountEnabled", true);
        user.put("onPremisesSyncEnabled", null);
        user.put("signInSessionsValidFromDateTime", "2026-01-01T00:00:00Z");
        user.put("lastPasswordChangeDateTime", "2026-01-01T00:00:00Z");
        user.put("assignedLicenses", List.of());
        user.put(Users.MAILBOX, path.substring(path.lastIndexOf('/') + 1));
        documents.put(Users.FOLDER + "/" + id, user);
    }

    private void user(Map<String, @Nullable Object> described) {
        known("tenant.users", described, USER_KEYS);
        String name = need("tenant.users", described, "name");
        Map<String, @Nullable Object> user = new LinkedHashMap<>(existing(name));
        Data.map(described.get("properties")).forEach((property, value) -> user.put(property, value));
        String id = Users.id(user);
        documents.put(Users.FOLDER + "/" + id, user);
        for (Map<String, @Nullable Object> session : items(described, "sessions")) {
            session.putIfAbsent("valid", true);
            keep(Users.SESSIONS + "/" + id, session, Map.of());
        }
        items(described, "methods").forEach(method -> keep(Security.METHODS + "/" + id, method, Map.of()));
        Object mailbox = user.get(Users.MAILBOX);
        for (Map<String, @Nullable Object> message : items(described, "messages")) {
            if (mailbox == null) {
                throw BadDescription.badValue("tenant.users.messages", "those of a user with a mailbox", name);
            }
            message.put("@odata.etag", "W/\"" + documents.next() + "\"");
            keep(Messages.FOLDER + "/" + mailbox, message, Map.of("parentFolderId", "inbox"));
        }
    }

    /** The user of a mailbox, or one that has none. */
    private Map<String, @Nullable Object> existing(String name) {
        for (Map<String, @Nullable Object> user : documents.under(Users.FOLDER).values()) {
            if (name.equalsIgnoreCase(Data.text(user.get("userPrincipalName")))) {
                return user;
            }
        }
        Map<String, @Nullable Object> user = new LinkedHashMap<>();
        user.put("id", guid("user", name));
        user.put("displayName", name);
        user.put("userPrincipalName", name);
        user.put("accountEnabled", true);
        user.put("onPremisesSyncEnabled", null);
        user.put("signInSessionsValidFromDateTime", "2026-01-01T00:00:00Z");
        return user;
    }

    private void role(Map<String, @Nullable Object> described) {
        List<String> members = new ArrayList<>();
        for (String member : Data.texts(described.get("members"))) {
            members.add(Users.id(existing(member)));
        }
        described.put("members", members);
        keep(Roles.FOLDER, described, Map.of());
    }

    private void risk(Map<String, @Nullable Object> described) {
        Map<String, @Nullable Object> user = existing(need("tenant.risks", described, "user"));
        described.remove("user");
        Map<String, @Nullable Object> risk = new LinkedHashMap<>();
        risk.put("id", Users.id(user));
        risk.put("userPrincipalName", user.get("userPrincipalName"));
        risk.put("userDisplayName", user.get("displayName"));
        risk.put("isDeleted", false);
        risk.put("isProcessing", false);
        risk.put("riskLevel", "medium");
        risk.put("riskState", "atRisk");
        risk.put("riskDetail", "none");
        risk.put("riskLastUpdatedDateTime", documents.now().toString());
        risk.putAll(described);
        documents.put(Risks.FOLDER + "/" + risk.get("id"), risk);
    }

    private Map<String, @Nullable Object> ofUser(Map<String, @Nullable Object> described, String property) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>(described);
        document.put(property, Users.id(existing(need("tenant", described, "user"))));
        document.remove("user");
        return document;
    }

    private void keep(String folder, Map<String, @Nullable Object> item, Map<String, Object> standard) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>(standard);
        document.putAll(item);
        String id = need(folder, item, "id");
        documents.put(folder + "/" + id, document);
    }

    private static List<Map<String, @Nullable Object>> items(Map<String, @Nullable Object> description, String key) {
        List<Map<String, @Nullable Object>> items = new ArrayList<>();
        for (Object item : Data.list(description.get(key))) {
            if (!(item instanceof Map<?, ?>)) {
                throw BadDescription.badValue("tenant." + key, "a list of mappings", "'" + item + "'");
            }
            items.add(new LinkedHashMap<>(Data.map(item)));
        }
        return items;
    }

    private static String need(String where, Map<String, @Nullable Object> described, String key) {
        Object value = described.get(key);
        if (value == null) {
            throw BadDescription.missing(where, key);
        }
        return value.toString();
    }

    private static void known(String where, Map<String, @Nullable Object> described, Set<String> keys) {
        for (String key : described.keySet()) {
            if (!keys.contains(key)) {
                throw BadDescription.unknownKey(where, key, keys);
            }
        }
    }

    private static String guid(String kind, String name) {
        String seed = kind + ":" + name.toLowerCase(Locale.ROOT);
        return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
