package dev.runwright.check;

import dev.runwright.model.Step;
import dev.runwright.model.StepHead;
import dev.runwright.text.Position;
import dev.runwright.text.Problems;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys that say nothing on some kinds of steps are refused there. Stateless. */
final class KindRules {
    private static final Set<String> SHELL = Set.of("cmdlet", "powershell");
    private static final Set<String> COMMAND = Set.of("cmdlet", "powershell", "graph");
    private static final Set<String> ACTING = Set.of("cmdlet", "powershell", "program", "groovy", "graph");
    private static final Set<String> JUDGED = Set.of("cmdlet", "powershell", "program", "groovy", "graph", "read");
    private static final Set<String> TRIED =
            Set.of("cmdlet", "powershell", "program", "groovy", "graph", "read", "download", "notify");
    private static final Set<String> UNDONE =
            Set.of("cmdlet", "powershell", "program", "groovy", "graph", "manual", "download");
    private static final Set<String> READ_BACK = Set.of("cmdlet", "powershell", "program", "graph", "download");
    private static final Set<String> SHAPED = Set.of("cmdlet", "powershell", "graph", "download");
    /** Which kinds a key belongs to; a key that is not here belongs to all. */
    private static final Map<String, Set<String>> BELONGS = Map.ofEntries(
            Map.entry("connection", COMMAND),
            Map.entry("on", SHELL),
            Map.entry("returns", SHAPED),
            Map.entry("select", SHELL),
            Map.entry("ok_when", JUDGED),
            Map.entry("retry", TRIED),
            Map.entry("until", JUDGED),
            Map.entry("effect", ACTING),
            Map.entry("undo", UNDONE),
            Map.entry("state", READ_BACK),
            Map.entry("restore", READ_BACK),
            Map.entry("secret_output", JUDGED));

    private KindRules() {}

    private record Key(
            String key, boolean isGiven, @Nullable Position position) {}

    static void check(Step step, Problems problems) {
        for (Key key : keys(step.head())) {
            Set<String> kinds = BELONGS.getOrDefault(key.key, Set.of());
            if (key.isGiven && !kinds.contains(step.kind())) {
                problems.error(
                        key.position == null ? step.position() : key.position,
                        "wrong_key",
                        "'" + key.key + "' does not belong to a step of the kind '" + step.kind() + "'.",
                        "It belongs to: "
                                + String.join(", ", kinds.stream().sorted().toList()) + ".");
            }
        }
    }

    private static List<Key> keys(StepHead head) {
        return List.of(
                new Key("connection", head.connection() != null, null),
                new Key("on", head.on() != null, null),
                new Key("returns", head.returns() != null, null),
                new Key("select", !head.select().isEmpty(), null),
                new Key("ok_when", head.okWhen() != null, null),
                new Key("retry", head.retry() != null, null),
                new Key("until", head.until() != null, null),
                new Key("effect", head.effect() != null, null),
                new Key(
                        "undo",
                        head.undo() != null,
                        head.undo() == null ? null : head.undo().position()),
                new Key(
                        "state",
                        head.state() != null,
                        head.state() == null ? null : head.state().position()),
                new Key("restore", head.restoreAsk(), null),
                new Key("secret_output", head.secretOutput(), null));
    }
}
