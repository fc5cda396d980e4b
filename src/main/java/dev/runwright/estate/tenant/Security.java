package dev.runwright.estate.tenant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Alerts, and the traces of sign-ins and consents (domain.md D.2). Stateless. */
final class Security {
    static final String ALERTS = "tenant/alerts";
    static final String SIGN_INS = "tenant/signins";
    static final String GRANTS = "tenant/grants";
    static final String METHODS = "tenant/methods";
    static final String FACTS = "tenant/facts";
    private static final Map<String, Set<String>> ALERT_VALUES = Map.of(
            "status", Set.of("new", "inProgress", "resolved"),
            "classification", Set.of("unknown", "falsePositive", "truePositive", "informationalExpectedActivity"),
            "determination",
                    Set.of(
                            "unknown",
                            "apt",
                            "malware",
                            "securityPersonnel",
                            "securityTesting",
                            "unwantedSoftware",
                            "other",
                            "multiStagedAttack",
                            "compromisedAccount",
                            "phishing",
                            "maliciousUserActivity",
                            "notMalicious",
                            "notEnoughDataToValidate",
                            "confirmedActivity",
                            "lineOfBusinessApplication"));

    private Security() {}

    static List<Route> routes() {
        Set<String> alerts = Set.of("SecurityAlert.Read.All", "SecurityAlert.ReadWrite.All");
        Set<String> methods = Set.of("UserAuthenticationMethod.Read.All", "UserAuthenticationMethod.ReadWrite.All");
        Set<String> methodWrite = Set.of("UserAuthenticationMethod.ReadWrite.All");
        List<Route> routes = new ArrayList<>(List.of(
                Route.of("GET /security/alerts_v2", alerts, ask -> Page.of(ask, all(ask, ALERTS), List.of())),
                Route.of("GET /security/alerts_v2/{alert}", alerts, ask -> Answer.ok(item(ask, ALERTS, "alert"))),
                Route.of(
                        "PATCH /security/alerts_v2/{alert}",
                        Set.of("SecurityAlert.ReadWrite.All"),
                        Security::patchAlert),
                Route.of(
                        "GET /auditLogs/signIns",
                        Set.of("AuditLog.Read.All"),
                        ask -> Page.of(ask, all(ask, SIGN_INS), List.of())),
                Route.of("GET /users/{id}/authentication/methods", methods, Security::methods),
                Route.of(
                        "GET /users/{id}/oauth2PermissionGrants",
                        Set.of("Directory.Read.All", "DelegatedPermissionGrant.ReadWrite.All"),
                        Security::grants),
                Route.of(
                        "DELETE /oauth2PermissionGrants/{grant}",
                        Set.of("DelegatedPermissionGrant.ReadWrite.All"),
                        Security::deleteGrant)));
        for (String kind : List.of(
                "phoneMethods",
                "microsoftAuthenticatorMethods",
                "softwareOathMethods",
                "fido2Methods",
                "emailMethods")) {
            routes.add(Route.of(
                    "DELETE /users/{id}/authentication/" + kind + "/{method}", methodWrite, Security::deleteMethod));
        }
        return routes;
    }

    private static List<Map<String, @Nullable Object>> all(Ask ask, String folder) {
        return new ArrayList<>(ask.documents().under(folder).values());
    }

    private static Map<String, @Nullable Object> item(Ask ask, String folder, String placeholder) {
        return ask.documents()
                .find(folder + "/" + ask.name(placeholder))
                .orElseThrow(() -> GraphFailure.of(404, "ResourceNotFound", "The item was not found."));
    }

    private static Answer patchAlert(Ask ask) {
        ask.only("alert", List.of("status", "classification", "determination", "assignedTo"));
        Map<String, @Nullable Object> alert = new LinkedHashMap<>(item(ask, ALERTS, "alert"));
        ask.body().forEach((name, value) -> {
            Set<String> values = ALERT_VALUES.get(name);
            if (values != null && value != null && !values.contains(value.toString())) {
                throw GraphFailure.badRequest("'" + value + "' is not a value of '" + name + "'.");
            }
            alert.put(name, value);
        });
        alert.put("lastUpdateDateTime", ask.documents().now().toString());
        alert.put(
                "resolvedDateTime",
                "resolved".equals(alert.get("status")) ? ask.documents().now().toString() : null);
        ask.documents().put(ALERTS + "/" + ask.name("alert"), alert);
        return Answer.ok(alert);
    }

    private static String user(Ask ask) {
        return Users.id(Users.find(ask.documents(), ask.name("id")));
    }

    private static Answer methods(Ask ask) {
        return Page.of(ask, all(ask, METHODS + "/" + user(ask)), List.of());
    }

    private static Answer deleteMethod(Ask ask) {
        String path = METHODS + "/" + user(ask) + "/" + ask.name("method");
        if (ask.documents().find(path).isEmpty()) {
            throw GraphFailure.noResource(ask.name("method"));
        }
        ask.documents().remove(path);
        return Answer.none();
    }

    private static Answer grants(Ask ask) {
        String user = user(ask);
        List<Map<String, @Nullable Object>> grants = all(ask, GRANTS);
        grants.removeIf(grant -> !user.equals(grant.get("principalId")));
        return Page.of(ask, grants, List.of());
    }

    private static Answer deleteGrant(Ask ask) {
        item(ask, GRANTS, "grant");
        ask.documents().remove(GRANTS + "/" + ask.name("grant"));
        return Answer.none();
    }
}
