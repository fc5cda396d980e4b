package dev.runwright.estate.tenant;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Query options on what is read: {@code $filter $select $top $skip $count} and pages by {@code @odata.nextLink}. Stateless. */
final class Page {
    private static final int MOST = 100;
    private static final String SKIP = "$skiptoken";

    private Page() {}

    /** One page of the items that the filter accepts. */
    static Answer of(Ask ask, List<Map<String, @Nullable Object>> items, Collection<String> standard) {
        List<Map<String, @Nullable Object>> accepted = new ArrayList<>();
        for (Map<String, @Nullable Object> item : items) {
            if (Filter.accepts(ask.query().get("$filter"), item)) {
                accepted.add(item);
            }
        }
        int size = number(ask, "$top", MOST);
        int from = number(ask, SKIP, number(ask, "$skip", 0));
        int to = Math.min(accepted.size(), from + size);
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("@odata.context", ask.base() + "/$metadata#" + String.join("/", ask.path()));
        if ("true".equals(ask.query().get("$count")) && !ask.query().containsKey(SKIP)) {
            body.put("@odata.count", (long) accepted.size());
        }
        if (to < accepted.size() && !ask.query().containsKey("$skip")) {
            body.put("@odata.nextLink", next(ask, to));
        }
        body.put(
                "value",
                accepted.subList(Math.min(from, accepted.size()), to).stream()
                        .map(item -> selected(ask, item, standard))
                        .toList());
        return Answer.ok(body);
    }

    /** The properties that are asked for; those of {@code standard} if none is, all of them if that is empty. */
    static Map<String, @Nullable Object> selected(
            Ask ask, Map<String, @Nullable Object> item, Collection<String> standard) {
        String select = ask.query().get("$select");
        Collection<String> names = select == null ? standard : List.of(select.split(",", -1));
        if (names.isEmpty()) {
            return item;
        }
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        item.forEach((name, value) -> {
            if (name.startsWith("@odata.")) {
                shown.put(name, value);
            }
        });
        for (String name : names) {
            if (item.containsKey(name.strip())) {
                shown.put(name.strip(), item.get(name.strip()));
            } else if (select != null) {
                throw GraphFailure.badRequest("Could not find a property named '" + name.strip() + "'.");
            }
        }
        return shown;
    }

    private static int number(Ask ask, String option, int otherwise) {
        String text = ask.query().get(option);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches(option.equals("$top") ? "0*[1-9]\\d{0,5}" : "\\d{1,6}")) {
            throw GraphFailure.badRequest("Invalid value '" + text + "' for the query option '" + option + "'.");
        }
        return Integer.parseInt(text);
    }

    private static String next(Ask ask, int from) {
        StringBuilder link = new StringBuilder(ask.base())
                .append('/')
                .append(String.join("/", ask.path()))
                .append('?');
        ask.query().forEach((name, value) -> {
            if (!name.equals(SKIP)) {
                link.append(encoded(name)).append('=').append(encoded(value)).append('&');
            }
        });
        return link.append(encoded(SKIP)).append('=').append(from).toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
