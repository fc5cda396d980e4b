package dev.runwright.report;

import java.util.List;

/** A part of a report, without a form yet. Immutable; texts are plain and not escaped. */
sealed interface Block {
    /** A heading; level 1 is the title. */
    record Heading(int level, String text) implements Block {}

    /** A paragraph. */
    record Paragraph(String text) implements Block {}

    /** A table; every row has as many cells as the head. */
    record Table(List<String> head, List<List<String>> rows) implements Block {
        /** Copies the lists. */
        public Table {
            head = List.copyOf(head);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }
}
