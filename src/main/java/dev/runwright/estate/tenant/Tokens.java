package dev.runwright.estate.tenant;

import dev.runwright.estate.world.Documents;
import dev.runwright.value.Data;
import dev.runwright.value.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens of the tenant's one application (domain.md D.1): good for an hour of the estate's clock. Nothing is kept of them; a
 * token says itself when it was given. Stateless.
 */
final class Tokens {
    private static final long SECONDS = 3_599;

    private Tokens() {}

    /** The answer of the token endpoint; the errors have OAuth's shape. */
    static Answer grant(String tenant, Map<String, String> form, Documents documents) {
        Map<String, @Nullable Object> facts = documents.find(Security.FACTS).orElse(Map.of());
        if (!tenant.equalsIgnoreCase(String.valueOf(facts.get("TenantId")))) {
            return refused(400, "invalid_request", 90002, "Tenant '" + tenant + "' not found.");
        }
        if (!String.valueOf(facts.get("ClientId")).equals(form.get("client_id"))) {
            return refused(
                    400,
                    "unauthorized_client",
                    700016,
                    "Application with identifier '" + form.get("client_id") + "' was not found in the directory.");
        }
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return refused(400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type.");
        }
        boolean asserted = form.containsKey("client_assertion");
        if (!asserted && !String.valueOf(facts.get("ClientSecret")).equals(form.get("client_secret"))) {
            return refused(401, "invalid_client", 7000215, "Invalid client secret provided.");
        }
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("token_type", "Bearer");
        body.put("expires_in", SECONDS);
        body.put("ext_expires_in", SECONDS);
        body.put("access_token", token(documents));
        return Answer.ok(body);
    }

    private static String token(Documents documents) {
        Map<String, @Nullable Object> claims = new LinkedHashMap<>();
        claims.put("iat", documents.now().getEpochSecond());
        claims.put("exp", documents.now().getEpochSecond() + SECONDS);
        byte[] text = Json.write(claims).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    private static Answer refused(int status, String error, long number, String description) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("error", error);
        body.put("error_description", "AADSTS" + number + ": " + description);
        body.put("error_codes", java.util.List.of(number));
        return new Answer(status, Map.of(), body);
    }

    /** @throws GraphFailure if the header holds no token that is good now */
    static void check(@Nullable String authorization, Documents documents) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw GraphFailure.unauthorized("Access token is empty.");
        }
        Map<String, @Nullable Object> claims = claims(authorization.substring(7).strip());
        if (!(claims.get("exp") instanceof Long until)) {
            throw GraphFailure.unauthorized("Access token validation failure.");
        }
        if (!documents.now().isBefore(Instant.ofEpochSecond(until))) {
            throw GraphFailure.unauthorized("Lifetime validation failed, the token is expired.");
        }
    }

    private static Map<String, @Nullable Object> claims(String token) {
        try {
            return Json.readObject(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            return Map.of();
        }
    }

    /** @throws GraphFailure if the application has none of these permissions */
    static void checkPermission(Route route, Documents documents) {
        if (route.permissions().isEmpty()) {
            return; // the route itself refuses
        }
        Set<String> granted = Set.copyOf(
                Data.texts(documents.find(Security.FACTS).orElse(Map.of()).get("Permissions")));
        if (!granted.contains("*") && route.permissions().stream().noneMatch(granted::contains)) {
            throw GraphFailure.denied();
        }
    }
}
