package dev.runwright.estate.tenant;

import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.Rule;
import dev.runwright.estate.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sandbox's directory tenant. It has no cmdlets: {@link TenantServer} shows it. Stateless. */
public final class TenantWorld implements World {
    /** All calls that the tenant knows. */
    static final List<Route> ROUTES = routes();

    private static List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.addAll(Users.routes());
        routes.addAll(Roles.routes());
        routes.addAll(MessageRules.routes());
        routes.addAll(MailboxSettings.routes());
        routes.addAll(Messages.routes());
        routes.addAll(Risks.routes());
        routes.addAll(Security.routes());
        return List.copyOf(routes);
    }

    @Override
    public String name() {
        return "tenant";
    }

    @Override
    public Collection<Rule> rules() {
        return List.of();
    }

    @Override
    public void found(Map<String, @Nullable Object> description, String organisation, Documents documents) {
        new TenantFounding(documents).found(description);
    }
}
