package dev.runwright.display;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Draws steps as lines. Immutable; used under the lock of the tree that it draws. */
final class TreeText {
    private static final int BAR = 20;
    /** Rows of a fan-out's matrix once it is over. */
    private static final int ROWS_OF_THE_PAST = 40;

    private final Instant now;

    TreeText(Instant now) {
        this.now = now;
    }

    /** How much of living steps is drawn, from all to the least. */
    private enum Detail {
        ALL,
        NO_FINISHED,
        ONLY_HEADS
    }

    // ---- what is over

    /** A step that is over, or stands still, with all in it. */
    List<Line> past(TreeNode node) {
        List<Line> lines = new ArrayList<>();
        past(node, 0, lines);
        return lines;
    }

    private void past(TreeNode node, int depth, List<Line> lines) {
        lines.add(head(node, depth));
        if (node.waitsFor != null) {
            lines.add(Line.below(depth, "waits for: " + node.waitsFor));
        }
        node.details.forEach(text -> lines.add(Line.below(depth, text)));
        List<String> keys = node.keys;
        if (keys != null && keys.size() > RunTree.FULL) {
            lines.addAll(Matrix.lines(node, depth + 1, ROWS_OF_THE_PAST, true));
            node.inside(false).forEach(child -> past(child, depth + 1, lines));
            return;
        }
        if (keys != null
                && node.children.values().stream()
                        .anyMatch(item -> !item.columns().isEmpty())) {
            lines.addAll(Matrix.lines(node, depth + 1, keys.size() + 1, false));
        }
        node.children.values().forEach(child -> past(child, depth + 1, lines));
    }

    // ---- what lives

    /** Steps that go on, in at most {@code rows} lines. */
    List<Line> living(Collection<TreeNode> nodes, int rows) {
        List<Line> lines = List.of();
        for (Detail detail : Detail.values()) {
            lines = new ArrayList<>();
            for (TreeNode node : nodes) {
                living(node, 0, new Room(detail, rows), lines);
            }
            if (lines.size() <= rows) {
                return lines;
            }
        }
        int kept = Math.max(0, rows - 1);
        List<Line> cut = new ArrayList<>(lines.subList(0, kept));
        if (rows > 0) {
            cut.add(new Line(0, null, "… and " + (lines.size() - kept) + " lines more"));
        }
        return cut;
    }

    /** What there is room for. */
    private record Room(Detail detail, int rows) {
        /** The lines of a matrix; some stay free for what else goes on. */
        int matrix() {
            return switch (detail) {
                case ALL -> Math.max(3, rows - 6);
                case NO_FINISHED -> Math.max(3, rows / 2 - 3);
                case ONLY_HEADS -> 0;
            };
        }
    }

    private void living(TreeNode node, int depth, Room room, List<Line> lines) {
        lines.add(head(node, depth));
        if (node.isOver() && room.detail != Detail.ALL) {
            return;
        }
        if (node.waitsFor != null) {
            lines.add(Line.below(depth, "waits for: " + node.waitsFor));
        }
        if (room.detail != Detail.ONLY_HEADS) {
            if (node.progress != null) {
                lines.add(Line.below(depth, bar(node)));
            }
            node.said.forEach(text -> lines.add(Line.below(depth, "| " + text)));
        }
        if (node.keys != null) {
            lines.addAll(Matrix.lines(node, depth + 1, room.matrix(), false));
        }
        int over = 0;
        for (TreeNode child : node.keys == null ? node.children.values() : node.inside(false)) {
            boolean hidden = child.isOver() && room.detail != Detail.ALL;
            over += hidden ? 1 : 0;
            if (!hidden) {
                living(child, depth + 1, room, lines);
            }
        }
        if (over > 0 && room.detail == Detail.NO_FINISHED) {
            lines.add(Line.below(depth, over + " in it are over"));
        }
    }

    // ---- one step

    private Line head(TreeNode node, int depth) {
        Duration time = Duration.between(node.began, node.ended == null ? now : node.ended);
        String what = node.keys != null ? Matrix.counts(node) : isNamedByItsKind(node) ? "" : node.call;
        String label = node.isTarget() ? Matrix.key(node) : node.label;
        return new Line(2 * depth, node.state(), label + Elapsed.text(time) + (what.isEmpty() ? "" : "  " + what));
    }

    /** Containers are called by their kind and label, which says nothing new. */
    private static boolean isNamedByItsKind(TreeNode node) {
        return node.call.startsWith(node.kind + " ") && !node.children.isEmpty();
    }

    /** How far a step is by its own word. */
    static String bar(TreeNode node) {
        String text = node.progress == null ? "" : node.progress;
        if (node.percent == null) {
            return text;
        }
        int percent = Math.max(0, Math.min(100, node.percent));
        int full = percent * BAR / 100;
        return "[" + "#".repeat(full) + "-".repeat(BAR - full) + "] " + percent + " % " + text;
    }
}
