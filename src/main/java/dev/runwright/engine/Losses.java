package dev.runwright.engine;

import dev.runwright.catalogue.CmdletFacts;
import dev.runwright.catalogue.ReadingFacts;
import dev.runwright.journal.JournalEntry.ChangeSent;
import dev.runwright.journal.StepView;
import dev.runwright.value.Data;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a call loses, or its undo does not put back, by the catalogue. Stateless. */
final class Losses {
    private Losses() {}

    /** The losses of a step that was done. */
    static List<String> ofUndo(PastRun past, String path) {
        StepView step = past.view().steps().get(path);
        ChangeSent sent = step == null ? null : step.sent();
        if (sent == null) {
            return List.of();
        }
        ReadingFacts facts = past.definition()
                .catalogue()
                .find(sent.cmdlet())
                .map(CmdletFacts::reading)
                .orElse(null);
        List<String> losses = new ArrayList<>(of(facts, sent.parameters().keySet()));
        List<String> unread = Data.texts(sent.state().get("unread"));
        if (!unread.isEmpty()) {
            losses.add("Not restored, because the reading does not show it: " + String.join(", ", unread) + ".");
        }
        return losses;
    }

    /** The losses of a call with these parameters. */
    static List<String> of(@Nullable ReadingFacts reading, Set<String> parameters) {
        if (reading == null) {
            return List.of();
        }
        return reading.losses().stream()
                .filter(loss ->
                        loss.parameter() == null || parameters.stream().anyMatch(loss.parameter()::equalsIgnoreCase))
                .map(ReadingFacts.Loss::sentence)
                .toList();
    }
}
