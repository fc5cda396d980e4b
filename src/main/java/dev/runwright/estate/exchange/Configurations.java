package dev.runwright.estate.exchange;

import dev.runwright.estate.exchange.Directory.Entry;
import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Rule;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cmdlets of automatic replies, junk mail settings and users. */
final class Configurations {
    static final String AUTO_REPLIES = "exchange/autoreplies";
    static final String JUNK = "exchange/junkmail";
    static final String USERS = "exchange/users";
    static final String JUNK_RULE = "Junk E-mail Rule";
    private static final List<String> USER_NAMES = List.of(
            "Name",
            "DisplayName",
            "UserPrincipalName",
            "SamAccountName",
            "Guid",
            "ExternalDirectoryObjectId",
            "AccountDisabled",
            "RecipientType",
            "RecipientTypeDetails",
            "DistinguishedName");

    private final Tables tables;

    Configurations(Tables tables) {
        this.tables = tables;
    }

    List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        rules.addAll(new Configuration(
                        "MailboxAutoReplyConfiguration",
                        AUTO_REPLIES,
                        "Microsoft.Exchange.Management.StoreTasks.MailboxAutoReplyConfiguration",
                        List.of(),
                        tables::autoReply,
                        Configurations::checkSchedule)
                .rules());
        rules.addAll(new Configuration(
                        "MailboxJunkEmailConfiguration",
                        JUNK,
                        "Microsoft.Exchange.Management.Common.MailboxJunkEmailConfiguration",
                        List.of(),
                        tables::junk,
                        Configurations::switchJunkRule)
                .rules());
        rules.addAll(new Configuration(
                        "User",
                        USERS,
                        "Microsoft.Exchange.Data.Directory.Management.User",
                        USER_NAMES,
                        tables::user,
                        (call, mailbox, changed) -> {})
                .rules());
        return rules;
    }

    private static void checkSchedule(Call call, Entry mailbox, Map<String, @Nullable Object> changed) {
        boolean scheduled = "Scheduled".equalsIgnoreCase(String.valueOf(changed.get("AutoReplyState")));
        boolean ordered = changed.get("StartTime") instanceof OffsetDateTime start
                && changed.get("EndTime") instanceof OffsetDateTime end
                && start.isBefore(end);
        if (scheduled && !ordered) {
            throw ExchangeErrors.invalid(
                    call,
                    "The start time must be earlier than the end time when automatic replies are scheduled.",
                    "StartTime");
        }
    }

    /** The junk mail filter is a hidden rule of the mailbox. */
    private static void switchJunkRule(Call call, Entry mailbox, Map<String, @Nullable Object> changed) {
        call.documents().under(RuleList.FOLDER + "/" + mailbox.guid()).entrySet().stream()
                .filter(rule -> JUNK_RULE.equals(rule.getValue().get("Name")))
                .findFirst()
                .ifPresent(rule -> {
                    Map<String, @Nullable Object> document = new LinkedHashMap<>(rule.getValue());
                    document.put("Enabled", changed.get("Enabled"));
                    call.documents().put(rule.getKey(), document);
                });
    }
}
