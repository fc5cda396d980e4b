package dev.runwright.notify;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.ErrorClasses;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.Reply;
import dev.runwright.engine.StepError;
import dev.runwright.value.Data;
import dev.runwright.value.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The channels of a profile: webhooks of Teams, Slack and others, and mail by Microsoft Graph. Thread-safe. */
public final class Channels implements Messenger {
    private static final int GOOD = 2;
    private static final int HUNDRED = 100;
    private static final int SERVER_ERRORS = 500;

    private final Function<String, @Nullable Channel> channels;
    private final Cmdlets cmdlets;

    /**
     * Channels.
     *
     * @param channels the channel of a name; null for none
     * @param cmdlets carries out Graph calls
     */
    public Channels(Function<String, @Nullable Channel> channels, Cmdlets cmdlets) {
        this.channels = channels;
        this.cmdlets = cmdlets;
    }

    /** Where messages go. */
    public sealed interface Channel {
        /** An address that takes JSON; it may hold a key, so no message shows more of it than its host. */
        record Webhook(URI address) implements Channel {}

        /**
         * Mail by Microsoft Graph.
         *
         * @param from the sender where a message names none; null for none
         */
        record GraphMail(@Nullable String from) implements Channel {}
    }

    @Override
    public Outcome send(Message message, Attempt attempt) {
        Channel channel = channels.apply(message.channel());
        boolean mail = message.way().equals("mail");
        if (channel == null || mail != channel instanceof Channel.GraphMail) {
            return new Outcome.NotSent(StepError.of(
                    ErrorClass.INVALID,
                    "The profile has no channel '" + message.channel() + "' for " + message.way()
                            + " under 'notify'; nothing was sent."));
        }
        return channel instanceof Channel.Webhook webhook
                ? post(webhook.address(), message, attempt)
                : mail(((Channel.GraphMail) channel).from(), message, attempt);
    }

    private Outcome mail(@Nullable String sender, Message message, Attempt attempt) {
        String from = message.text("from").isEmpty() ? sender : message.text("from");
        if (from == null) {
            return new Outcome.NotSent(StepError.of(
                    ErrorClass.INVALID, "The mail needs 'from', in the step or in its channel; nothing was sent."));
        }
        String user = URLEncoder.encode(from, StandardCharsets.UTF_8).replace("+", "%20");
        return cmdlets.invoke(
                new Cmdlets.Call("graph", "POST /users/" + user + "/sendMail", message.mail(), List.of()), attempt);
    }

    private static Outcome post(URI address, Message message, Attempt attempt) {
        String host = String.valueOf(address.getHost());
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(attempt.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(attempt.timeout())
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(Json.write(message.payload())))
                .build();
        try {
            return judged(host, client.send(request, BodyHandlers.discarding()));
        } catch (ConnectException e) {
            return new Outcome.NotSent(
                    StepError.of(ErrorClass.UNREACHABLE, host + " cannot be reached; nothing was sent."));
        } catch (IOException e) {
            return new Outcome.Unknown(StepError.of(
                    ErrorClass.UNREACHABLE, host + " gave no answer; whether the message has come is not known."));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Unknown(StepError.of(
                    ErrorClass.UNKNOWN, "Sending was interrupted; whether the message has come is not known."));
        }
    }

    private static Outcome judged(String host, HttpResponse<Void> response) {
        int status = response.statusCode();
        if (status / HUNDRED == GOOD) {
            return new Outcome.Returned(Reply.of(Map.of("status", (long) status)));
        }
        String after = response.headers().firstValue("Retry-After").orElse("");
        Map<String, @Nullable Object> details =
                after.matches("\\d{1,9}(\\.\\d{1,9})?") ? Map.of("retry_after", Double.valueOf(after)) : Map.of();
        StepError error = new StepError(
                ErrorClasses.shipped().http(status),
                host + " answered with status " + status + ".",
                null,
                Data.copy(details));
        return status >= SERVER_ERRORS && error.kind() != ErrorClass.THROTTLED
                ? new Outcome.Unknown(error)
                : new Outcome.NotSent(error);
    }
}
