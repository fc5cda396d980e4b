package dev.runwright.graph;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where Microsoft Graph is, and who signs in there. Immutable.
 *
 * @param base the service with its version, without a slash at the end
 * @param authority who gives tokens, with the tenant as its path
 * @param clientId the application
 * @param proxy what the requests go through, but for this machine itself; null for what Java is told
 */
public record GraphSettings(
        URI base,
        URI authority,
        String clientId,
        Credential credential,
        @Nullable URI proxy) {
    /** What the application signs in with. */
    public sealed interface Credential {
        /** A secret text. */
        record ClientSecret(String text) implements Credential {
            @Override
            public String toString() {
                return "***";
            }
        }

        /**
         * A certificate with its key.
         *
         * @param content PEM text, or the bytes of a PKCS #12 store as ISO 8859-1
         * @param password of the store; empty for none
         */
        record Certificate(String content, String password) implements Credential {
            @Override
            public String toString() {
                return "***";
            }
        }
    }
}
