package dev.runwright.notify;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.StepError;
import dev.runwright.value.Json;
import dev.runwright.value.UrlText;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The channels of a profile: webhooks of Teams, Slack and others, and mail by Microsoft Graph or SMTP. Thread-safe. */
public final class Channels implements Messenger {
    private final Function<String, @Nullable Channel> channels;
    private final Cmdlets cmdlets;
    private final SmtpMail smtp;

    /**
     * Channels.
     *
     * @param channels the channel of a name; null for none
     * @param cmdlets carries out Graph calls
     * @param clock dates mails
     */
    public Channels(Function<String, @Nullable Channel> channels, Cmdlets cmdlets, InstantSource clock) {
        this.channels = channels;
        this.cmdlets = cmdlets;
        this.smtp = new SmtpMail(clock, null);
    }

    @Override
    public Outcome send(Message message, Attempt attempt) {
        String fault = message.fault();
        if (fault != null) {
            return refused(fault);
        }
        Channel channel = channels.apply(message.channel());
        if (channel instanceof Channel.Unusable unusable) {
            return refused(unusable.why() + "; nothing was sent.");
        }
        boolean mail = message.way().equals("mail");
        if (!mail && channel instanceof Channel.Webhook webhook) {
            return WebhookPost.send(webhook.address(), Json.write(message.payload()), attempt);
        }
        if (mail && channel instanceof Channel.GraphMail graph) {
            return byGraph(graph.from(), message, attempt);
        }
        if (mail && channel instanceof Channel.Smtp server) {
            String from = message.from(server.from());
            return from == null ? noSender() : smtp.send(server, message, from, attempt);
        }
        return refused("The profile has no channel '" + message.channel() + "' for " + message.way()
                + " under 'notify'; nothing was sent.");
    }

    private Outcome byGraph(@Nullable String sender, Message message, Attempt attempt) {
        String from = message.from(sender);
        if (from == null) {
            return noSender();
        }
        String command = "POST /users/" + UrlText.encoded(from) + "/sendMail";
        return cmdlets.invoke(new Cmdlets.Call("graph", command, message.mail(), List.of()), attempt);
    }

    private static Outcome noSender() {
        return refused("The mail needs 'from', in the step or in its channel; nothing was sent.");
    }

    private static Outcome refused(String sentence) {
        return new Outcome.NotSent(StepError.of(ErrorClass.INVALID, sentence));
    }
}
