package dev.runwright.display;

import dev.runwright.journal.JournalEntry.ChangeSent;
import dev.runwright.journal.JournalEntry.StateRead;
import dev.runwright.journal.StepView;
import dev.runwright.value.Data;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of a reading is shown to people and machines. Stateless. */
public final class Compared {
    private Compared() {}

    /** Of a reading, what is compared; the whole of it is in the audit. Null where nothing was read or the object was not there. */
    public static @Nullable Map<String, @Nullable Object> of(StepView step, @Nullable StateRead read) {
        if (read == null || !read.exists()) {
            return null;
        }
        ChangeSent sent = step.sent();
        List<String> compared = sent == null
                ? List.of()
                : Data.list(sent.state().get("compared")).stream()
                        .map(one -> String.valueOf(Data.map(one).get("property")))
                        .toList();
        if (compared.isEmpty()) {
            return read.properties();
        }
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        compared.forEach(property -> shown.put(property, Data.get(read.properties(), property)));
        return shown;
    }
}
