package dev.runwright.engine;

import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalEntry.RunStarted;
import dev.runwright.journal.JournalException;
import dev.runwright.journal.RunView;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs of the past as the journal keeps them: entries, and the definition by its digests. */
final class JournalledRuns implements UndoRunner.PastRuns {
    private final Journal journal;
    private final Definition.Snapshots snapshots;

    JournalledRuns(Journal journal, Definition.Snapshots snapshots) {
        this.journal = journal;
        this.snapshots = snapshots;
    }

    @Override
    public PastRun of(String run) {
        RunView view = RunView.of(journal.read(run));
        RunStarted started = view.started();
        Map<String, String> scripts = new LinkedHashMap<>();
        started.files().forEach((name, digest) -> scripts.put(name, kept(digest)));
        return new PastRun(
                view, snapshots.read(started.source(), kept(started.definition()), scripts, kept(started.catalogue())));
    }

    private String kept(String digest) {
        String text = journal.kept(digest).orElse(null);
        if (text == null) {
            throw JournalException.notKept(digest);
        }
        return text;
    }

    @Override
    public void lock(RunContext run, RunView undone) {
        run.lock(undone.started().locks(), undone.run());
    }
}
