package dev.runwright.model;

import dev.runwright.text.Position;
import dev.runwright.value.Template;
import org.jspecify.annotations.Nullable;

/**
 * {@code powershell:} with {@code with:}: a script, never interpolated; {@code with} arrives as its parameters.
 *
 * @param script its text; of a script file: read when the runbook is read
 * @param file the file's name as written, relative to the runbook; null for text in the runbook
 * @param firstLine where the script's line 1 stands (in the runbook, or in the file)
 */
public record PowerShellStep(
        StepHead head, String script, @Nullable String file, Position firstLine, Template.Fields with) implements Step {
    @Override
    public String kind() {
        return "powershell";
    }
}
