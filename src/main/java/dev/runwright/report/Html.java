package dev.runwright.report;

import java.util.List;
import java.util.stream.Collectors;

/** Blocks as one HTML page without scripts and without anything from elsewhere. Whatever is in a text stays text. Stateless. */
final class Html {
    private static final String STYLE =
            "body{font:15px/1.5 system-ui,sans-serif;max-width:64em;margin:2em auto;padding:0 1em;color:#1c1c1c}"
                    + "table{border-collapse:collapse;width:100%;margin:1em 0}"
                    + "th,td{border:1px solid #c8c8c8;padding:.3em .6em;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
                    + "th{background:#f0f0f0}@media print{body{max-width:none}}";

    private Html() {}

    static String of(String title, List<Block> blocks) {
        return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                + "<title>" + escaped(title) + "</title>\n<style>" + STYLE + "</style>\n</head>\n<body>\n"
                + blocks.stream().map(Html::block).collect(Collectors.joining("\n"))
                + "\n</body>\n</html>\n";
    }

    private static String block(Block block) {
        if (block instanceof Block.Heading heading) {
            String tag = "h" + heading.level();
            return "<" + tag + ">" + escaped(heading.text()) + "</" + tag + ">";
        }
        if (block instanceof Block.Paragraph paragraph) {
            return "<p>" + escaped(paragraph.text()) + "</p>";
        }
        Block.Table table = (Block.Table) block;
        return "<table>\n<thead>" + row(table.head(), "th") + "</thead>\n<tbody>\n"
                + table.rows().stream().map(cells -> row(cells, "td")).collect(Collectors.joining("\n"))
                + "\n</tbody>\n</table>";
    }

    private static String row(List<String> cells, String tag) {
        return cells.stream()
                .map(cell -> "<" + tag + ">" + escaped(cell) + "</" + tag + ">")
                .collect(Collectors.joining("", "<tr>", "</tr>"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
