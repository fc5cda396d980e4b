package dev.runwright.estate.updates;

import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import org.jspecify.annotations.Nullable;

/** What the update server knows of an article of the knowledge base, for those who look at a computer. Stateless. */
public final class Deployed {
    private Deployed() {}

    /** Whether clients are offered the article's update; null if the server has no such update. */
    public static @Nullable Boolean approved(Documents documents, String article) {
        return Update.all(documents).stream()
                .filter(update -> update.document().texts("KnowledgeBase").contains(article))
                .map(update -> !update.offeredTo().isEmpty())
                .reduce((one, other) -> one || other)
                .orElse(null);
    }

    /** Whether the server has brought the article's update onto a computer. */
    public static boolean installed(Documents documents, String computer, String article) {
        Document client = Computers.find(documents, computer).orElse(null);
        return client != null
                && Update.all(documents).stream()
                        .filter(update ->
                                update.document().texts("KnowledgeBase").contains(article))
                        .anyMatch(update ->
                                Computers.state(documents, client, update).equals(Computers.INSTALLED));
    }
}
