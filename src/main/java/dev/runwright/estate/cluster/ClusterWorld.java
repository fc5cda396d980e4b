package dev.runwright.estate.cluster;

import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.Rule;
import dev.runwright.estate.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sandbox's Exchange servers and their group (domain.md G). Stateless. */
public final class ClusterWorld implements World {
    @Override
    public String name() {
        return "servers";
    }

    @Override
    public Collection<Rule> rules() {
        List<Rule> rules = new ArrayList<>(Components.rules());
        rules.addAll(Members.rules());
        rules.addAll(Copies.rules());
        rules.addAll(Health.rules());
        rules.addAll(Maintenance.rules());
        return rules;
    }

    @Override
    public void found(Map<String, @Nullable Object> description, String organisation, Documents documents) {
        new ClusterFounding(documents).found(description);
    }
}
