package dev.runwright.estate.windows;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.Rule;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether the web pages of update servers answer: those of the role at its ports, those of the package of 2003 at port 80. Stateless. */
final class WebAddress {
    private static final List<Integer> ROLE_PORTS = List.of(8530, 8531);
    private static final int FOUND = 200;
    private static final int SIGN_IN = 401;
    private static final int MISSING = 404;

    private WebAddress() {}

    static Rule rule() {
        return Rule.reading("Get-RwWebAddress", WebAddress::get, "Uri");
    }

    private static List<Map<String, @Nullable Object>> get(Call call) {
        String text = call.need("Uri");
        URI uri = URI.create(text);
        Document host = uri.getHost() == null
                ? null
                : Hosts.find(call.documents(), uri.getHost()).orElse(null);
        Integer status = host == null || !Hosts.isUp(host, call.documents())
                ? null
                : status(call.documents(), host, uri.getPort(), uri.getPath().toLowerCase(Locale.ROOT));
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Runwright.WebAddress");
        shown.put("Uri", text);
        shown.put("Answers", status != null);
        shown.put("StatusCode", status == null ? null : (Object) status.longValue());
        shown.put("Problem", status == null ? "Unable to connect to the remote server" : null);
        return List.of(shown);
    }

    /** The status of its answer; null if nothing listens there. */
    private static @Nullable Integer status(Documents documents, Document host, int port, String path) {
        boolean role = ROLE_PORTS.contains(port);
        if (!runs(documents, host, role ? "WsusService" : "W3SVC")) {
            return null;
        }
        if (role) {
            return path.startsWith("/clientwebservice/") ? FOUND : MISSING;
        }
        boolean there = Document.under(documents, Hosts.folder("products", host)).stream()
                .anyMatch(product -> product.text("DisplayName").startsWith("Software Update Services"));
        return there && path.startsWith("/susadmin") ? SIGN_IN : MISSING;
    }

    private static boolean runs(Documents documents, Document host, String service) {
        return Document.at(documents, Services.path(host, service))
                .text("Status")
                .equals("Running");
    }
}
