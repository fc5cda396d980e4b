package dev.runwright.catalogue;

import dev.runwright.value.Data;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in the directory, by any of their names: address, account, distinguished name, Guid, or an inbox rule's
 * {@code "Name" [EX:/o=…]} and {@code "Name" [SMTP:a@b]} (Exchange documentation, Get-InboxRule).
 */
final class RecipientNames {
    private static final Pattern BRACKET = Pattern.compile(".*\\[(EX|SMTP):(.+)]\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern GUID =
            Pattern.compile("\\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})}?", Pattern.CASE_INSENSITIVE);

    private RecipientNames() {}

    static boolean same(Object wanted, Object read, Form.Recipients recipients) {
        String one = name(wanted);
        String other = name(read);
        return one.equalsIgnoreCase(other) || key(one, recipients).equals(key(other, recipients));
    }

    static Object written(Object read, Form.Recipients recipients) {
        String name = name(read);
        return guid(name).or(() -> recipients.resolve(name)).orElse(name);
    }

    private static String key(String name, Form.Recipients recipients) {
        return guid(name).or(() -> recipients.resolve(name)).orElse(name).toLowerCase(Locale.ROOT);
    }

    private static Optional<String> guid(String name) {
        Matcher guid = GUID.matcher(name);
        return guid.matches() ? Optional.of(guid.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    private static String name(Object recipient) {
        if (recipient instanceof UUID uuid) {
            return uuid.toString();
        }
        if (recipient instanceof Map<?, ?>) {
            return ofObject(Data.map(recipient));
        }
        String text = recipient.toString().strip();
        Matcher bracket = BRACKET.matcher(text);
        String name = bracket.matches() ? bracket.group(2) : text;
        return name.regionMatches(true, 0, "smtp:", 0, 5) ? name.substring(5) : name;
    }

    private static String ofObject(Map<String, @Nullable Object> object) {
        for (String property : new String[] {"Guid", "ObjectGuid", "PrimarySmtpAddress", "DistinguishedName", "Name"}) {
            Object value = Data.get(object, property);
            if (value != null) {
                return value.toString();
            }
        }
        return object.toString();
    }
}
