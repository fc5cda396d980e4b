package dev.runwright.display;

import dev.runwright.journal.StepFolding;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A step with what is in it, as far as it is to be drawn. Used under the lock of its tree. */
final class TreeNode {
    private static final int KEPT_LINES = 2;
    private static final int KEPT_LETTERS = 400;
    private static final Set<String> BAD = Set.of("failed", "unknown", "cancelled", "running", "waiting");

    final String path;
    /** The path below the step around it. */
    final String label;

    final Instant began;
    final Map<String, TreeNode> children = new LinkedHashMap<>();
    final List<String> details = new ArrayList<>();
    final Deque<String> said = new ArrayDeque<>();
    /** Steps inside and their states, once they themselves are forgotten. */
    Map<String, String> cells = Map.of();

    StepFolding view;
    String kind = "";
    String call = "";

    @Nullable Instant ended;

    @Nullable List<String> keys;

    @Nullable String waitsFor;

    @Nullable String paused;

    @Nullable String progress;

    @Nullable Integer percent;

    int wave;
    private String state = "running";

    TreeNode(String path, String label, Instant began) {
        this.path = path;
        this.label = label;
        this.began = began;
        this.view = new StepFolding(path);
    }

    /** Its state as it is drawn. */
    String state() {
        if (!state.equals("running")) {
            return state;
        }
        return paused != null ? paused : waitsFor != null ? "waiting" : state;
    }

    boolean isOver() {
        return ended != null;
    }

    /** Whether a person should see it although there are many others. */
    boolean stands() {
        return BAD.contains(state());
    }

    void end(String state, Instant time) {
        this.state = state;
        ended = time;
        waitsFor = null;
        paused = null;
        progress = null;
        said.clear();
        view = new StepFolding(path);
    }

    void again() {
        state = "running";
        ended = null;
        waitsFor = null;
        paused = null;
    }

    void becomes(String state) {
        this.state = state;
    }

    /** The last lines that it said; older ones are forgotten. */
    void say(String text) {
        if (said.size() == KEPT_LINES) {
            said.removeFirst();
        }
        said.addLast(start(text));
    }

    /** As much of a text as can ever be seen of it. */
    static String start(String text) {
        return text.length() > KEPT_LETTERS ? text.substring(0, KEPT_LETTERS) : text;
    }

    /** Forgets the steps inside but for their states. */
    void shrink() {
        cells = columns();
        children.clear();
        if (!stands()) {
            details.clear();
        }
    }

    /** Whether it is a target of the fan-out around it. */
    boolean isTarget() {
        return label.startsWith("[");
    }

    /** Of a fan-out, its targets, or what is done between them. */
    List<TreeNode> inside(boolean targets) {
        return children.values().stream()
                .filter(child -> child.isTarget() == targets)
                .toList();
    }

    /** The steps inside by their names with their states; of a fan-out inside the one that stands, or the last. */
    Map<String, String> columns() {
        if (children.isEmpty()) {
            return cells;
        }
        Map<String, String> columns = new LinkedHashMap<>();
        for (TreeNode child : children.values()) {
            int key = child.label.indexOf('[');
            String name = key < 0 ? child.label : child.label.substring(0, key);
            columns.merge(name, child.state(), (one, other) -> BAD.contains(one) ? one : other);
        }
        return columns;
    }
}
