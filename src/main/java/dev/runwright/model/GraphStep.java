package dev.runwright.model;

import dev.runwright.text.Position;
import dev.runwright.value.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code graph: METHOD /path} with {@code body}, {@code query} and {@code headers}: one call of Microsoft Graph.
 *
 * @param url path and query; a {@link Template.Url}
 * @param body a map, or one expression that gives one; null for none
 */
public record GraphStep(
        StepHead head,
        Position commandPosition,
        String method,
        Template url,
        @Nullable Template body,
        Template.Fields headers)
        implements Step, CommandStep {
    @Override
    public String kind() {
        return "graph";
    }

    @Override
    public String command() {
        return GraphCommand.shape(method, url);
    }

    @Override
    public Template.Fields with() {
        return body instanceof Template.Fields fields
                ? flat(fields)
                : Template.Fields.none(body == null ? commandPosition : body.position());
    }

    /** A body whose maps are taken apart, each member with its place. */
    public static Template.Fields flat(Template.Fields fields) {
        Map<String, Position> keys = new LinkedHashMap<>();
        places(fields, "", keys);
        Map<String, Template> flat = GraphCommand.flat(
                fields.fields(), value -> value instanceof Template.Fields inner ? inner.fields() : Map.of());
        return new Template.Fields(fields.position(), flat, keys);
    }

    private static void places(Template.Fields fields, String before, Map<String, Position> places) {
        fields.fields().forEach((name, value) -> {
            places.put(before + name, fields.keys().getOrDefault(name, fields.position()));
            if (value instanceof Template.Fields inner) {
                places(inner, before + name + "/", places);
            }
        });
    }
}
