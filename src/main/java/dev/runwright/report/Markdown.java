package dev.runwright.report;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Blocks as Markdown (GitHub's tables). Whatever is in a text stays text. Stateless. */
final class Markdown {
    private Markdown() {}

    static String of(List<Block> blocks) {
        return blocks.stream().map(Markdown::block).collect(Collectors.joining("\n"));
    }

    private static String block(Block block) {
        if (block instanceof Block.Heading heading) {
            return "#".repeat(heading.level()) + " " + escaped(heading.text()) + "\n";
        }
        if (block instanceof Block.Paragraph paragraph) {
            return escaped(paragraph.text()) + "\n";
        }
        Block.Table table = (Block.Table) block;
        StringBuilder text = new StringBuilder(row(table.head()));
        text.append(row(Collections.nCopies(table.head().size(), "---")));
        table.rows()
                .forEach(cells ->
                        text.append(row(cells.stream().map(Markdown::escaped).toList())));
        return text.toString();
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String escaped(String text) {
        return text.replaceAll("[\\r\\n]+", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replaceAll("([\\\\`*_|\\[\\]#~])", "\\\\$1");
    }
}
