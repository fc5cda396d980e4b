package dev.runwright.engine;

import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalEntry.Pinned;
import dev.runwright.journal.JournalException;
import dev.runwright.journal.RunView;
import java.util.LinkedHashMap;
import java.util.List;
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
        return of(RunView.of(journal.read(run)));
    }

    /** With the definition that it goes by now. */
    PastRun of(RunView view) {
        Pinned own = view.definition();
        List<Definition.CalledText> called = view.called().stream()
                .map(one -> new Definition.CalledText(
                        one.runbook(), one.source(), kept(one.definition()), kept(one.files())))
                .toList();
        return new PastRun(
                view,
                snapshots.read(new Definition.Snapshot(
                        own.source(),
                        kept(own.definition()),
                        kept(own.files()),
                        called,
                        kept(view.started().catalogue()))));
    }

    private Map<String, String> kept(Map<String, String> digests) {
        Map<String, String> texts = new LinkedHashMap<>();
        digests.forEach((name, digest) -> texts.put(name, kept(digest)));
        return texts;
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
