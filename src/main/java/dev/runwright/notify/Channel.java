package dev.runwright.notify;

import dev.runwright.value.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where messages go. Immutable. */
public sealed interface Channel {
    /** An address that takes JSON; it may hold a key, so no message shows more of it than its host. */
    record Webhook(URI address) implements Channel {}

    /**
     * Mail by Microsoft Graph.
     *
     * @param from the sender where a message names none; null for none
     */
    record GraphMail(@Nullable String from) implements Channel {}

    /**
     * Mail by an SMTP server.
     *
     * @param tls whether nothing is said before STARTTLS has made the connection private
     * @param user who signs in; null for nobody
     * @param password of the user; null for none
     * @param from the sender where a message names none; null for none
     */
    record Smtp(
            String host,
            int port,
            boolean tls,
            @Nullable String user,
            @Nullable Secret password,
            @Nullable String from) implements Channel {}

    /**
     * One that is in the profile and cannot be used.
     *
     * @param why a sentence without its full stop
     */
    record Unusable(String why) implements Channel {}
}
