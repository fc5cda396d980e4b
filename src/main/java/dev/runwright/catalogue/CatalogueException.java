package dev.runwright.catalogue;

import dev.runwright.text.RunwrightException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A catalogue that cannot be read. */
public final class CatalogueException extends RunwrightException {
    private static final long serialVersionUID = 1L;

    private CatalogueException(String code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }

    static CatalogueException unreadable(Path file, Throwable cause) {
        return new CatalogueException(
                "catalogue_unreadable",
                "The cmdlet catalogue " + file
                        + " cannot be read: it is part of the installation, install Runwright again.",
                cause);
    }

    static CatalogueException damaged(String what) {
        return new CatalogueException(
                "catalogue_damaged", "The cmdlet catalogue is damaged: " + what + ". Install Runwright again.", null);
    }
}
