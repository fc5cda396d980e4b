package dev.runwright.catalogue;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a value that is sent is compared with the value that is read (design 2.3, "Form").
 *
 * @param base the form of one element
 * @param set whether the value is a list whose order does not count
 */
public record Form(Base base, boolean set) {
    /** The form when nothing is said. */
    public static final Form EXACT = new Form(Base.EXACT, false);

    /**
     * Whether the value sent and the value read are the same in this form.
     *
     * @param recipients resolves the names of recipients, where the form needs it
     */
    public boolean same(@Nullable Object wanted, @Nullable Object read, Recipients recipients) {
        return Objects.equals(wanted, read);
    }

    /** How a value that was read is written back as a parameter. */
    public @Nullable Object written(@Nullable Object read) {
        return read;
    }

    /** Resolves the name of a recipient in any of its forms. */
    @FunctionalInterface
    public interface Recipients {
        /** The recipient's Guid as text; empty if there is none, or more than one. */
        Optional<String> resolve(String name);
    }

    /** The form of one element. */
    public enum Base {
        EXACT,
        NO_CASE,
        ADDRESS,
        HTML,
        SIZE,
        DURATION,
        RECIPIENT,
        WORD
    }
}
