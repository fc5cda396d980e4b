package dev.runwright.store;

/** The conditions that indexes and queries share, word for word, in one dialect. */
final class Conditions {
    /** Entries that begin, pause, resume or end a run. */
    static final String MILESTONE =
            "type IN ('run_started', 'run_paused', 'run_resumed', 'run_interrupted', 'run_ended')";

    private final Dialect dialect;

    Conditions(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Steps that take back steps of another run. */
    String takesBack() {
        return "type = 'step_started' AND " + dialect.contains("\"undoes\":");
    }

    /** Entries of steps that may have changed something with a way back. */
    String changes() {
        return "type = 'change_sent' OR (type = 'step_started' AND " + dialect.contains("\"undo\":\"steps\"") + ")";
    }

    /** Entries whose output is kept apart. */
    String apart() {
        return "type IN ('step_ended', 'change_returned') AND " + dialect.contains("\"kept\":\"");
    }

    /** Lines of the ledger that anchor no run. */
    String act() {
        return "NOT (" + dialect.contains("\"run_hash\":") + ")";
    }

    /** The path of the step that an entry is of. */
    String path() {
        return dialect.member("path");
    }

    /** The run that a step takes back. */
    String undone() {
        return dialect.member("undoes.run");
    }
}
