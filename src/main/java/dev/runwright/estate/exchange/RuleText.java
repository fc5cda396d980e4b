package dev.runwright.estate.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a rule says, in words, and which of its properties are conditions, exceptions and actions. Stateless. */
final class RuleText {
    private static final Set<String> INBOX_ACTIONS = Set.of(
            "ApplyCategory",
            "ApplySystemCategory",
            "ClearCategories",
            "ClearFlag",
            "CompleteFlag",
            "CopyToFolder",
            "DeleteMessage",
            "DeleteSystemCategory",
            "DisplayAlert",
            "FlagMessage",
            "ForwardAsAttachmentTo",
            "ForwardTo",
            "MarkAsRead",
            "MarkImportance",
            "MoveToFolder",
            "PermanentDelete",
            "PinMessage",
            "PlaySound",
            "RedirectTo",
            "SendTextMessageNotificationTo",
            "SoftDeleteMessage",
            "StopProcessingRules");
    private static final List<String> TRANSPORT_ACTIONS = List.of(
            "AddManagerAs",
            "AddToRecipients",
            "ApplyClassification",
            "ApplyHtml",
            "ApplyOME",
            "ApplyRights",
            "BlindCopyTo",
            "CopyTo",
            "DeleteMessage",
            "Disconnect",
            "GenerateIncident",
            "GenerateNotification",
            "LogEvent",
            "ModerateMessage",
            "NotifySender",
            "PrependSubject",
            "Quarantine",
            "RedirectMessage",
            "RejectMessage",
            "RemoveHeader",
            "RemoveOME",
            "RemoveRMS",
            "RouteMessage",
            "SetAudit",
            "SetHeader",
            "SetSCL",
            "SmtpReject");
    private static final Set<String> TRANSPORT_SETTINGS = Set.of(
            "ActivationDate",
            "Comments",
            "DlpPolicy",
            "ExpiryDate",
            "IncidentReportContent",
            "IncidentReportOriginalMail",
            "RecipientAddressType",
            "RuleErrorAction",
            "RuleSubType",
            "SenderAddressLocation",
            "StopRuleProcessing",
            "UseLegacyRegex");

    private RuleText() {}

    static boolean isInboxAction(String property) {
        return INBOX_ACTIONS.contains(property);
    }

    static boolean isTransportAction(String property) {
        return TRANSPORT_ACTIONS.stream().anyMatch(property::startsWith);
    }

    static boolean isTransportCondition(String property) {
        return !isTransportAction(property) && !TRANSPORT_SETTINGS.contains(property) && !isException(property);
    }

    static boolean isException(String property) {
        return property.startsWith("ExceptIf");
    }

    /** Whether a property's value means something: it is not null, not false, not an empty list. */
    static boolean says(@Nullable Object value) {
        return value != null && !Boolean.FALSE.equals(value) && !(value instanceof List<?> list && list.isEmpty());
    }

    /** The rule's description, several lines. */
    static String of(Map<String, @Nullable Object> rule, PropertyTable table, Predicate<String> isAction) {
        List<String> conditions = new ArrayList<>();
        List<String> actions = new ArrayList<>();
        List<String> exceptions = new ArrayList<>();
        for (String name : table.names()) {
            Object value = rule.get(name);
            if (says(value)) {
                List<String> part = isAction.test(name) ? actions : isException(name) ? exceptions : conditions;
                part.add("\t" + name + (Boolean.TRUE.equals(value) ? "" : " " + value));
            }
        }
        return section("If the message:", conditions)
                + section("Take the following actions:", actions)
                + section("Except if the message:", exceptions);
    }

    private static String section(String title, List<String> lines) {
        return lines.isEmpty() ? "" : title + "\n" + String.join("\n", lines) + "\n";
    }
}
