package dev.runwright.journal;

import dev.runwright.text.RunwrightException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The journal cannot be written, read or owned. No record, no action: it stops a run before the effect. */
public final class JournalException extends RunwrightException {
    private static final long serialVersionUID = 1L;

    private static final String UNREACHABLE = "journal_unreachable";
    private static final String BUSY = "journal_busy";

    private JournalException(String code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }

    /** Whether it may be over in a moment: the database does not answer, or others keep it busy. */
    public boolean isPassing() {
        return code().equals(UNREACHABLE) || code().equals(BUSY);
    }

    /** The disk is full. */
    public static JournalException full(String where, Throwable cause) {
        return new JournalException(
                "journal_full",
                "The journal " + where
                        + " cannot be written: the disk is full. Nothing was sent after the last entry; make room and"
                        + " look at the run with 'runwright show'.",
                cause);
    }

    /** Another process has the store for too long. */
    public static JournalException busy(String where, Throwable cause) {
        return new JournalException(
                BUSY,
                "The journal " + where
                        + " is locked by another process. Wait until it is done, or end it, and try again.",
                cause);
    }

    /** Any other trouble with the store. */
    public static JournalException broken(String where, Throwable cause) {
        return new JournalException(
                "journal_broken",
                "The journal " + where + " cannot be used: " + cause.getMessage()
                        + ". Check the file and its folder's access rights.",
                cause);
    }

    /** The database does not answer, or has ended the connection. */
    public static JournalException unreachable(String where, Throwable cause) {
        return new JournalException(
                UNREACHABLE,
                "The journal in the database " + where + " cannot be reached: " + firstLine(cause)
                        + ". Nothing was sent after the last entry. Once the database answers again, 'runwright runs' shows"
                        + " what was left and 'runwright resume RUN' goes on with it.",
                cause);
    }

    /** What the driver says, to be put into a sentence. */
    private static String firstLine(Throwable cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("").replaceFirst("[.\\s]+$", "");
    }

    /** The database answers, and will not do it. */
    public static JournalException refusedByServer(String where, Throwable cause) {
        return new JournalException(
                "journal_broken",
                "The journal in the database " + where + " cannot be used: " + firstLine(cause)
                        + ". Check 'store' in runwright.yaml, and the rights of its user: they must be allowed to make tables"
                        + " once, and to read and write them.",
                cause);
    }

    /** Only a store that never had a run is filled with a copy. */
    public static JournalException notEmpty(String where) {
        return new JournalException(
                "journal_there",
                "The journal in the database " + where
                        + " has had runs, and only an empty one is filled. Name an empty database in 'store' of"
                        + " runwright.yaml. Nothing was changed.",
                null);
    }

    /** This process no longer drives the run. */
    public static JournalException leaseLost(String run) {
        return new JournalException(
                "lease_lost",
                "Another process drives run " + run + " now; this one has stopped before its next action.",
                null);
    }

    /** What became of an opening is said by nobody who has claimed it, or for the second time. */
    public static JournalException notClaimed(String schedule, Instant opening) {
        return new JournalException(
                "not_claimed",
                "The opening of schedule '" + schedule + "' at " + opening
                        + " is not claimed, or settled already; nothing was written. 'runwright schedule list' shows what"
                        + " became of it.",
                null);
    }

    /** There is no such run. */
    public static JournalException noSuchRun(String run) {
        return new JournalException("no_such_run", "There is no run '" + run + "'. 'runwright runs' lists them.", null);
    }

    /** An entry of a form that a newer program wrote. */
    public static JournalException newerEntry(String version) {
        return new JournalException(
                "journal_newer",
                "The journal has entries of version " + version + "; this program knows version " + EntryCodec.VERSION
                        + ". Use the program that wrote them, or a newer one.",
                null);
    }

    /** A store of a form that a newer program made. */
    public static JournalException newerStore(String where, int version, int known) {
        return new JournalException(
                "journal_newer",
                "The journal " + where + " has store version " + version + "; this program knows version " + known
                        + ". Use the program that made it, or a newer one.",
                null);
    }

    /** A store of an older form could not be brought to the new one; it is as it was. */
    public static JournalException notMigrated(String where, int version, int known, String copy, Throwable cause) {
        return new JournalException(
                "journal_not_migrated",
                "The journal " + where + " has store version " + version + " and could not be brought to version "
                        + known
                        + ": " + cause.getMessage() + " It is as it was; a copy, if there was room for one, is " + copy
                        + ".",
                cause);
    }

    /** A text that an entry names is gone. */
    public static JournalException notKept(String digest) {
        return new JournalException(
                "journal_incomplete",
                "The text " + digest + " that the journal names is missing. Run 'runwright audit verify'.",
                null);
    }

    /** A text that is no entry. */
    static JournalException unreadable(String text, @Nullable Throwable cause) {
        String start = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return new JournalException(
                "journal_unreadable",
                "An entry of the journal cannot be read: " + start + ". Run 'runwright audit verify'.",
                cause);
    }
}
