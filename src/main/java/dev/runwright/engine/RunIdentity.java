package dev.runwright.engine;

import dev.runwright.journal.JournalEntry.ProcessMark;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Who runs: this process, and where new run ids come from.
 *
 * @param ids gives ids that sort by time and never come twice
 * @param alive whether a process still runs
 * @param fingerprint of a secret, with a key of this installation: the same secret has the same one, and nobody can guess it
 * @param version of this program
 */
public record RunIdentity(
        ProcessMark process,
        Supplier<String> ids,
        Predicate<ProcessMark> alive,
        UnaryOperator<String> fingerprint,
        String version) {}
