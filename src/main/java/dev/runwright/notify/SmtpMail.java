package dev.runwright.notify;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cancellation;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.Reply;
import dev.runwright.engine.StepError;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** Sends mail to an SMTP server (RFC 5321), over one connection for each mail. Thread-safe. */
final class SmtpMail {
    private static final int LONGEST = 200;
    private static final int FOR_NOW = 400;
    private static final int FOR_GOOD = 500;
    private static final int LAST = 599;

    private final InstantSource clock;
    private final @Nullable SSLSocketFactory trusting;

    /**
     * Mail.
     *
     * @param clock dates it
     * @param trusting makes TLS connections; null for one that trusts what Java trusts
     */
    SmtpMail(InstantSource clock, @Nullable SSLSocketFactory trusting) {
        this.clock = clock;
        this.trusting = trusting;
    }

    /** Sends one mail to all its addresses or to none; once its text has begun to go out, only the server's answer tells. */
    Outcome send(Channel.Smtp server, Message message, String from, Attempt attempt) {
        Line line = new Line();
        Session session = Session.getInstance(properties(server, from, attempt, line));
        CompletableFuture<Void> limit = CompletableFuture.runAsync(
                line::outOfTime,
                CompletableFuture.delayedExecutor(attempt.timeout().toMillis(), TimeUnit.MILLISECONDS));
        Cancellation.Registration stop = attempt.cancellation().onNow(line::cut);
        Letter letter = null;
        try {
            letter = Letter.of(session, message, from, clock.instant());
            deliver(session.getTransport("smtp"), server, letter);
            return new Outcome.Returned(Reply.of(Map.of("accepted", true)));
        } catch (MessagingException e) {
            return judged(server.host(), e, letter != null && letter.begun(), line);
        } finally {
            stop.close();
            limit.cancel(false);
            line.cut();
        }
    }

    private static void deliver(Transport transport, Channel.Smtp server, Letter letter) throws MessagingException {
        String password = server.password() == null ? null : server.password().reveal();
        transport.connect(server.host(), server.port(), server.user(), password);
        transport.sendMessage(letter, letter.getAllRecipients());
    }

    private Properties properties(Channel.Smtp server, String from, Attempt attempt, Line line) {
        String limit = Long.toString(Math.max(1, Math.min(attempt.timeout().toMillis(), Integer.MAX_VALUE)));
        Properties properties = new Properties();
        properties.put("mail.from", from);
        properties.put("mail.smtp.auth", Boolean.toString(server.user() != null));
        properties.put("mail.smtp.starttls.enable", Boolean.toString(server.tls()));
        properties.put("mail.smtp.starttls.required", Boolean.toString(server.tls()));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.connectiontimeout", limit);
        properties.put("mail.smtp.timeout", limit);
        properties.put("mail.smtp.socketFactory", line);
        properties.put("mail.smtp.socketFactory.fallback", "false");
        if (trusting != null) {
            properties.put("mail.smtp.ssl.socketFactory", trusting);
        }
        return properties;
    }

    private static Outcome judged(String host, MessagingException e, boolean begun, Line line) {
        int code = code(e);
        boolean answered = code >= FOR_NOW && code <= LAST;
        if (begun && !answered) {
            return new Outcome.Unknown(StepError.of(
                    line.isOutOfTime() ? ErrorClass.TIMEOUT : ErrorClass.UNREACHABLE,
                    host + " did not answer to the mail; whether it has come is not known."));
        }
        if (line.isOutOfTime()) {
            return notSent(ErrorClass.TIMEOUT, host + " did not take the mail in time");
        }
        if (e instanceof AuthenticationFailedException) {
            return notSent(ErrorClass.DENIED, host + " refused the user or the password");
        }
        ErrorClass kind =
                code >= FOR_GOOD ? ErrorClass.INVALID : answered ? ErrorClass.THROTTLED : ErrorClass.UNREACHABLE;
        return notSent(kind, host + (answered ? " refused the mail: " : " could not be used: ") + said(e));
    }

    private static Outcome notSent(ErrorClass kind, String sentence) {
        return new Outcome.NotSent(StepError.of(kind, sentence + "; nothing was sent."));
    }

    /** The server's answer; below 0 if there is none. */
    private static int code(MessagingException e) {
        for (Exception at = e; at instanceof MessagingException one; at = one.getNextException()) {
            int code = at instanceof SMTPAddressFailedException address
                    ? address.getReturnCode()
                    : at instanceof SMTPSenderFailedException sender
                            ? sender.getReturnCode()
                            : at instanceof SMTPSendFailedException mail ? mail.getReturnCode() : -1;
            if (code > 0) {
                return code;
            }
        }
        return -1;
    }

    /** The innermost words, on one line. */
    private static String said(MessagingException e) {
        Exception last = e;
        while (last instanceof MessagingException one && one.getNextException() != null) {
            last = one.getNextException();
        }
        String words = String.valueOf(last.getMessage())
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        String shown = words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "…";
        return shown.endsWith(".") ? shown.substring(0, shown.length() - 1) : shown;
    }
}
