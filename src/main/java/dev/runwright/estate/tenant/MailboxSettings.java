package dev.runwright.estate.tenant;

import dev.runwright.value.Data;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A mailbox's settings as Graph shows them; its automatic replies are those that the Exchange cmdlets show. Stateless. */
final class MailboxSettings {
    private static final String REPLIES = "exchange/autoreplies";
    private static final String SETTINGS = "tenant/settings";
    private static final Map<String, String> STATUS =
            Map.of("disabled", "Disabled", "alwaysenabled", "Enabled", "scheduled", "Scheduled");
    private static final List<String> PLAIN =
            List.of("timeZone", "dateFormat", "timeFormat", "delegateMeetingMessageDeliveryOptions");
    private static final List<String> WRITABLE = List.of(
            "automaticRepliesSetting", "timeZone", "dateFormat", "timeFormat", "delegateMeetingMessageDeliveryOptions");

    private MailboxSettings() {}

    static List<Route> routes() {
        return List.of(
                Route.of(
                        "GET /users/{id}/mailboxSettings",
                        Set.of("MailboxSettings.Read", "MailboxSettings.ReadWrite"),
                        ask -> Answer.ok(Page.selected(ask, shown(ask), List.of()))),
                Route.of(
                        "PATCH /users/{id}/mailboxSettings",
                        Set.of("MailboxSettings.ReadWrite"),
                        MailboxSettings::patch));
    }

    private static Map<String, @Nullable Object> shown(Ask ask) {
        String mailbox = Users.mailbox(ask);
        Map<String, @Nullable Object> own =
                ask.documents().find(SETTINGS + "/" + mailbox).orElse(Map.of());
        Map<String, @Nullable Object> replies =
                ask.documents().find(REPLIES + "/" + mailbox).orElse(Map.of());
        Map<String, @Nullable Object> setting = new LinkedHashMap<>();
        String state = String.valueOf(replies.getOrDefault("AutoReplyState", "Disabled"));
        setting.put("status", state.equals("Enabled") ? "alwaysEnabled" : state.toLowerCase(Locale.ROOT));
        setting.put("externalAudience", audience(String.valueOf(replies.getOrDefault("ExternalAudience", "All"))));
        setting.put("internalReplyMessage", replies.getOrDefault("InternalMessage", ""));
        setting.put("externalReplyMessage", replies.getOrDefault("ExternalMessage", ""));
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("automaticRepliesSetting", setting);
        shown.put("timeZone", own.getOrDefault("timeZone", "UTC"));
        shown.put("dateFormat", own.getOrDefault("dateFormat", ""));
        shown.put("timeFormat", own.getOrDefault("timeFormat", ""));
        shown.put(
                "delegateMeetingMessageDeliveryOptions",
                own.getOrDefault("delegateMeetingMessageDeliveryOptions", "sendToDelegateOnly"));
        return shown;
    }

    private static String audience(String exchange) {
        return switch (exchange.toLowerCase(Locale.ROOT)) {
            case "none" -> "none";
            case "known" -> "contactsOnly";
            default -> "all";
        };
    }

    private static Answer patch(Ask ask) {
        ask.only("mailboxSettings", WRITABLE);
        String mailbox = Users.mailbox(ask);
        Map<String, @Nullable Object> own = new LinkedHashMap<>(
                ask.documents().find(SETTINGS + "/" + mailbox).orElse(Map.of()));
        PLAIN.forEach(name -> {
            if (ask.body().containsKey(name)) {
                own.put(name, ask.body().get(name));
            }
        });
        Map<String, @Nullable Object> setting = Data.map(ask.body().get("automaticRepliesSetting"));
        if (!setting.isEmpty()) {
            replies(ask, mailbox, setting);
        }
        if (!own.isEmpty()) {
            ask.documents().put(SETTINGS + "/" + mailbox, own);
        }
        return Answer.ok(shown(ask));
    }

    private static void replies(Ask ask, String mailbox, Map<String, @Nullable Object> setting) {
        Map<String, @Nullable Object> replies = new LinkedHashMap<>(
                ask.documents().find(REPLIES + "/" + mailbox).orElse(Map.of()));
        if (setting.containsKey("status")) {
            String state = STATUS.get(String.valueOf(setting.get("status")).toLowerCase(Locale.ROOT));
            if (state == null) {
                throw GraphFailure.badRequest("Cannot convert the value of 'status' to automaticRepliesStatus.");
            }
            replies.put("AutoReplyState", state);
        }
        if (setting.containsKey("externalAudience")) {
            String audience = String.valueOf(setting.get("externalAudience"));
            replies.put(
                    "ExternalAudience",
                    audience.equals("none") ? "None" : audience.equals("contactsOnly") ? "Known" : "All");
        }
        put(replies, "InternalMessage", setting, "internalReplyMessage");
        put(replies, "ExternalMessage", setting, "externalReplyMessage");
        ask.documents().put(REPLIES + "/" + mailbox, replies);
    }

    private static void put(
            Map<String, @Nullable Object> replies, String own, Map<String, @Nullable Object> setting, String name) {
        if (setting.containsKey(name)) {
            replies.put(own, setting.get(name));
        }
    }
}
