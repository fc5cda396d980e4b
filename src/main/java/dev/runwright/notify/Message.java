package dev.runwright.notify;

import dev.runwright.value.Data;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One message as it was asked for. Immutable.
 *
 * @param way {@code mail teams slack webhook}
 * @param channel the channel's name
 * @param content its {@code to subject text from}; of a webhook any data
 */
public record Message(String way, String channel, Map<String, @Nullable Object> content) {
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,;:\"()\\[\\]\\p{Cntrl}]+@[A-Za-z0-9.-]+");

    /** Copies the content. */
    public Message {
        content = Data.copy(content);
    }

    /** Whom a mail goes to. */
    List<String> to() {
        Object to = content.get("to");
        return to instanceof List<?> ? Data.texts(to) : to == null ? List.of() : List.of(to.toString());
    }

    String text(String key) {
        String text = Data.text(content.get(key));
        return text == null ? "" : text;
    }

    /** What is wrong with it; null if nothing is. A header holds one line, so that no text can add another header. */
    @Nullable String fault() {
        if (way.equals("webhook")) {
            return null;
        }
        if (way.equals("mail") && to().isEmpty()) {
            return "A mail needs at least one address in 'to'.";
        }
        for (String address : to()) {
            if (!isAddress(address)) {
                return "'to' must be mail addresses such as anna@contoso.com, got '" + shown(address) + "'.";
            }
        }
        if (text("subject").chars().anyMatch(Character::isISOControl)) {
            return "'subject' must be one line without control characters.";
        }
        if (!text("from").isEmpty() && !isAddress(text("from"))) {
            return "'from' must be a mail address, got '" + shown(text("from")) + "'.";
        }
        return null;
    }

    /** Whether it is one mail address and nothing more. */
    public static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }

    /** The sender: its own, or the channel's; null if neither names one. */
    @Nullable String from(@Nullable String ofChannel) {
        return text("from").isEmpty() ? ofChannel : text("from");
    }

    private static String shown(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /** The message as data for people and for the outbox. */
    public Map<String, @Nullable Object> toData() {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("way", way);
        data.put("channel", channel);
        data.putAll(content);
        return data;
    }

    /** The JSON that a web service expects of it. */
    Map<String, @Nullable Object> payload() {
        return switch (way) {
            case "slack" -> Map.of("text", escaped(text("text")));
            case "teams" -> card();
            default -> content;
        };
    }

    /** Slack reads {@code <!channel>} and the like as commands. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private Map<String, @Nullable Object> card() {
        List<Map<String, Object>> body = new ArrayList<>();
        if (!text("subject").isEmpty()) {
            body.add(Map.of(
                    "type", "TextBlock", "text", text("subject"), "weight", "Bolder", "size", "Medium", "wrap", true));
        }
        body.add(Map.of("type", "TextBlock", "text", text("text"), "wrap", true));
        Map<String, Object> card = Map.of(
                "$schema", "http://adaptivecards.io/schemas/adaptive-card.json",
                "type", "AdaptiveCard",
                "version", "1.4",
                "body", body);
        Map<String, Object> attachment =
                Map.of("contentType", "application/vnd.microsoft.card.adaptive", "content", card);
        return Map.of("type", "message", "attachments", List.of(attachment));
    }

    /** The body of Microsoft Graph's sendMail. */
    Map<String, @Nullable Object> mail() {
        List<Map<String, Object>> to = to().stream()
                .map(address -> Map.<String, Object>of("emailAddress", Map.of("address", address)))
                .toList();
        Map<String, Object> message = Map.of(
                "subject", text("subject"),
                "body", Map.of("contentType", "Text", "content", text("text")),
                "toRecipients", to);
        return Map.of("message", message, "saveToSentItems", true);
    }
}
