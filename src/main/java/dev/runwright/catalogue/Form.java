package dev.runwright.catalogue;

import dev.runwright.value.Data;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a value that is sent is compared with the value that is read, and how a reading is written back (design 2.3, "Form").
 * Immutable.
 *
 * @param base the form of one element
 * @param set whether the value is a list whose order does not count
 */
public record Form(Base base, boolean set) {
    /** The form when nothing is said. */
    public static final Form EXACT = new Form(Base.EXACT, false);

    /** Text whose case does not count. */
    public static final Form NO_CASE = new Form(Base.NO_CASE, false);

    /** Finds who is meant by a recipient's name, address, distinguished name or account. */
    @FunctionalInterface
    public interface Recipients {
        /** The recipient's Guid as text; empty if there is none, or more than one. */
        Optional<String> resolve(String name);

        /** Knows nobody: recipients are compared by their text. */
        Recipients NONE = name -> Optional.empty();
    }

    /** The form of one element. */
    public enum Base {
        /** The same value of the same kind; what PowerShell converts without loss counts as the same ({@code "5"} and 5). */
        EXACT,
        /** The same text, case ignored. */
        NO_CASE,
        /** A mail address: prefix ({@code smtp:}) and case ignored. In a set two prefixes, where both are there, count. */
        ADDRESS,
        /** The visible text of an HTML page. */
        HTML,
        /** A number of bytes, or unlimited. */
        SIZE,
        /** A length of time, or unlimited. */
        DURATION,
        /** Somebody in the directory, resolved to a Guid. */
        RECIPIENT,
        /** Yes or no, read as a word: true is {@code Enabled}. */
        WORD,
        /** A point in time as text, in whatever precision. */
        TIME,
        /** An object, of which only the members that were sent are looked at. */
        MEMBERS
    }

    /**
     * The form of that name: a base ({@code no_case}), {@code set}, or both ({@code address+set}).
     *
     * @throws IllegalArgumentException if there is none
     */
    static Form of(String words) {
        boolean set = false;
        Base base = Base.EXACT;
        for (String word : Row.parts(words, '+')) {
            if (word.equals("set")) {
                set = true;
            } else {
                base = Base.valueOf(word.toUpperCase(Locale.ROOT));
            }
        }
        return new Form(base, set);
    }

    /** Its name, as {@link #of} reads it. */
    String words() {
        String word = base.name().toLowerCase(Locale.ROOT);
        return !set ? word : base == Base.EXACT ? "set" : word + "+set";
    }

    /** The form of one element of a set; of any other form it is the form itself. */
    public Form element() {
        return set ? new Form(base, false) : this;
    }

    /**
     * Whether a value that is sent and a value that is read are the same. Null is the same as null only; an empty list as an empty
     * list only. One value stands for a list of it, as PowerShell sees it. A property that is missing in a reading has no value at
     * all and is not a case for this.
     */
    public boolean same(@Nullable Object wanted, @Nullable Object read, Recipients recipients) {
        if (wanted == null || read == null) {
            return wanted == read;
        }
        if (!set && !(wanted instanceof List<?>) && !(read instanceof List<?>)) {
            return Elements.same(base, wanted, read, recipients);
        }
        return set
                ? Elements.sameSet(base, items(wanted), items(read), recipients)
                : Elements.sameList(base, items(wanted), items(read), recipients);
    }

    /** {@link #written(Object, Recipients)} with recipients by their text. */
    public @Nullable Object written(@Nullable Object read) {
        return written(read, Recipients.NONE);
    }

    /**
     * What to send so that a reading is there again: the reading itself, but a size as its exact number of bytes, a recipient as its
     * Guid where that is known, a word as a boolean, an enumeration's member as its name. Null stays null.
     */
    public @Nullable Object written(@Nullable Object read, Recipients recipients) {
        if (read == null) {
            return null;
        }
        if (read instanceof List<?>) {
            List<@Nullable Object> written = new ArrayList<>();
            Data.list(read)
                    .forEach(item -> written.add(item == null ? null : Elements.written(base, item, recipients)));
            return written;
        }
        return Elements.written(base, read, recipients);
    }

    /** Whether a value can be one of this form at all: a size, a length of time, or unlimited. */
    public boolean fits(Object value) {
        boolean free = value.toString().strip().equalsIgnoreCase("unlimited");
        return switch (base) {
            case SIZE -> free || Sizes.bytes(value).isPresent();
            case DURATION -> free || Durations.parsed(value) != null;
            default -> true;
        };
    }

    /** The bytes that a size means: a number, {@code 1.5GB}, or {@code 1.5 GB (1,610,612,736 bytes)}; empty if it is none. */
    public static Optional<BigInteger> bytes(Object size) {
        return Sizes.bytes(size);
    }

    private static List<@Nullable Object> items(Object value) {
        return value instanceof List<?> ? Data.list(value) : Data.list(List.of(value));
    }
}
