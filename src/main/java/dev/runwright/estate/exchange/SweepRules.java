package dev.runwright.estate.exchange;

import dev.runwright.estate.exchange.Directory.Entry;
import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Described;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a mailbox sweeps away: the cmdlets of all belongings, and the one that makes a new rule (Exchange documentation). */
final class SweepRules {
    static final List<String> PROPERTIES = List.of(
            "Provider",
            "Sender",
            "SourceFolder",
            "DestinationFolder",
            "KeepForDays",
            "KeepLatest",
            "ExceptIfFlagged",
            "ExceptIfPinned",
            "SystemCategory");

    private SweepRules() {}

    static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>(Belongings.SWEEP_RULES.rules());
        rules.add(Rule.changing("New-SweepRule", SweepRules::create, "Name", "Provider"));
        return rules;
    }

    /** A rule as it is kept. */
    static Document rule(Document rule, String name, boolean enabled) {
        return rule.set("RuleId", rule.key()).set("Name", name).set("Enabled", enabled);
    }

    private static List<Map<String, @Nullable Object>> create(Call call) {
        Set<String> known = new java.util.HashSet<>(PROPERTIES);
        known.addAll(List.of("Name", "Enabled", "Mailbox"));
        call.only(known);
        Directory directory = new Directory(call);
        Entry mailbox = Belongings.mailbox(call, directory);
        String name = call.need("Name");
        String folder = Belongings.SWEEP_RULES.folder() + "/" + mailbox.guid();
        String id = Described.guid("sweep", name + call.documents().next());
        Document rule = rule(
                Document.at(call.documents(), folder + "/" + id), name, !Boolean.FALSE.equals(call.get("Enabled")));
        PROPERTIES.forEach(property -> rule.set(property, call.get(property)));
        rule.keep(call.documents());
        return List.of(Belongings.SWEEP_RULES.shown(rule, mailbox, directory));
    }
}
