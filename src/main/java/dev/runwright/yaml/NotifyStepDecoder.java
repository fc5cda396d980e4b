package dev.runwright.yaml;

import dev.runwright.model.NotifyStep;
import dev.runwright.model.Step;
import dev.runwright.model.StepHead;
import dev.runwright.value.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code notify:}, a map with one of {@code mail teams slack webhook} and {@code through}. */
final class NotifyStepDecoder implements StepDecoder {
    private static final List<String> WAYS = List.of("mail", "teams", "slack", "webhook");
    private static final Map<String, Set<String>> KEYS = Map.of(
            "mail", Set.of("to", "subject", "text", "from"),
            "teams", Set.of("subject", "text"),
            "slack", Set.of("text"));

    @Override
    public String kind() {
        return "notify";
    }

    @Override
    public @Nullable Step decode(Fields fields, StepHead head) {
        Tree.Mapping mapping = fields.mapping("notify");
        if (mapping == null) {
            return null;
        }
        Fields notify = new Fields(fields.decoding(), mapping, "'notify'");
        String through = notify.text("through");
        List<String> ways = WAYS.stream().filter(notify::has).toList();
        Map<String, Template.Fields> messages = new LinkedHashMap<>();
        WAYS.forEach(way -> messages.put(way, notify.fields(way)));
        notify.close();
        if (ways.size() != 1) {
            fields.decoding()
                    .error(
                            mapping.position(),
                            "wrong_keys",
                            "'notify' must have one of " + String.join(", ", WAYS) + ", got "
                                    + (ways.isEmpty() ? "none" : String.join(" and ", ways)) + ".",
                            "Make a step of each message.");
            return null;
        }
        String way = ways.get(0);
        Template.Fields message = messages.getOrDefault(way, Template.Fields.none(mapping.position()));
        check(fields, way, message);
        return new NotifyStep(head, way, message, through);
    }

    private static void check(Fields fields, String way, Template.Fields message) {
        Set<String> known = KEYS.get(way);
        if (known == null) {
            return;
        }
        message.fields().keySet().stream()
                .filter(key -> !known.contains(key))
                .forEach(key -> fields.decoding()
                        .error(
                                message.keys().getOrDefault(key, message.position()),
                                "unknown_key",
                                "Unknown key '" + key + "' in '" + way + "'.",
                                "Known keys are: "
                                        + String.join(
                                                ", ", known.stream().sorted().toList()) + "."));
        List<String> needed = way.equals("mail") ? List.of("to", "subject", "text") : List.of("text");
        needed.stream()
                .filter(key -> !message.fields().containsKey(key))
                .forEach(key -> fields.decoding()
                        .error(
                                message.position(),
                                "missing_key",
                                "The key '" + key + "' is missing in '" + way + "'.",
                                ""));
    }
}
