package dev.runwright.estate;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.catalogue.CatalogueFiles;
import dev.runwright.estate.exchange.ExchangeWorld;
import dev.runwright.estate.world.World;
import dev.runwright.value.Data;
import dev.runwright.value.Json;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small company for tests, with the shipped catalogue. */
final class TestEstate {
    static final Catalogue CATALOGUE = CatalogueFiles.open(Path.of(System.getProperty("runwright.install", ".")));
    private static final String COMPANY = """
            {"estate": "tiny", "organisation": "cloud", "clock": "2026-11-02T08:00:00Z",
             "exchange": {
               "domains": [{"name": "tiny.example", "default": true}, {"name": "tiny.onmicrosoft.com"}],
               "mailboxes": [
                 {"name": "Anna Kovacs", "alias": "anna",
                  "mailbox": {"ForwardingAddress": "carla@tiny.example", "DeliverToMailboxAndForward": true,
                              "MailTip": "Back soon"},
                  "client_access": {"ImapEnabled": false, "SmtpClientAuthenticationDisabled": null}},
                 {"name": "Carla Gomez", "alias": "carla"},
                 {"name": "Support", "alias": "support", "type": "shared"}
               ]}}
            """;

    private TestEstate() {}

    static List<World> worlds() {
        return List.of(new ExchangeWorld(CATALOGUE));
    }

    static Estate in(Path folder) {
        return Estate.openOrFound(folder.resolve("tiny.estate"), description(Map.of()), CATALOGUE, worlds());
    }

    static EstateDescription description(Map<String, Object> more) {
        Map<String, Object> data = new LinkedHashMap<>();
        Data.map(Json.read(COMPANY)).forEach((key, value) -> data.put(key, value == null ? "" : value));
        data.putAll(more);
        return new EstateDescription("tiny.yaml", "sha256:" + data.hashCode(), Data.map(data));
    }
}
