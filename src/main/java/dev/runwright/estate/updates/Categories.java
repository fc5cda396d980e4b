package dev.runwright.estate.updates;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Described;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.Rule;
import dev.runwright.value.Data;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Products and classifications: which there are, and the UpdateServices cmdlets that choose among them. Stateless. */
final class Categories {
    static final String PATH = "updates/categories";
    static final String PRODUCTS = "Products";
    static final String CLASSIFICATIONS = "Classifications";

    /** The classifications that Microsoft has, with their ids. */
    static final Map<String, String> CLASSIFICATION_IDS = Map.of(
            "Critical Updates", "e6cf1350-c01b-414d-a61f-263d14d133b4",
            "Security Updates", "0fa1201d-4330-4fa8-8ae9-b877473b6441",
            "Definition Updates", "e0789628-ce08-4437-be74-2495b842f43b",
            "Update Rollups", "28bc880e-0592-4cbf-8f95-c79b17911d5f",
            "Service Packs", "68c5b0a3-d1a6-4553-ae49-01d3a7827828",
            "Feature Packs", "b54e7d24-7add-428f-8b75-90a396fa584f",
            "Updates", "cd5ffd1e-e932-4e3a-bf74-18bf0b1bbd83",
            "Tools", "b4832bd8-e735-4761-8daf-37f882276dab",
            "Drivers", "ebfc1fc5-71a4-4f7b-9aca-3b9a503104a0",
            "Applications", "5c9376ab-8ce6-464a-b136-22113dd69801");

    private Categories() {}

    static List<Rule> rules() {
        return List.of(
                Rule.changing("Get-WsusClassification", call -> get(call, CLASSIFICATIONS, "Classification")),
                Rule.changing("Set-WsusClassification", call -> set(call, CLASSIFICATIONS, "Classification")),
                Rule.changing("Get-WsusProduct", call -> get(call, PRODUCTS, "Product")),
                Rule.changing("Set-WsusProduct", call -> set(call, PRODUCTS, "Product")));
    }

    private static List<String> known(Documents documents, String kind) {
        return Document.at(documents, PATH).texts(kind);
    }

    /** These titles as the server spells them, sorted. */
    static List<String> chosen(Documents documents, Document server, String kind, List<String> titles) {
        if (!server.flag("SyncFromMicrosoftUpdate")) {
            throw UpdateErrors.refused(
                    "Cannot set update classifications or categories on subscription when syncing from upstream WSUS"
                            + " Server.",
                    kind);
        }
        List<String> chosen = new ArrayList<>();
        for (String title : titles) {
            chosen.add(known(documents, kind).stream()
                    .filter(title::equalsIgnoreCase)
                    .findFirst()
                    .orElseThrow(() -> UpdateErrors.notFound(
                            "The server has no " + kind.toLowerCase(Locale.ROOT) + " titled '" + title + "'.", title)));
        }
        return Server.sorted(chosen);
    }

    private static String id(String kind, String title) {
        return CLASSIFICATION_IDS.getOrDefault(title, Described.guid(kind, title));
    }

    private static List<Map<String, @Nullable Object>> get(Call call, String kind, String property) {
        Server.need(call);
        String part = call.text("TitleIncludes") == null ? "" : call.need("TitleIncludes");
        return known(call.documents(), kind).stream()
                .filter(title -> title.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT)))
                .map(title -> {
                    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
                    shown.put("$type", "Microsoft.UpdateServices.Commands.Wsus" + property);
                    shown.put(property, Map.of("Title", title, "Id", id(kind, title)));
                    return shown;
                })
                .toList();
    }

    private static List<Map<String, @Nullable Object>> set(Call call, String kind, String property) {
        Document server = Server.need(call);
        Object given = call.get(property);
        Object inner = given instanceof Map<?, ?> ? Data.get(Data.map(given), property) : null;
        Object title = inner instanceof Map<?, ?>
                ? Data.get(Data.map(inner), "Title")
                : given instanceof Map<?, ?> ? Data.get(Data.map(given), "Title") : given;
        List<String> one = chosen(call.documents(), server, kind, List.of(String.valueOf(title)));
        Document subscription = Document.at(call.documents(), Subscription.PATH);
        List<String> titles = new ArrayList<>(subscription.texts(kind));
        titles.removeAll(one);
        if (!call.flag("Disable")) {
            titles.addAll(one);
        }
        subscription.set(kind, Server.sorted(titles));
        Subscription.save(call.documents(), subscription, server);
        return List.of();
    }
}
