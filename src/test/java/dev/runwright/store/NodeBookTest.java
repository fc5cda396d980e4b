package dev.runwright.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.NodeBook;
import dev.runwright.journal.NodeBook.Node;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class NodeBookTest extends StoreSuite {
    private static Node node(String id, Instant seen, boolean draining) {
        return new Node(id, "host", 4711, NOW, seen, "1.0", draining, "127.0.0.1:8181");
    }

    @Test
    void aNodeIsListedWithItsLastSignOfLifeUntilItLeaves() {
        NodeBook book = journal.nodes();
        book.beat(node("n2", NOW, false));
        book.beat(node("n1", NOW, false));
        book.beat(node("n2", NOW.plusSeconds(10), true));
        assertThat(book.nodes()).containsExactly(node("n1", NOW, false), node("n2", NOW.plusSeconds(10), true));
        book.leave("n1");
        book.leave("n1");
        assertThat(book.nodes()).containsExactly(node("n2", NOW.plusSeconds(10), true));
    }
}
