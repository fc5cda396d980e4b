package dev.runwright.display;

import dev.runwright.journal.JournalEntry.ErrorRecord;
import dev.runwright.journal.JournalEntry.StateRead;
import dev.runwright.journal.JournalEntry.StepEnded;
import dev.runwright.journal.StepView;
import java.util.ArrayList;
import java.util.List;

/** What is said of a step that has ended. Stateless. */
public final class StepText {
    private StepText() {}

    /** An error as one line, with its place where it has one. */
    public static String sentence(ErrorRecord error) {
        return (error.position() == null ? "" : error.position() + ": ") + error.message();
    }

    /** The lines below a step: its differences, its warnings, its error. */
    static List<String> details(StepView step) {
        List<String> lines = new ArrayList<>();
        if (step.state().equals("changed")) {
            lines.addAll(differences(step));
        }
        StepEnded ended = step.ended();
        if (ended != null) {
            if (ended.isDropped()) {
                lines.add("output dropped by retention");
            }
            ended.warnings().forEach(warning -> lines.add("warning: " + warning));
            if (ended.error() != null) {
                lines.add(sentence(ended.error()));
            }
        }
        return lines;
    }

    /** An object that came or went is one line, any other change one line a property. */
    private static List<String> differences(StepView step) {
        StateRead before = step.before();
        StateRead after = step.after();
        if (before == null || after == null) {
            return List.of();
        }
        if (before.exists() != after.exists()) {
            return List.of(after.exists() ? "made" : "removed");
        }
        return Difference.between(Compared.of(step, before), Compared.of(step, after)).stream()
                .map(Difference::toString)
                .toList();
    }
}
