package dev.runwright.model;

import java.util.Locale;

/** What becomes of a run that is under way when its window closes. */
public enum AtClose {
    /** The step under way ends, and the run goes on in the next window. */
    FINISH_STEP,
    /** The run is cancelled as by a first Ctrl-C. */
    CANCEL,
    /** The run is cancelled, and what it changed is taken back. */
    UNDO;

    /** As schedules and the journal write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one that is written so. */
    public static AtClose of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
