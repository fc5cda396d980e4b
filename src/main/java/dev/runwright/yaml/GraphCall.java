package dev.runwright.yaml;

import dev.runwright.model.GraphCommand;
import dev.runwright.value.Template;
import dev.runwright.value.UrlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Graph call as it stands in a runbook: {@code METHOD /path?query}, with more of the query in a map.
 *
 * @param url path and query
 */
record GraphCall(String method, Template.Url url) {
    private static final String KEPT_IN_PATH = "/?&=$%()',;!*:\"+";
    private static final String KEPT_IN_VALUE = "$()',;!*:\"/";

    /** Reads the call under {@code key} with {@code query:} beside it; a problem and empty if it is none. */
    static Optional<GraphCall> decode(Fields fields, String key) {
        Tree tree = fields.take(key);
        Tree.Mapping query = fields.mapping("query");
        if (tree instanceof Tree.Scalar scalar && scalar.isText()) {
            List<Object> parts = parts(fields.decoding().template(scalar));
            String first = !parts.isEmpty() && parts.get(0) instanceof String text ? text : "";
            int blank = first.indexOf(" /");
            String method = blank < 0 ? "" : first.substring(0, blank).strip();
            if (GraphCommand.METHODS.contains(method)) {
                List<Object> url =
                        new ArrayList<>(List.of(first.substring(blank).strip()));
                url.addAll(parts.subList(1, parts.size()));
                List<Object> encoded = encoded(url, KEPT_IN_PATH);
                addQuery(fields, query, encoded);
                return Optional.of(new GraphCall(method, new Template.Url(scalar.position(), encoded)));
            }
            if (GraphCommand.METHODS.contains(method.toUpperCase(Locale.ROOT))) {
                fields.wrong(tree, key, "a method in capitals and a path, such as GET /users/anna@contoso.com");
                return Optional.empty();
            }
        }
        if (tree != null) {
            fields.wrong(
                    tree,
                    key,
                    "a method (" + String.join(", ", GraphCommand.METHODS)
                            + ") and a path that begins with '/', such as GET /users/anna@contoso.com");
        }
        return Optional.empty();
    }

    private static void addQuery(Fields fields, Tree.@Nullable Mapping query, List<Object> url) {
        if (query == null) {
            return;
        }
        boolean begun = url.stream().anyMatch(part -> part instanceof String text && text.contains("?"));
        for (var entry : query.entries().entrySet()) {
            url.add((begun ? "&" : "?") + UrlText.encoded(entry.getKey(), "$") + "=");
            begun = true;
            url.addAll(encoded(value(fields, entry.getKey(), entry.getValue().value()), KEPT_IN_VALUE));
        }
    }

    /** A value of the query: text, a number, true or false, or a list, which becomes text with commas. */
    private static List<Object> value(Fields fields, String key, Tree tree) {
        if (tree instanceof Tree.Sequence list) {
            List<Object> parts = new ArrayList<>();
            for (Tree item : list.items()) {
                if (!parts.isEmpty()) {
                    parts.add(",");
                }
                parts.addAll(value(fields, key, item));
            }
            return parts;
        }
        if (tree instanceof Tree.Scalar scalar && scalar.value() != null) {
            return parts(fields.decoding().template(scalar));
        }
        fields.wrong(tree, key, "a text, a number, true, false or a list of texts");
        return List.of();
    }

    private static List<Object> encoded(List<Object> parts, String kept) {
        List<Object> encoded = new ArrayList<>();
        parts.forEach(part -> encoded.add(part instanceof String text ? UrlText.encoded(text, kept) : part));
        return encoded;
    }

    private static List<Object> parts(Template template) {
        if (template instanceof Template.Mixed mixed) {
            return mixed.parts();
        }
        return template instanceof Template.Whole whole
                ? List.of(whole.expression())
                : List.of(String.valueOf(((Template.Literal) template).value()));
    }

    /** The template of a text that is a URL itself, as in the parts of a batch. */
    static Template url(Template text) {
        boolean isText = text instanceof Template.Mixed || text instanceof Template.Whole;
        return isText ? new Template.Url(text.position(), encoded(parts(text), KEPT_IN_PATH)) : text;
    }
}
