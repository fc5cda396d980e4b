package dev.runwright.estate;

import dev.runwright.text.RunwrightException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** An estate that cannot be used, or was asked for what it does not have. */
public final class EstateException extends RunwrightException {
    private static final long serialVersionUID = 1L;
    private static final int BUSY = 5;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int NOT_A_DATABASE = 26;

    private EstateException(String code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }

    static EstateException notThere(Path file) {
        return new EstateException(
                "estate_not_there", "There is no estate at " + file + "; 'runwright estate reset' makes it.", null);
    }

    static EstateException damaged(Path file, Throwable cause) {
        return new EstateException(
                "estate_damaged",
                "The estate " + file + " is damaged (" + cause.getMessage()
                        + "); 'runwright estate reset' makes it anew.",
                cause);
    }

    static EstateException newer(Path file, int version) {
        return new EstateException(
                "estate_newer",
                "The estate " + file + " was made by a newer Runwright (its version is " + version
                        + "); 'runwright estate reset' makes it anew.",
                null);
    }

    static EstateException of(Path file, SQLException cause) {
        int code = cause.getErrorCode() & 0xff;
        if (code == CORRUPT || code == NOT_A_DATABASE) {
            return damaged(file, cause);
        }
        if (code == BUSY) {
            return new EstateException(
                    "estate_busy",
                    "Another process keeps the estate " + file + " locked; try again when it has ended.",
                    cause);
        }
        String what = code == FULL ? "has no room left on its disk" : "cannot be used (" + cause.getMessage() + ")";
        return new EstateException("estate_failed", "The estate " + file + " " + what + ".", cause);
    }

    static EstateException unusable(Path file, Throwable cause) {
        return new EstateException(
                "estate_failed", "The estate " + file + " cannot be used (" + cause.getMessage() + ").", cause);
    }

    static EstateException noSnapshot(String name, String known) {
        return new EstateException(
                "estate_no_snapshot",
                "The estate has no snapshot '" + name + "'"
                        + (known.isEmpty()
                                ? "; 'runwright estate snapshot " + name + "' takes one."
                                : "; it has " + known + "."),
                null);
    }

    static EstateException badFault(String text) {
        return new EstateException(
                "estate_bad_fault",
                "'" + text
                        + "' is no fault; write 'fail call 2 of Set-Mailbox after with throttled', where the end is one of"
                        + " 'error ID: message', throttled, denied, die, hang, stuck, half, timeout, and may be followed by 'always'.",
                null);
    }

    static EstateException noPath(String path) {
        return new EstateException(
                "estate_no_path",
                "The estate has nothing at '" + path + "'; 'runwright estate show' lists what it has.",
                null);
    }

    static EstateException backwards(String by) {
        return new EstateException(
                "estate_backwards", "The estate's clock cannot be moved by " + by + "; it only goes forward.", null);
    }
}
