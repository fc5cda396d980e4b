package dev.runwright.notify;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

/** A mail that knows whether its text has begun to go out: before that the server cannot have taken it. */
final class Letter extends MimeMessage {
    private volatile boolean begun;

    private Letter(Session session) {
        super(session);
    }

    /** The mail of a message that has no fault. */
    static Letter of(Session session, Message message, String from, Instant now) throws MessagingException {
        String charset = StandardCharsets.UTF_8.name();
        Letter letter = new Letter(session);
        letter.setFrom(new InternetAddress(from, true));
        for (String address : message.to()) {
            letter.addRecipient(RecipientType.TO, new InternetAddress(address, true));
        }
        letter.setSubject(message.text("subject"), charset);
        letter.setSentDate(Date.from(now));
        letter.setText(message.text("text"), charset);
        letter.saveChanges();
        return letter;
    }

    boolean begun() {
        return begun;
    }

    @Override
    public void writeTo(OutputStream out, String[] without) throws IOException, MessagingException {
        begun = true;
        super.writeTo(out, without);
    }
}
