package dev.runwright.estate.updates;

import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.ProgramRule;
import dev.runwright.estate.world.Rule;
import dev.runwright.estate.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sandbox's update server (WSUS documentation; its errors' texts are the server's own). Stateless. */
public final class UpdatesWorld implements World {
    private static final List<Rule> RULES = allRules();

    private static List<Rule> allRules() {
        List<Rule> rules = new ArrayList<>();
        rules.addAll(Server.rules());
        rules.addAll(Subscription.rules());
        rules.addAll(Categories.rules());
        rules.addAll(Synchronizations.rules());
        rules.addAll(UpdateCmdlets.rules());
        rules.addAll(Licences.rules());
        rules.addAll(Approvals.rules());
        rules.addAll(Groups.rules());
        rules.addAll(Computers.rules());
        rules.addAll(WsusCmdlets.rules());
        rules.addAll(WsusComputers.rules());
        rules.addAll(Cleanup.rules());
        return List.copyOf(rules);
    }

    @Override
    public String name() {
        return "updates";
    }

    @Override
    public Collection<Rule> rules() {
        return RULES;
    }

    @Override
    public Collection<ProgramRule> programs() {
        return List.of(PostInstall.program());
    }

    @Override
    public void found(Map<String, @Nullable Object> description, String organisation, Documents documents) {
        new UpdatesFounding(documents).found(description);
    }
}
