package dev.runwright.estate.mailflow;

import dev.runwright.estate.world.Documents;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages that leave one server's queues for another's submission queue. Stateless. */
public final class Redirected {
    private Redirected() {}

    /** Moves them; those that are suspended or poisonous stay. */
    public static void messages(Documents documents, String from, String to) {
        documents.under(Queues.MESSAGES + "/" + from).forEach((path, message) -> {
            boolean stays = "Suspended".equals(message.get("Status")) || path.contains("/Poison/");
            if (!stays) {
                String id = path.substring(path.lastIndexOf('/') + 1);
                Map<String, @Nullable Object> moved = new LinkedHashMap<>(message);
                moved.put("Identity", to + "\\" + Queues.SUBMISSION + "\\" + id);
                moved.put("Queue", to + "\\" + Queues.SUBMISSION);
                documents.remove(path);
                documents.put(Queues.MESSAGES + "/" + to + "/" + Queues.SUBMISSION + "/" + id, moved);
            }
        });
    }
}
