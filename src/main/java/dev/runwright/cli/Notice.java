package dev.runwright.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is told that a run ended badly or stands still. Immutable.
 *
 * @param on the states of a run that are told
 * @param program a program and its arguments that gets the document as its input; empty for none
 * @param webhook the address that the document is posted to; null for none
 * @param rehearsals whether rehearsed runs are told as well
 */
public record Notice(
        List<String> on, List<String> program, @Nullable String webhook, boolean rehearsals) {
    /** Nobody is told. */
    public static final Notice NONE = new Notice(List.of(), List.of(), null, false);

    /** The states that may be told. */
    public static final List<String> STATES = List.of("failed", "unknown", "waiting", "cancelled");

    /** Copies the lists. */
    public Notice {
        on = List.copyOf(on);
        program = List.copyOf(program);
    }
}
