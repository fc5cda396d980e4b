package dev.runwright.engine;

import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalEntry.RunStarted;
import java.time.Clock;

/**
 * What a run knows of the people it waits for.
 *
 * @param started the run's first entry: who started it, what an approval binds to, whether approvals are waived
 * @param policy the profile's rules
 * @param clock the wall's, in a rehearsal too
 * @param journal where plans are kept
 * @param outlook what the run would still do
 */
record People(RunStarted started, Policy policy, Clock clock, Journal journal, Outlook outlook) {}
