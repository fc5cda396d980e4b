package dev.runwright.engine;

import dev.runwright.catalogue.Form;
import dev.runwright.model.GraphCommand;
import dev.runwright.value.Data;
import dev.runwright.value.UrlText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges whether a call touches what a profile protects (design 8). Thread-safe. */
final class Protection {
    private static final List<String> IDENTITIES = List.of(
            "Identity",
            "Name",
            "Alias",
            "DisplayName",
            "PrimarySmtpAddress",
            "EmailAddresses",
            "WindowsEmailAddress",
            "UserPrincipalName",
            "MicrosoftOnlineServicesID",
            "SamAccountName",
            "DistinguishedName",
            "LegacyExchangeDN",
            "Guid",
            "ExchangeGuid",
            "ExternalDirectoryObjectId",
            "Id");

    /** Parameters that name the object that is changed in one of the many ways in which it can be named. */
    private static final List<String> TARGETS =
            List.of("Identity", "Mailbox", "User", "Member", "Members", "Trustee", "SourceMailbox", "TargetMailbox");

    private static final String SMTP = "smtp:";

    private final String profile;
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Form.Recipients recipients;

    /** @param recipients resolves the names of the targets of Exchange */
    Protection(String profile, List<String> names, Form.Recipients recipients) {
        this.profile = profile;
        this.recipients = recipients;
        names.forEach(name -> this.names.put(folded(name), name));
    }

    static Protection of(World world, Form.Recipients recipients) {
        return new Protection(world.profile(), world.policy().protectedNames(), recipients);
    }

    /**
     * Why a call must not be sent; empty if it may.
     *
     * @param reading of the object that it changes; null without one
     */
    Optional<StepError> refuses(Cmdlets.Call call, @Nullable Reading reading) {
        if (names.isEmpty()) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> read = reading == null ? Map.of() : reading.values();
        List<String> said = new ArrayList<>(texts(call.parameters()));
        GraphCommand.of(call.cmdlet())
                .ifPresent(graph -> graph.segments().forEach(segment -> said.add(UrlText.decoded(segment))));
        IDENTITIES.forEach(property -> said.addAll(texts(Data.get(read, property))));
        Optional<String> found = said.stream()
                .map(text -> names.get(folded(text)))
                .filter(java.util.Objects::nonNull)
                .findFirst();
        return found.or(() -> resolved(call, read)).map(this::error);
    }

    /** The protected name of the recipient that a target's name stands for. */
    private Optional<String> resolved(Cmdlets.Call call, Map<String, @Nullable Object> read) {
        if (!call.connection().equals(Connections.EXCHANGE)) {
            return Optional.empty();
        }
        List<String> guids = new ArrayList<>(texts(Data.get(read, "Guid")));
        for (String target : TARGETS) {
            for (String text : texts(Data.get(call.parameters(), target))) {
                recipients.resolve(text).ifPresent(guids::add);
            }
        }
        return guids.isEmpty()
                ? Optional.empty()
                : names.values().stream()
                        .filter(name -> recipients
                                .resolve(name)
                                .filter(guid -> guids.stream().anyMatch(guid::equalsIgnoreCase))
                                .isPresent())
                        .findFirst();
    }

    private StepError error(String name) {
        return StepError.of(
                ErrorClass.DENIED,
                "The policy of profile '" + profile + "' protects " + name
                        + "; nothing was sent. Leave it out, or take it out of 'policy.protected'.");
    }

    /** All texts in a value, and the parts of those that name something within an object: {@code mailbox\rule}. */
    private static List<String> texts(@Nullable Object value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(one -> texts.addAll(texts(one)));
        } else if (value instanceof Collection<?> list) {
            list.forEach(one -> texts.addAll(texts(one)));
        } else if (value instanceof String text) {
            texts.add(text);
            int cut = text.indexOf('\\');
            if (cut > 0) {
                texts.add(text.substring(0, text.charAt(cut - 1) == ':' ? cut - 1 : cut));
                texts.add(text.substring(cut + 1));
            }
        }
        texts.removeIf(String::isBlank);
        return texts;
    }

    private static String folded(String name) {
        String folded = name.strip().toLowerCase(Locale.ROOT);
        return folded.startsWith(SMTP) ? folded.substring(SMTP.length()) : folded;
    }
}
