package dev.runwright.estate.tenant;

import dev.runwright.estate.world.Documents;
import dev.runwright.value.Data;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The users of the tenant (domain.md D.2; Graph documentation, "user resource type"). A user who has a mailbox shares its switch:
 * {@code accountEnabled} is the reverse of the mailbox's {@code AccountDisabled}. Stateless.
 */
final class Users {
    static final String FOLDER = "tenant/users";
    static final String SESSIONS = "tenant/sessions";
    /** Where a user's mailbox is kept by the Exchange organisation. */
    static final String MAILBOXES = "exchange/mailboxes";

    static final String MAILBOX = "$mailbox";
    private static final String VALID_FROM = "signInSessionsValidFromDateTime";
    private static final String PASSWORD_CHANGED = "lastPasswordChangeDateTime";
    /** What a reading without {@code $select} gives. */
    static final List<String> STANDARD = List.of(
            "id",
            "businessPhones",
            "displayName",
            "givenName",
            "jobTitle",
            "mail",
            "mobilePhone",
            "officeLocation",
            "preferredLanguage",
            "surname",
            "userPrincipalName");

    private static final Set<String> TEXTS = Set.of(
            "displayName",
            "givenName",
            "surname",
            "jobTitle",
            "department",
            "mobilePhone",
            "officeLocation",
            "preferredLanguage",
            "usageLocation",
            "companyName");
    private static final List<String> WRITABLE = List.of(
            "displayName",
            "givenName",
            "surname",
            "jobTitle",
            "department",
            "mobilePhone",
            "officeLocation",
            "preferredLanguage",
            "usageLocation",
            "companyName",
            "accountEnabled",
            "passwordProfile");

    private Users() {}

    static List<Route> routes() {
        Set<String> read = Set.of("User.Read.All", "User.ReadWrite.All", "Directory.Read.All");
        return List.of(
                Route.of("GET /users", read, Users::list),
                Route.of("GET /users/{id}", read, Users::get),
                Route.of(
                        "PATCH /users/{id}",
                        Set.of(
                                "User.ReadWrite.All",
                                "User.EnableDisableAccount.All",
                                "User-PasswordProfile.ReadWrite.All"),
                        Users::patch),
                Route.of(
                        "POST /users/{id}/revokeSignInSessions",
                        Set.of("User.RevokeSessions.All", "User.ReadWrite.All"),
                        Users::revoke),
                Route.of("POST /users/{id}/authentication/methods/{method}/resetPassword", Set.of(), Users::person));
    }

    /** The user of that id or user principal name. */
    static Map<String, @Nullable Object> find(Documents documents, String idOrName) {
        return documents
                .find(FOLDER + "/" + idOrName.toLowerCase(java.util.Locale.ROOT))
                .or(() -> documents.under(FOLDER).values().stream()
                        .filter(user -> idOrName.equalsIgnoreCase(Data.text(user.get("userPrincipalName"))))
                        .findFirst())
                .orElseThrow(() -> GraphFailure.noResource(idOrName));
    }

    static String id(Map<String, @Nullable Object> user) {
        return String.valueOf(user.get("id"));
    }

    /** The Guid of the mailbox of the user whom the route names. */
    static String mailbox(Ask ask) {
        Map<String, @Nullable Object> user = find(ask.documents(), ask.name("id"));
        return Optional.ofNullable(Data.text(user.get(MAILBOX))).orElseThrow(GraphFailure::noMailbox);
    }

    private static Answer list(Ask ask) {
        List<Map<String, @Nullable Object>> users = new ArrayList<>();
        ask.documents().under(FOLDER).values().forEach(user -> users.add(shown(ask.documents(), user)));
        return Page.of(ask, users, STANDARD);
    }

    private static Answer get(Ask ask) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("@odata.context", ask.base() + "/$metadata#users/$entity");
        Map<String, @Nullable Object> user = shown(ask.documents(), find(ask.documents(), ask.name("id")));
        body.putAll(Page.selected(ask, user, STANDARD));
        return Answer.ok(body);
    }

    static Map<String, @Nullable Object> shown(Documents documents, Map<String, @Nullable Object> user) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>(user);
        Object guid = shown.remove(MAILBOX);
        shown.put("accountEnabled", enabled(documents, user, guid));
        return shown;
    }

    private static boolean enabled(Documents documents, Map<String, @Nullable Object> user, @Nullable Object guid) {
        return guid == null
                ? Boolean.TRUE.equals(user.get("accountEnabled"))
                : documents
                        .find(MAILBOXES + "/" + guid)
                        .map(mailbox -> !Boolean.TRUE.equals(mailbox.get("AccountDisabled")))
                        .orElse(true);
    }

    private static Answer patch(Ask ask) {
        Documents documents = ask.documents();
        Map<String, @Nullable Object> user = find(documents, ask.name("id"));
        check(ask, user);
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(user);
        ask.body().forEach((name, value) -> {
            if (TEXTS.contains(name)) {
                changed.put(name, value);
            }
        });
        if (ask.body().get("accountEnabled") instanceof Boolean enabled) {
            enable(documents, changed, enabled);
        }
        if (ask.body().containsKey("passwordProfile")) {
            changed.put(PASSWORD_CHANGED, documents.now().toString());
        }
        documents.put(FOLDER + "/" + id(user), changed);
        return Answer.none();
    }

    private static void enable(Documents documents, Map<String, @Nullable Object> user, boolean enabled) {
        String guid = Data.text(user.get(MAILBOX));
        if (guid == null) {
            user.put("accountEnabled", enabled);
            return;
        }
        Map<String, @Nullable Object> mailbox =
                new LinkedHashMap<>(documents.find(MAILBOXES + "/" + guid).orElse(Map.of()));
        mailbox.put("AccountDisabled", !enabled);
        documents.put(MAILBOXES + "/" + guid, mailbox);
    }

    private static void check(Ask ask, Map<String, @Nullable Object> user) {
        ask.only("User", WRITABLE);
        ask.body().forEach((name, value) -> {
            boolean good = name.equals("accountEnabled")
                    ? value instanceof Boolean
                    : name.equals("passwordProfile")
                            ? value instanceof Map<?, ?> map
                                    && Data.text(Data.map(map).get("password")) != null
                            : !TEXTS.contains(name) || value == null || value instanceof String;
            if (!good) {
                throw GraphFailure.of(
                        400,
                        "Request_BadRequest",
                        "Invalid value specified for property '" + name + "' of resource 'User'.");
            }
        });
        boolean guarded = ask.body().containsKey("accountEnabled") || ask.body().containsKey("passwordProfile");
        if (guarded && Boolean.TRUE.equals(user.get("onPremisesSyncEnabled"))) {
            throw GraphFailure.of(
                    400,
                    "Request_BadRequest",
                    "Unable to update the specified properties for on-premises mastered Directory Sync objects or"
                            + " objects currently undergoing migration.");
        }
        if (guarded && !Roles.of(ask.documents(), id(user)).isEmpty()) {
            throw GraphFailure.denied();
        }
    }

    /** Sessions begun before are no longer good; new ones may begin (Graph documentation, "revokeSignInSessions"). */
    private static Answer revoke(Ask ask) {
        Map<String, @Nullable Object> user = find(ask.documents(), ask.name("id"));
        String now = ask.documents().now().toString();
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(user);
        changed.put(VALID_FROM, now);
        ask.documents().put(FOLDER + "/" + id(user), changed);
        ask.documents().under(SESSIONS + "/" + id(user)).forEach((path, session) -> {
            boolean good = String.valueOf(session.get("issued")).compareTo(now) >= 0;
            Map<String, @Nullable Object> judged = new LinkedHashMap<>(session);
            judged.put("valid", good);
            ask.documents().put(path, judged);
        });
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("@odata.context", ask.base() + "/$metadata#Edm.Boolean");
        body.put("value", true);
        return Answer.ok(body);
    }

    private static Answer person(Ask ask) {
        throw GraphFailure.of(403, "accessDenied", "The call needs a signed-in person; an application cannot make it.");
    }
}
