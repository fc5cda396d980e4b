package dev.runwright.cli;

import dev.runwright.engine.Standing;
import dev.runwright.journal.Journal;
import dev.runwright.journal.Journal.KeptOutput;
import dev.runwright.journal.RunView;
import dev.runwright.text.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds and drops what is older than the configuration keeps. Not thread-safe. */
final class Pruning {
    private static final String MARK = "pruned";
    private static final List<String> FOLDERS = List.of("rehearsals", "spill");

    private final Workbench workbench;
    private final Settings settings;
    private final Journal journal;
    private final Instant now;

    Pruning(Workbench workbench, Settings settings, Journal journal) {
        this.workbench = workbench;
        this.settings = settings;
        this.journal = journal;
        this.now = workbench.clock().instant();
    }

    /** What is old: outputs in the journal, and folders of what rehearsals left behind and of what steps said beyond limits. */
    record Old(List<KeptOutput> outputs, List<Path> folders) {
        boolean isNothing() {
            return outputs.isEmpty() && folders.isEmpty();
        }
    }

    /** What would be dropped. */
    Old look() {
        return new Old(journal.outputsOnlyOf(oldRuns()), oldFolders());
    }

    /** Drops it and says what it was. */
    Old drop() {
        List<Path> folders = oldFolders();
        try {
            for (Path folder : folders) {
                WorkingFolder.delete(folder);
            }
        } catch (IOException e) {
            throw Refusal.failed("not_pruned", "What is old cannot be deleted: " + FileTrouble.of(e) + ".");
        }
        Set<String> runs = oldRuns();
        return new Old(runs.isEmpty() ? List.of() : journal.drop(runs, workbench.actor()), folders);
    }

    /** At the start of a run: drops what is old if the configuration wants that, and a day has passed since the last time. */
    void dropNowAndThen() {
        Path mark = settings.home().resolve(MARK);
        try {
            if (!settings.retention().automatic() || isYounger(mark, Duration.ofDays(1))) {
                return;
            }
            Files.writeString(mark, now + "\n");
        } catch (IOException e) {
            throw Refusal.failed("not_pruned", mark + " cannot be written: " + FileTrouble.of(e) + ".");
        }
        drop();
    }

    private boolean isYounger(Path path, @Nullable Duration age) throws IOException {
        return Files.exists(path)
                && (age == null || Files.getLastModifiedTime(path).toInstant().isAfter(now.minus(age)));
    }

    /** The runs with outputs kept apart that ended long ago and are not in force. */
    private Set<String> oldRuns() {
        Duration age = settings.retention().outputs();
        Set<String> old = new HashSet<>();
        if (age == null) {
            return old;
        }
        Standing standing = new Standing(journal);
        journal.outputs().stream().map(KeptOutput::run).distinct().forEach(run -> {
            RunView view = standing.view(run);
            if (view.ended() != null && view.ended().isBefore(now.minus(age)) && !standing.inForce(view)) {
                old.add(run);
            }
        });
        return old;
    }

    private List<Path> oldFolders() {
        Duration age = settings.retention().events();
        List<Path> old = new ArrayList<>();
        for (String name : age == null ? List.<String>of() : FOLDERS) {
            Path all = settings.home().resolve(name);
            if (Files.isDirectory(all)) {
                addOld(all, age, old);
            }
        }
        return old;
    }

    private void addOld(Path all, @Nullable Duration age, List<Path> old) {
        try (Stream<Path> folders = Files.list(all)) {
            for (Path folder : folders.sorted().toList()) {
                if (!isYounger(folder, age)) {
                    old.add(folder);
                }
            }
        } catch (IOException e) {
            throw Refusal.failed("not_pruned", all + " cannot be read: " + FileTrouble.of(e) + ".");
        }
    }
}
