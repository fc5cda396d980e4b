package dev.runwright.display;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A fan-out as targets × steps; where there is no room for all of them, only those that stand out. Stateless. */
final class Matrix {
    private static final int KEY_CELLS = 36;
    private static final int COLUMN_CELLS = 16;
    private static final int ERROR_LINES = 2;

    private Matrix() {}

    /** How far it is: the wave, the targets done of all, and how many are in which state. */
    static String counts(TreeNode fanOut) {
        List<String> keys = fanOut.keys == null ? List.of() : fanOut.keys;
        Map<String, Integer> counts = new TreeMap<>();
        int over = 0;
        for (TreeNode item : fanOut.inside(true)) {
            counts.merge(item.state(), 1, Integer::sum);
            over += item.isOver() ? 1 : 0;
        }
        StringBuilder text = new StringBuilder();
        text.append(fanOut.wave == 0 ? "" : "wave " + fanOut.wave + ", ");
        text.append(over).append(" of ").append(keys.size()).append(keys.size() == 1 ? " target" : " targets");
        counts.forEach(
                (state, count) -> text.append(", ").append(state).append(' ').append(count));
        return text.toString();
    }

    /**
     * Its rows.
     *
     * @param rows how many lines at most, header included
     * @param errors whether the lines of what failed stand below its row
     */
    static List<Line> lines(TreeNode fanOut, int depth, int rows, boolean errors) {
        List<Line> lines = new ArrayList<>();
        List<TreeNode> items = fanOut.inside(true);
        int all = fanOut.keys == null ? items.size() : Math.max(fanOut.keys.size(), items.size());
        boolean whole = all + 1 <= rows;
        List<TreeNode> shown = whole ? items : standing(items, rows);
        Set<String> columns = new LinkedHashSet<>();
        shown.forEach(item -> columns.addAll(item.columns().keySet()));
        int cells = Math.min(
                KEY_CELLS,
                shown.stream()
                        .mapToInt(item -> Cells.width(Cells.clean(key(item))))
                        .max()
                        .orElse(0));
        if (!columns.isEmpty()) {
            lines.add(header(depth, cells, columns));
        }
        for (TreeNode item : shown) {
            lines.add(row(item, depth, cells, columns));
            if (errors && item.stands()) {
                item.details.stream().limit(ERROR_LINES).forEach(text -> lines.add(Line.below(depth, text)));
            }
        }
        long hidden = items.stream().filter(TreeNode::stands).count() - shown.size();
        if (errors && !whole && hidden > 0) {
            lines.add(Line.below(depth, "… and " + hidden + " more of these"));
        }
        if (whole && fanOut.keys != null) {
            pending(fanOut, fanOut.keys).forEach(key -> lines.add(new Line(2 * depth, "pending", key)));
        }
        return lines;
    }

    /** Those that go on, then those that failed. */
    private static List<TreeNode> standing(List<TreeNode> items, int rows) {
        return Stream.concat(
                        items.stream().filter(item -> !item.isOver()),
                        items.stream().filter(item -> item.isOver() && item.stands()))
                .limit(Math.max(0, rows - 1))
                .toList();
    }

    private static List<String> pending(TreeNode fanOut, List<String> keys) {
        Set<String> begun = new LinkedHashSet<>();
        fanOut.inside(true).forEach(item -> begun.add(key(item)));
        return fanOut.isOver()
                ? List.of()
                : keys.stream().filter(key -> !begun.contains(key)).toList();
    }

    private static Line header(int depth, int keyCells, Set<String> columns) {
        StringBuilder text = new StringBuilder(" ".repeat(keyCells));
        columns.forEach(name -> text.append(' ').append(Cells.fit(Cells.clean(name), cells(name))));
        return Line.below(depth, text.toString().stripTrailing());
    }

    private static Line row(TreeNode item, int depth, int keyCells, Set<String> columns) {
        StringBuilder text = new StringBuilder(Cells.fit(Cells.clean(key(item)), columns.isEmpty() ? 0 : keyCells));
        if (columns.isEmpty()) {
            text.append(key(item)).append(item.call.isEmpty() ? "" : "  " + item.call);
        }
        Map<String, String> states = item.columns();
        for (String name : columns) {
            String state = states.get(name);
            text.append(' ').append(Cells.fit(state == null ? "" : Line.sign(state) + " " + state, cells(name)));
        }
        String progress = progress(item);
        return new Line(
                2 * depth, item.state(), text.toString().stripTrailing() + (progress == null ? "" : "  " + progress));
    }

    private static int cells(String column) {
        return Math.min(COLUMN_CELLS, Math.max(11, Cells.width(Cells.clean(column))));
    }

    private static @Nullable String progress(TreeNode item) {
        if (item.progress != null) {
            return TreeText.bar(item);
        }
        for (TreeNode child : item.children.values()) {
            String inner = child.isOver() ? null : progress(child);
            if (inner != null) {
                return inner;
            }
        }
        return null;
    }

    /** The target's key as it was given: in paths, some characters are written as percent codes. */
    static String key(TreeNode item) {
        String key = item.isTarget() ? item.label.substring(1, item.label.length() - 1) : item.label;
        return key.replace("%5D", "]").replace("%5B", "[").replace("%2F", "/").replace("%25", "%");
    }
}
