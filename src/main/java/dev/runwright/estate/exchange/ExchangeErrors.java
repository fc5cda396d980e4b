package dev.runwright.estate.exchange;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.CommandFailure;
import dev.runwright.wire.ShellError;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/** The errors of Exchange's cmdlets: their sentences, and ids of the form that Exchange gives them. Stateless. */
public final class ExchangeErrors {
    private static final String SERVER = "AM0PR01MB0001";

    private ExchangeErrors() {}

    /** No object has that name. */
    public static CommandFailure notFound(Call call, String identity) {
        return failure(
                call,
                "ManagementObjectNotFoundException",
                "The operation couldn't be performed because object '" + identity + "' couldn't be found on '" + SERVER
                        + ".PROD.OUTLOOK.COM'.",
                "ObjectNotFound",
                identity);
    }

    /** More than one object has that name. */
    public static CommandFailure ambiguous(Call call, String identity) {
        return failure(
                call,
                "ManagementObjectAmbiguousException",
                "The operation couldn't be performed because '" + identity + "' matches multiple entries.",
                "InvalidData",
                identity);
    }

    /** No inbox rule has that name. */
    public static CommandFailure noInboxRule(Call call, String identity) {
        return failure(
                call,
                "InboxRuleDoesNotExistException",
                "The Inbox rule '" + identity + "' doesn't exist.",
                "ObjectNotFound",
                identity);
    }

    /** A value, or what was asked, cannot be. */
    public static CommandFailure invalid(Call call, String sentence, String target) {
        return failure(call, "RecipientTaskException", sentence, "InvalidArgument", target);
    }

    /** Something of that name is there already. */
    public static CommandFailure conflict(Call call, String sentence, String target) {
        return failure(call, "ADObjectAlreadyExistsException", sentence, "ResourceExists", target);
    }

    private static CommandFailure failure(Call call, String type, String sentence, String category, String target) {
        String request = UUID.nameUUIDFromBytes(
                        (call.command() + call.documents().next()).getBytes(StandardCharsets.UTF_8))
                .toString();
        String id = "[Server=" + SERVER + ",RequestId=" + request + ",TimeStamp=" + call.now()
                + "] [FailureCategory=Cmdlet-" + type + "] "
                + Integer.toHexString(sentence.hashCode()).toUpperCase(Locale.ROOT);
        return CommandFailure.written(
                ShellError.of(sentence, "Microsoft.Exchange.Configuration.Tasks." + type, id, category, target));
    }
}
