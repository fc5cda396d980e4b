package dev.runwright.store;

import dev.runwright.journal.JournalException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** What PostgreSQL's error codes mean for a journal (PostgreSQL documentation, "Error Codes"). Stateless. */
final class PostgresTrouble {
    private static final String FULL = "53100";

    /** Somebody else had the lock for too long, or the server has too much to do. */
    private static final Set<String> BUSY = Set.of("55P03", "40P01", "40001", "53200", "53300");

    /** The server went down, is not up yet, or has put this process out because it stood still. */
    private static final Set<String> GONE = Set.of("57P01", "57P02", "57P03", "57P05", "25P03", "25P04");

    private static final String CONNECTION = "08";

    private PostgresTrouble() {}

    static JournalException of(String where, SQLException e) {
        String state = state(e);
        if (state.equals(FULL)) {
            return JournalException.full(where, e);
        }
        if (BUSY.contains(state)) {
            return JournalException.busy(where, e);
        }
        return isConnection(e) ? JournalException.unreachable(where, e) : JournalException.refusedByServer(where, e);
    }

    /** Whether it is the connection that is broken, or could not be made for now. */
    static boolean isConnection(SQLException e) {
        String state = state(e);
        return GONE.contains(state)
                || state.startsWith(CONNECTION)
                || (e instanceof SQLTransientConnectionException && state.isEmpty());
    }

    /** The server's code, or that of the driver; the pool wraps it. */
    private static String state(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException one && one.getSQLState() != null) {
                return one.getSQLState();
            }
        }
        return "";
    }
}
