package dev.runwright.estate.tenant;

import dev.runwright.estate.world.Documents;
import dev.runwright.value.Data;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Risky users, which need a licence of the tenant (domain.md D.2). Stateless. */
final class Risks {
    static final String FOLDER = "tenant/risks";

    private Risks() {}

    static List<Route> routes() {
        Set<String> risks = Set.of("IdentityRiskyUser.Read.All", "IdentityRiskyUser.ReadWrite.All");
        Set<String> riskWrite = Set.of("IdentityRiskyUser.ReadWrite.All");
        return List.of(
                Route.of("GET /identityProtection/riskyUsers", risks, Risks::list),
                Route.of("GET /identityProtection/riskyUsers/{id}", risks, ask -> Answer.ok(risk(ask, ask.name("id")))),
                judging("confirmCompromised", riskWrite, "confirmedCompromised", "adminConfirmedUserCompromised"),
                judging("dismiss", riskWrite, "dismissed", "adminDismissedAllRiskForUser"),
                judging("confirmSafe", riskWrite, "confirmedSafe", "adminConfirmedAccountSafe"));
    }

    private static Route judging(String action, Set<String> permissions, String state, String detail) {
        return Route.of("POST /identityProtection/riskyUsers/" + action, permissions, ask -> judge(ask, state, detail));
    }

    private static void needRiskLicence(Documents documents) {
        if (!Boolean.TRUE.equals(documents.find(Security.FACTS).orElse(Map.of()).get("RiskLicence"))) {
            throw GraphFailure.noLicence();
        }
    }

    private static Answer list(Ask ask) {
        needRiskLicence(ask.documents());
        return Page.of(ask, new ArrayList<>(ask.documents().under(FOLDER).values()), List.of());
    }

    private static Map<String, @Nullable Object> risk(Ask ask, String user) {
        needRiskLicence(ask.documents());
        return ask.documents()
                .find(FOLDER + "/" + user.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> GraphFailure.noResource(user));
    }

    private static Answer judge(Ask ask, String state, String detail) {
        needRiskLicence(ask.documents());
        ask.only("riskyUsers", List.of("userIds"));
        List<String> users = Data.texts(ask.body().get("userIds"));
        if (users.isEmpty()) {
            throw GraphFailure.badRequest("The parameter 'userIds' must not be empty.");
        }
        List<Map<String, @Nullable Object>> judged = new ArrayList<>();
        for (String user : users) {
            Map<String, @Nullable Object> risk = new LinkedHashMap<>(risk(ask, user));
            risk.put("riskState", state);
            risk.put("riskDetail", detail);
            risk.put("riskLevel", state.equals("confirmedCompromised") ? "high" : "none");
            risk.put("riskLastUpdatedDateTime", ask.documents().now().toString());
            judged.add(risk);
        }
        judged.forEach(risk -> ask.documents().put(FOLDER + "/" + risk.get("id"), risk));
        return Answer.none();
    }
}
