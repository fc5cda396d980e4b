package dev.runwright.estate.windows;

import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.ProgramRule;
import dev.runwright.estate.world.Rule;
import dev.runwright.estate.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sandbox's Windows computers and the scanner that looks at them. Stateless. */
public final class WindowsWorld implements World {
    private static final List<Rule> RULES = allRules();

    private static List<Rule> allRules() {
        List<Rule> rules = new ArrayList<>();
        rules.addAll(HostCmdlets.rules());
        rules.addAll(Features.rules());
        rules.addAll(Services.rules());
        rules.addAll(Registry.rules());
        rules.addAll(HostFiles.rules());
        rules.addAll(Packages.rules());
        rules.addAll(Transfers.rules());
        rules.addAll(Defender.rules());
        rules.addAll(Preferences.rules());
        rules.addAll(Firewall.rules());
        rules.addAll(Scan.rules());
        return List.copyOf(rules);
    }

    @Override
    public String name() {
        return "windows";
    }

    @Override
    public Collection<Rule> rules() {
        return RULES;
    }

    @Override
    public Collection<ProgramRule> programs() {
        List<ProgramRule> programs = new ArrayList<>(InstallerPrograms.programs());
        programs.add(Mbsacli.program());
        return programs;
    }

    @Override
    public void found(Map<String, @Nullable Object> description, String organisation, Documents documents) {
        new WindowsFounding(documents).found(description);
    }
}
