package dev.runwright.yaml;

import dev.runwright.model.GraphCommand;
import dev.runwright.model.GraphStep;
import dev.runwright.model.Step;
import dev.runwright.model.StepHead;
import dev.runwright.text.Position;
import dev.runwright.value.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code graph:} with {@code body:}, {@code query:} and {@code headers:}. */
final class GraphStepDecoder implements StepDecoder {
    @Override
    public String kind() {
        return "graph";
    }

    @Override
    public @Nullable Step decode(Fields fields, StepHead head) {
        Position position = fields.at("graph");
        Optional<GraphCall> call = GraphCall.decode(fields, "graph");
        Template.Fields headers = fields.fields("headers");
        Template body = body(fields);
        if (call.isEmpty()) {
            return null;
        }
        GraphStep step =
                new GraphStep(head, position, call.get().method(), call.get().url(), body, headers);
        if (body != null && (step.method().equals("GET") || step.method().equals("DELETE"))) {
            fields.decoding()
                    .error(
                            body.position(),
                            "body_unexpected",
                            "A " + step.method() + " has no body.",
                            "Filters and the like stand under 'query'.");
        }
        return step.command().equals(GraphCommand.BATCH) && body instanceof Template.Fields parts
                ? batch(step, parts)
                : step;
    }

    private static @Nullable Template body(Fields fields) {
        Tree tree = fields.take("body");
        boolean fits = tree instanceof Tree.Mapping
                || (tree instanceof Tree.Scalar scalar && scalar.text().contains("${{"));
        if (tree != null && !fits) {
            fields.wrong(tree, "body", "a map");
            return null;
        }
        return tree == null ? null : fields.decoding().template(tree);
    }

    /** The URLs in a batch are URLs: a value in them stays a segment. */
    private static GraphStep batch(GraphStep step, Template.Fields body) {
        Map<String, Template> fields = new LinkedHashMap<>(body.fields());
        if (fields.get("requests") instanceof Template.Items items) {
            List<Template> requests =
                    items.items().stream().map(GraphStepDecoder::request).toList();
            fields.put("requests", new Template.Items(items.position(), requests));
        }
        Template.Fields changed = new Template.Fields(body.position(), fields, body.keys());
        return new GraphStep(step.head(), step.commandPosition(), step.method(), step.url(), changed, step.headers());
    }

    private static Template request(Template request) {
        if (!(request instanceof Template.Fields fields) || !fields.fields().containsKey("url")) {
            return request;
        }
        Map<String, Template> changed = new LinkedHashMap<>(fields.fields());
        changed.computeIfPresent("url", (key, url) -> GraphCall.url(url));
        return new Template.Fields(fields.position(), changed, fields.keys());
    }
}
