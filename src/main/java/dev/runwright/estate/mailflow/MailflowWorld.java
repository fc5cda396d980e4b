package dev.runwright.estate.mailflow;

import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.Rule;
import dev.runwright.estate.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sandbox's mail flow (domain.md C.5, C.7). Stateless. */
public final class MailflowWorld implements World {
    @Override
    public String name() {
        return "mailflow";
    }

    @Override
    public Collection<Rule> rules() {
        List<Rule> rules = new ArrayList<>(Queues.rules());
        rules.addAll(QueuedMessages.rules());
        rules.addAll(Traces.rules());
        rules.addAll(Quarantine.rules());
        return rules;
    }

    @Override
    public void found(Map<String, @Nullable Object> description, String organisation, Documents documents) {
        new MailflowFounding(documents).found(description);
    }
}
