package dev.runwright.cli;

import dev.runwright.journal.Journal;
import dev.runwright.journal.RunView;
import dev.runwright.text.Problems;
import dev.runwright.text.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which files of a run are no longer as it keeps them. Stateless. */
final class ChangedFiles {
    private ChangedFiles() {}

    /** A file with its kept text and the one on disk. */
    record Changed(String file, String kept, String now) {}

    /** Those that are there and differ; an undo goes by its journal and has none. */
    static List<Changed> of(Journal journal, RunView run) {
        if (run.isUndo()) {
            return List.of();
        }
        List<Changed> changed = new ArrayList<>();
        digests(run)
                .forEach((file, digest) -> journal.kept(digest)
                        .ifPresent(kept -> text(file).stream()
                                .filter(now -> !now.equals(kept))
                                .forEach(now -> changed.add(new Changed(file, kept, now)))));
        return changed;
    }

    /** The runbook, the called runbooks and their script files, by file to the digest of the text that the run uses. */
    private static Map<String, String> digests(RunView run) {
        Map<String, String> digests = new LinkedHashMap<>();
        Stream.concat(Stream.of(run.definition()), run.called().stream()).forEach(one -> {
            digests.put(one.source(), one.definition());
            one.files()
                    .forEach((name, digest) -> digests.put(
                            Path.of(one.source()).resolveSibling(name).toString(), digest));
        });
        return digests;
    }

    /** The text as a runbook's is read; none if it is not there or cannot be read. */
    private static List<String> text(String file) {
        try {
            Path path = Path.of(file);
            return Files.isRegularFile(path)
                    ? SourceText.decode(file, Files.readAllBytes(path), new Problems()).map(SourceText::text).stream()
                            .toList()
                    : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
