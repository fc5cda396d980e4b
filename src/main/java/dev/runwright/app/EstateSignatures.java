package dev.runwright.app;

import dev.runwright.download.Signatures;
import dev.runwright.engine.Attempt;
import dev.runwright.estate.Estate;
import java.net.URI;
import java.nio.file.Path;

/** Signatures as the estate's file says them. */
record EstateSignatures(Estate estate) implements Signatures {
    @Override
    public boolean canTell() {
        return true;
    }

    @Override
    public Signature of(Path file, URI url, Attempt attempt) {
        Object signer = estate.download(url.toString())
                .map(entry -> entry.get("signer"))
                .orElse(null);
        return signer == null ? new Signature("NotSigned", "") : new Signature("Valid", signer.toString());
    }
}
