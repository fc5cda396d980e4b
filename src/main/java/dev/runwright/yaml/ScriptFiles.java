package dev.runwright.yaml;

import dev.runwright.text.Problems;
import dev.runwright.text.SourceText;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the script files that a runbook names ({@code powershell: {file: x.ps1}}): from a folder, or from a snapshot. */
@FunctionalInterface
public interface ScriptFiles {
    /** The text of a file, its name as written in the runbook. */
    Text read(String name);

    /**
     * A script's text, or why there is none.
     *
     * @param text empty if there is a fault
     * @param fault part of a sentence ({@code there is no such file}); null if it was read
     */
    record Text(String text, @Nullable String fault) {}

    /** Files relative to the folder of the runbook. */
    static ScriptFiles in(Path folder) {
        return name -> {
            try {
                Problems problems = new Problems();
                return SourceText.read(folder.resolve(name), name, problems)
                        .map(source -> new Text(source.text(), null))
                        .orElseGet(
                                () -> new Text("", lower(problems.all().get(0).message())));
            } catch (NoSuchFileException | InvalidPathException e) {
                return new Text("", "there is no such file beside the runbook");
            } catch (IOException e) {
                return new Text("", String.valueOf(e.getMessage()));
            }
        };
    }

    /** Texts by name, as a run's snapshot keeps them. */
    static ScriptFiles of(Map<String, String> texts) {
        return name -> {
            String text = texts.get(name);
            return text == null
                    ? new Text("", "the snapshot has only " + List.copyOf(texts.keySet()))
                    : new Text(text, null);
        };
    }

    private static String lower(String sentence) {
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1, sentence.length() - 1);
    }
}
