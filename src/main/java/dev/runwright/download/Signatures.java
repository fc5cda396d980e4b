package dev.runwright.download;

import dev.runwright.engine.Attempt;
import java.net.URI;
import java.nio.file.Path;

/** Tells who signed a file, where the host can. Thread-safe. */
public interface Signatures {
    /** Hosts that cannot tell. */
    Signatures NONE = new Signatures() {
        @Override
        public boolean canTell() {
            return false;
        }

        @Override
        public Signature of(Path file, URI url, Attempt attempt) {
            return new Signature("Unknown", "");
        }
    };

    /** Whether this host can tell at all. */
    boolean canTell();

    /** The signature of a file that came from {@code url}. */
    Signature of(Path file, URI url, Attempt attempt);

    /**
     * A file's signature.
     *
     * @param status {@code Valid}, {@code NotSigned}, {@code HashMismatch}, {@code NotTrusted} …
     * @param signer the certificate's subject; empty if there is none
     */
    record Signature(String status, String signer) {
        boolean isValidOf(String wanted) {
            return status.equals("Valid")
                    && (signer.equals(wanted) || (", " + signer + ",").contains(" O=" + wanted + ","));
        }

        boolean isBroken() {
            return status.equals("HashMismatch");
        }
    }
}
